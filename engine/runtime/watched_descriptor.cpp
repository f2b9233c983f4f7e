#include "engine/runtime/watched_descriptor.h"

#include <poll.h>

#include "engine/runtime/descriptor_wait.h"
#include "engine/runtime/expect.h"

namespace heddle::runtime {

WatchedDescriptor::WatchedDescriptor(int fd, std::string_view name, CallSite at)
    : SyncObject(wire::ObjectKind::Descriptor, name, 0, 0, at), m_fd(fd) {
    if (fd < 0)
        misuse("a descriptor is watched that is not open");
}

void WatchedDescriptor::awaitReadable(CallSite at) {
    await(POLLIN, wire::Operation::Read, nullptr, at);
}
void WatchedDescriptor::awaitWritable(CallSite at) {
    await(POLLOUT, wire::Operation::Write, nullptr, at);
}
bool WatchedDescriptor::awaitReadableFor(Duration limit, CallSite at) {
    return await(POLLIN, wire::Operation::Read, &limit, at);
}
bool WatchedDescriptor::awaitWritableFor(Duration limit, CallSite at) {
    return await(POLLOUT, wire::Operation::Write, &limit, at);
}

bool WatchedDescriptor::await(short events, wire::Operation operation, const Duration* limit, CallSite at) {
    const Step step = beginStep(at);
    if (step.thread.gate())
        misuse("a task waits for a descriptor: what happens outside the run cannot be stepped");
    pollfd now{.fd = m_fd, .events = events, .revents = 0};
    if (::poll(&now, 1, 0) != 0) {
        if ((now.revents & POLLNVAL) != 0)
            misuse("a task waits for a descriptor that is not open");
        return true;
    }
    writeWaitBegan(step, operation, id(), {}, nextSequence(record().word), limitIf(limit != nullptr));
    const bool isReady = awaitDescriptor(step, m_fd, events, limit ? deadlineAfter(*limit) : Instant::max());
    writeWaitEnded(step, isReady ? wire::WaitOutcome::Granted : wire::WaitOutcome::TimedOut, id(), {},
                   nextSequence(record().word));
    return isReady;
}

}  // namespace heddle::runtime
