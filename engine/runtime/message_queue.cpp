#include "engine/runtime/message_queue.h"

#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstring>

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
        giveUp("make a message queue of " + std::to_string(capacity),
               errnoText(errno) + "; /proc/sys/fs/mqueue has the limits");
    ::mq_unlink(name.c_str());
    return queue;
}

}  // namespace

MessageQueue::MessageQueue(std::uint32_t capacity, std::string_view name, CallSite at)
    : Channel(wire::ObjectKind::MessageQueue, name, at), m_queue(newQueue(capacity)) {
    record().capacity.store(capacity, std::memory_order_relaxed);
}

void MessageQueue::send(std::string_view message, unsigned urgency, CallSite at) {
    const Step step = beginSend(at);
    const auto wait = [&] { waitUntil(step, m_queue.get(), POLLOUT, wire::Operation::Write); };
    if (!isReady(m_queue.get(), POLLOUT))
        wait();
    const Stamp mark = stamp(step, message.size());
    std::array<char, kMessageBytes> bytes;
    std::memcpy(bytes.data(), &mark, sizeof mark);
    message.copy(bytes.data() + sizeof mark, message.size());
    const std::size_t size = sizeof mark + message.size();
    if (tryUntilDone([&] { return ::mq_send(m_queue.get(), bytes.data(), size, urgency); }, wait) < 0)
        giveUp("send a message", errnoText(errno));
}

std::string MessageQueue::receive(CallSite at) {
    const Step step = beginReceive(at);
    std::array<char, kMessageBytes> bytes;
    const ssize_t got =
        tryUntilDone([&] { return ::mq_receive(m_queue.get(), bytes.data(), bytes.size(), nullptr); },
                     [&] { waitUntil(step, m_queue.get(), POLLIN, wire::Operation::Read); });
    if (got < 0)
        giveUp("receive a message", errnoText(errno));
    Stamp mark;
    HEDDLE_CHECK(static_cast<std::size_t>(got) >= sizeof mark);
    std::memcpy(&mark, bytes.data(), sizeof mark);
    received(step, mark);
    return {bytes.data() + sizeof mark, static_cast<std::size_t>(got) - sizeof mark};
}

}  // namespace heddle::runtime
