#include "engine/model/transfer_fold.h"

#include <algorithm>

namespace heddle::model {

TransferFold::Message* TransferFold::find(const wire::Event& event) {
    const std::uint32_t number = event.sequence();
    if (event.object == 0 || number == 0 ||
        (m_channels.size() >= kChannelLimit && !m_channels.contains(event.object)))
        return nullptr;
    std::vector<Message>& messages = m_channels[event.object];
    const std::size_t place = number % kKept;
    if (messages.size() <= place)
        messages.resize(std::max(place + 1, std::min(2 * messages.size(), kKept)));
    Message& message = messages[place];
    if (message.number > number)
        return nullptr;
    if (message.number != number)
        message = {.number = number, .sender = {}, .earlyReceiver = {}};
    return &message;
}

void TransferFold::sent(const wire::Event& event, std::int64_t time) {
    Message* message = find(event);
    if (!message || message->isSent)
        return;
    message->sender = event.taskId();
    message->sentAt = time;
    message->bytes = static_cast<std::uint32_t>(event.value >> 32);
    message->isSent = true;
    if (!message->earlyReceiver.isNone())
        add(event, *message, message->earlyReceiver, time);
}

void TransferFold::received(const wire::Event& event, std::int64_t time) {
    Message* message = find(event);
    if (!message)
        return;
    if (message->isSent) {
        add(event, *message, event.taskId(), time);
    } else {
        message->earlyReceiver = event.taskId();
    }
}

void TransferFold::add(const wire::Event& event, const Message& message, TaskId receiver, std::int64_t time) {
    m_store->transfers.append({event.objectId(), message.sender, receiver, instantFromNs(message.sentAt),
                               instantFromNs(time), message.bytes});
}

}  // namespace heddle::model
