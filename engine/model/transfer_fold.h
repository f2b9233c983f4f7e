// From the two ends of messages to a list of transfers, in the order in which their second end was told.
//
// A message has its number in its channel; it may be received by several (who reads shared memory), and told
// as received before it is told as sent (two rings). Of each channel the last kKept messages are remembered,
// and where most of them are under way, more: all that are. Not so of shared memory, for who reads it sees
// the last one written. A channel is forgotten when it is destroyed and nothing is under way in it.
//
// On loss: a message of which one end is missing is no transfer. What is remembered takes kPlaceLimit places
// (64 MiB) at the most; messages sent beyond are no transfers either, and counted.
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
    static constexpr std::size_t kPlaceLimit = 1u << 21;  // of a message each...
    static constexpr std::size_t kChannelPlaces = 4;      // ...and what a channel itself takes

    explicit TransferFold(Store& store) : m_store(&store) {}

    void sent(const wire::Event& event, std::int64_t time);
    void received(const wire::Event& event, std::int64_t time);
    void destroyed(std::uint32_t channel);

    // How many messages were sent for which there was no place.
    [[nodiscard]] std::uint64_t missed() const { return m_missed; }
    [[nodiscard]] std::size_t channels() const { return m_channels.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_places * sizeof(Message); }

private:
    // What is known of one message, in the place of its number.
    struct Message {
        std::uint32_t number = 0;  // 0: none
        TaskId sender;
        std::int64_t sentAt = 0;
        std::uint32_t bytes = 0;
        bool isSent = false;
        bool isReceived = false;  // as told
        TaskId earlyReceiver;     // it was told before the sending was
        [[nodiscard]] bool isUnderWay() const { return isSent != isReceived; }
    };
    // Power of two; the place of a message is its number in this circle.
    struct Channel {
        std::size_t circle = kKept;
        std::vector<Message> messages;  // the beginning of the circle, as far as it was needed
        std::size_t underWay = 0;       // of them: one end was told
        bool isDestroyed = false;
    };
    // The place of the event's message; nullptr: a later message has it, or there is none.
    [[nodiscard]] Message* find(const wire::Event& event, bool& isFull);
    // False: there are no places left.
    [[nodiscard]] bool takePlaces(Channel& channel, std::size_t wanted);
    // Twice as many places, so that none that is under way has to go.
    [[nodiscard]] bool widen(Channel& channel);
    [[nodiscard]] bool keepsAll(std::uint32_t id, const Channel& channel) const;
    // After a change of one that was under way or not.
    void note(std::uint32_t channel, const Message& message, bool wasUnderWay);
    void forget(std::unordered_map<std::uint32_t, Channel>::iterator channel);
    void add(const wire::Event& event, const Message& message, TaskId receiver, std::int64_t time);

    Store* m_store;
    std::unordered_map<std::uint32_t, Channel> m_channels;
    std::size_t m_places = 0;  // taken
    std::uint64_t m_missed = 0;
};

}  // namespace heddle::model
