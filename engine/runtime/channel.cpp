#include "engine/runtime/channel.h"

#include <poll.h>

#include "engine/runtime/descriptor_wait.h"

namespace heddle::runtime {

using wire::EventKind;

Channel::Channel(wire::ObjectKind kind, std::string_view name, CallSite at)
    : SyncObject(kind, name, 0, 0, at) {
    record().capacity.store(kLargestState, std::memory_order_relaxed);
}

Channel::Stamp Channel::stamp(const Step& step, std::size_t bytes) const {
    HEDDLE_CHECK(bytes <= kLargestMessage);
    const auto number = static_cast<std::uint32_t>(record().head.fetch_add(1, std::memory_order_relaxed) + 1);
    write(step,
          {.value = wire::packPair(static_cast<std::uint32_t>(bytes), number), .kind = EventKind::Sent});
    // The state counts the messages that are on their way.
    changeWord(record().word, [](StateWord word) { return word.next(word.state() + 1, false, 0); });
    return {step.task.value(), number};
}

void Channel::received(const Step& step, Stamp stamp) const {
    changeWord(record().word,
               [](StateWord word) { return word.next(word.state() > 0 ? word.state() - 1 : 0, false, 0); });
    write(step, {.value = wire::packPair(stamp.sender, stamp.number), .kind = EventKind::Received});
}

bool Channel::waitUntil(const Step& step, int fd, short ready, wire::Operation operation,
                        Instant deadline) const {
    writeWaitBegan(step, operation, id(), {}, nextSequence(record().word),
                   limitIf(deadline != Instant::max()));
    const bool isReady = awaitDescriptor(step, fd, ready, deadline);
    writeWaitEnded(step, isReady ? wire::WaitOutcome::Granted : wire::WaitOutcome::TimedOut, id(), {},
                   nextSequence(record().word));
    return isReady;
}

bool Channel::waitWithin(const Step& step, int fd, short ready, wire::Operation operation, Patience patience,
                         Instant deadline) const {
    if (!patience.mayWait)
        return false;
    if (step.thread.gate() && patience.limit) {
        writeGivenUp(step, operation);
        return false;
    }
    return waitUntil(step, fd, ready, operation, deadline);
}

bool Channel::hasGivenUp(const Step& step, wire::Operation operation) const {
    const bool isOver = step.permit == wire::WaitOutcome::TimedOut;
    if (isOver)
        writeGivenUp(step, operation);
    return isOver;
}

bool Channel::isReady(int fd, short ready) {
    pollfd now{.fd = fd, .events = ready, .revents = 0};
    return ::poll(&now, 1, 0) != 0;
}

}  // namespace heddle::runtime
