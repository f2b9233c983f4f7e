#include "engine/runtime/message_queue.h"

#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "engine/base/phrase.h"
#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

constexpr std::size_t kMessageBytes = sizeof(std::uint64_t) + kLargestMessage;

// A queue without a name: it lives as long as somebody has it open.
FileDescriptor newQueue(std::uint32_t capacity) {
    static std::atomic<int> count{0};
    const std::string name = "/heddle-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
    mq_attr size{};
    size.mq_maxmsg = static_cast<long>(capacity);
    size.mq_msgsize = kMessageBytes;
    FileDescriptor queue{
        ::mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NONBLOCK, 0600, &size)};
    if (!queue)
        giveUp(Phrase{"make a message queue of %1", capacity},
               whyNoMessageQueue(errno, capacity, kMessageBytes));
    ::mq_unlink(name.c_str());
    return queue;
}

}  // namespace

MessageQueue::MessageQueue(std::uint32_t capacity, std::string_view name, CallSite at)
    : Channel(wire::ObjectKind::MessageQueue, name, at), m_queue(newQueue(capacity)) {
    record().capacity.store(capacity, std::memory_order_relaxed);
}

bool MessageQueue::sendPatiently(Patience patience, std::string_view message, unsigned urgency, CallSite at) {
    return sendWithin(patience, m_queue.get(), message.size(), at, [&](Stamp mark) {
        std::array<char, kMessageBytes> bytes;
        std::memcpy(bytes.data(), &mark, sizeof mark);
        message.copy(bytes.data() + sizeof mark, message.size());
        return ::mq_send(m_queue.get(), bytes.data(), sizeof mark + message.size(), urgency);
    });
}

std::optional<std::string> MessageQueue::receivePatiently(Patience patience, CallSite at) {
    const Step step = beginReceive(at, patience);
    if (hasGivenUp(step, wire::Operation::Read))
        return std::nullopt;
    const Instant deadline = deadlineOf(patience);
    std::array<char, kMessageBytes> bytes;
    const auto got = tryUntilDone(
        [&] { return ::mq_receive(m_queue.get(), bytes.data(), bytes.size(), nullptr); },
        [&] { return waitWithin(step, m_queue.get(), POLLIN, wire::Operation::Read, patience, deadline); });
    if (!got)
        return std::nullopt;
    if (*got < 0)
        giveUp("receive a message", errnoText(errno));
    Stamp mark;
    HEDDLE_CHECK(static_cast<std::size_t>(*got) >= sizeof mark);
    std::memcpy(&mark, bytes.data(), sizeof mark);
    received(step, mark);
    return std::string{bytes.data() + sizeof mark, static_cast<std::size_t>(*got) - sizeof mark};
}

}  // namespace heddle::runtime
