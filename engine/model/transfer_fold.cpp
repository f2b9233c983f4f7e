#include "engine/model/transfer_fold.h"

#include <algorithm>
#include <utility>

namespace heddle::model {

bool TransferFold::takePlaces(Channel& channel, std::size_t wanted) {
    const std::size_t more = wanted - channel.messages.size();
    if (m_places + more > kPlaceLimit)
        return false;
    channel.messages.resize(wanted);
    m_places += more;
    return true;
}

bool TransferFold::widen(Channel& channel) {
    const std::size_t before = channel.messages.size();
    if (!takePlaces(channel, 2 * channel.circle))
        return false;
    channel.circle *= 2;
    for (std::size_t i = 0; i < before; ++i) {
        if (const std::size_t place = channel.messages[i].number % channel.circle; place != i)
            channel.messages[place] = std::exchange(channel.messages[i], {});
    }
    return true;
}

// Messages are numbered one after the other: where few are under way, one far behind was lost.
bool TransferFold::keepsAll(std::uint32_t id, const Channel& channel) const {
    if (2 * channel.underWay < channel.circle)
        return false;
    const auto number = m_store->objectIndex.find(id);
    return !number || m_store->objects[*number].kind != wire::ObjectKind::SharedMemory;
}

TransferFold::Message* TransferFold::find(const wire::Event& event, bool& isFull) {
    isFull = false;
    const std::uint32_t number = event.sequence();
    if (event.object == 0 || number == 0)
        return nullptr;
    auto found = m_channels.find(event.object);
    if (found == m_channels.end()) {
        isFull = m_places + kChannelPlaces > kPlaceLimit;
        if (isFull)
            return nullptr;
        found = m_channels.try_emplace(event.object).first;
        m_places += kChannelPlaces;
    }
    Channel& channel = found->second;
    for (;;) {
        const std::size_t place = number % channel.circle, had = channel.messages.size();
        isFull = had <= place && !takePlaces(channel, std::max(place + 1, std::min(2 * had, channel.circle)));
        if (isFull)
            return nullptr;
        Message& message = channel.messages[place];
        if (message.number == number)
            return &message;
        if (message.isUnderWay() && keepsAll(event.object, channel)) {
            isFull = !widen(channel);
            if (isFull)
                return nullptr;
            continue;
        }
        if (message.number > number)
            return nullptr;
        if (message.isUnderWay())
            --channel.underWay;
        message = {};
        message.number = number;
        return &message;
    }
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
