// From the two ends of messages to a list of transfers, in the order in which their second end was told.
//
// A message has its number in its channel; it may be received by several (who reads shared memory), and told
// as received before it is told as sent (two rings). On loss: a message of which one end is missing is no
// transfer. Of each channel the last kKept messages are remembered, of all channels kChannelLimit.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/model/store.h"
#include "engine/wire/event.h"

namespace heddle::model {

class TransferFold {
public:
    static constexpr std::size_t kKept = 4096;
    static constexpr std::size_t kChannelLimit = 4096;

    explicit TransferFold(Store& store) : m_store(&store) {}

    void sent(const wire::Event& event, std::int64_t time);
    void received(const wire::Event& event, std::int64_t time);

private:
    // What is known of one message, in the place of its number.
    struct Message {
        std::uint32_t number = 0;  // 0: none
        TaskId sender;
        std::int64_t sentAt = 0;
        std::uint32_t bytes = 0;
        bool isSent = false;
        TaskId earlyReceiver;  // it was told before the sending was
    };
    // nullptr: there are too many channels, or a later message has its place.
    [[nodiscard]] Message* find(const wire::Event& event);
    void add(const wire::Event& event, const Message& message, TaskId receiver, std::int64_t time);

    Store* m_store;
    std::unordered_map<std::uint32_t, std::vector<Message>> m_channels;
};

}  // namespace heddle::model
