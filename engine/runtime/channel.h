// What all means of communication between tasks have in common: a message goes from one sender to one
// receiver, and both ends are told to the observer, so that the views can draw it as an arrow.
//
// A stamp travels with each message: who sent it, and its number. A message is a few bytes of text or data,
// whole or not at all. In a controlled run sending and receiving are steps; who has nothing to receive waits.
// A fiber that waits lets the others of its thread go on.
#pragma once

#include <poll.h>
#include <sys/types.h>

#include <cerrno>
#include <optional>
#include <string>

#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

// Of any message, in bytes.
inline constexpr std::size_t kLargestMessage = 4000;

// How long a message may be waited for, or room for one: for ever by default.
struct Patience {
    bool mayWait = true;
    const Duration* limit = nullptr;
};

class Channel : public SyncObject {
protected:
    struct Stamp {
        std::uint32_t sender = 0;  // TaskRef
        std::uint32_t number = 0;
    };
    Channel(wire::ObjectKind kind, std::string_view name, CallSite at);
    explicit Channel(ObjectId existing) : SyncObject(existing) {}

    [[nodiscard]] Step beginSend(CallSite at, Patience patience = {}) const {
        return begin(patience.mayWait ? wire::OperationKind::Put : wire::OperationKind::TryPut, patience, at);
    }
    [[nodiscard]] Step beginReceive(CallSite at, Patience patience = {}) const {
        return begin(patience.mayWait ? wire::OperationKind::Get : wire::OperationKind::TryGet, patience, at);
    }
    // Whether a controlled run has let it pass already; tells of it.
    [[nodiscard]] bool hasGivenUp(const Step& step, wire::Operation operation) const;
    [[nodiscard]] static Instant deadlineOf(Patience patience) {
        return patience.limit ? deadlineAfter(*patience.limit) : Instant::max();
    }
    // waitUntil(); at once false where who has that patience does not wait at all, or has a limit in a
    // controlled run: there nobody else moves, and time is virtual.
    bool waitWithin(const Step& step, int fd, short ready, wire::Operation operation, Patience patience,
                    Instant deadline) const;
    // Calls write(stamp), a system call on `fd`, as soon as there is room. The room that is seen is had: so
    // who gives up has sent nothing, and told of nothing. The guard is held for the look and the write alone,
    // and neither waits; but its holder may be stopped there: who has a limit waits no longer than that for
    // it, and who only tries for kStandstill.
    template <class Write>
    bool sendWithin(Patience patience, int fd, std::size_t bytes, CallSite at, Write write);
    // The stamp of a message that is sent now. Told before the message goes: nobody receives what was not
    // sent.
    [[nodiscard]] Stamp stamp(const Step& step, std::size_t bytes) const;
    void received(const Step& step, Stamp stamp) const;
    // Waits until `fd` can be read (POLLIN) or written (POLLOUT), and tells of it; false: `deadline` came
    // first.
    bool waitUntil(const Step& step, int fd, short ready, wire::Operation operation,
                   Instant deadline = Instant::max()) const;
    // Whether it can be at once.
    [[nodiscard]] static bool isReady(int fd, short ready);

private:
    static constexpr Duration kStandstill = std::chrono::milliseconds{20};
    [[nodiscard]] Step begin(wire::OperationKind kind, Patience patience, CallSite at) const {
        return beginStep(at, {.kind = kind,
                              .timed = patience.limit != nullptr,
                              .object = id(),
                              .length = patience.limit ? *patience.limit : Duration{}});
    }
};

template <class Write>
bool Channel::sendWithin(Patience patience, int fd, std::size_t bytes, CallSite at, Write write) {
    const Step step = beginSend(at, patience);
    if (hasGivenUp(step, wire::Operation::Write))
        return false;
    const Instant deadline = deadlineOf(patience);
    std::optional<Stamp> mark;
    for (;;) {
        {
            // What was told as sent is sent.
            const Instant until = mark               ? Instant::max()
                                  : patience.mayWait ? deadline
                                                     : deadlineAfter(kStandstill);
            const Guard guard{record().guard, step.thread.tid(), until};
            if (!guard.isHeld()) {
                if (patience.limit)
                    writeGivenUp(step, wire::Operation::Write);
                return false;
            }
            if (isReady(fd, POLLOUT)) {
                if (!mark)
                    mark = stamp(step, bytes);
                if (write(*mark) >= 0)
                    return true;
                if (errno != EAGAIN && errno != EINTR)
                    giveUp("send a message", errnoText(errno));
                continue;
            }
        }
        if (mark)
            waitUntil(step, fd, POLLOUT, wire::Operation::Write);
        else if (!waitWithin(step, fd, POLLOUT, wire::Operation::Write, patience, deadline))
            return false;
    }
}

// Calls `attempt`, a system call on a descriptor that does not block, until it gives something else than
// "would block" or "interrupted"; `wait` waits in between, and returns false to give up: nothing.
template <class Attempt, class Wait>
std::optional<ssize_t> tryUntilDone(Attempt attempt, Wait wait) {
    for (;;) {
        const ssize_t result = attempt();
        if (result >= 0 || (errno != EAGAIN && errno != EINTR))
            return result;
        if (errno == EAGAIN && !wait())
            return std::nullopt;
    }
}

}  // namespace heddle::runtime
