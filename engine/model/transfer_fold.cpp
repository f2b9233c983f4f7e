#include "engine/model/transfer_fold.h"

#include <algorithm>

namespace heddle::model {

TransferFold::Message* TransferFold::find(const wire::Event& event, bool& isFull) {
    isFull = false;
    const std::uint32_t number = event.sequence();
    if (event.object == 0 || number == 0)
        return nullptr;
    auto found = m_channels.find(event.object);
    const std::size_t place = number % kKept;
    const std::size_t had = found == m_channels.end() ? 0 : found->second.messages.size();
    if (had <= place) {
        const std::size_t wanted = std::max(place + 1, std::min(2 * had, kKept));
        const std::size_t more = wanted - had + (found == m_channels.end() ? kChannelPlaces : 0);
        if (m_places + more > kPlaceLimit) {
            isFull = true;
            return nullptr;
        }
        if (found == m_channels.end())
            found = m_channels.try_emplace(event.object).first;
        found->second.messages.resize(wanted);
        m_places += more;
    }
    Message& message = found->second.messages[place];
    if (message.number > number)
        return nullptr;
    if (message.number != number) {
        if (message.isUnderWay())
            --found->second.underWay;
        message = {};
        message.number = number;
    }
    return &message;
}

void TransferFold::note(std::uint32_t channel, const Message& message, bool wasUnderWay) {
    const auto found = m_channels.find(channel);
    if (message.isUnderWay() == wasUnderWay)
        return;
    if (message.isUnderWay()) {
        ++found->second.underWay;
    } else if (--found->second.underWay == 0 && found->second.isDestroyed) {
        forget(found);
    }
}

void TransferFold::forget(std::unordered_map<std::uint32_t, Channel>::iterator channel) {
    m_places -= channel->second.messages.size() + kChannelPlaces;
    m_channels.erase(channel);
}

void TransferFold::sent(const wire::Event& event, std::int64_t time) {
    bool isFull = false;
    Message* message = find(event, isFull);
    if (isFull)
        ++m_missed;
    if (!message || message->isSent)
        return;
    const bool wasUnderWay = message->isUnderWay();
    message->sender = event.taskId();
    message->sentAt = time;
    message->bytes = static_cast<std::uint32_t>(event.value >> 32);
    message->isSent = true;
    if (message->isReceived)
        add(event, *message, message->earlyReceiver, time);
    note(event.object, *message, wasUnderWay);
}

void TransferFold::received(const wire::Event& event, std::int64_t time) {
    bool isFull = false;
    Message* message = find(event, isFull);
    if (!message)
        return;
    const bool wasUnderWay = message->isUnderWay();
    message->isReceived = true;
    if (message->isSent)
        add(event, *message, event.taskId(), time);
    else
        message->earlyReceiver = event.taskId();
    note(event.object, *message, wasUnderWay);
}

void TransferFold::destroyed(std::uint32_t channel) {
    const auto found = m_channels.find(channel);
    if (found == m_channels.end())
        return;
    found->second.isDestroyed = true;
    if (found->second.underWay == 0)
        forget(found);
}

void TransferFold::add(const wire::Event& event, const Message& message, TaskId receiver, std::int64_t time) {
    m_store->transfers.append({event.objectId(), message.sender, receiver, instantFromNs(message.sentAt),
                               instantFromNs(time), message.bytes});
}

}  // namespace heddle::model
