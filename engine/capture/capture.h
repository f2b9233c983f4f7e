// Everything that is observed of a run, as one stream: the rings of the runtime and the word of the kernel,
// merged by time, with all tasks resolved to TaskIds.
//
// Thread rule: all members on one thread, the session's engine thread.
// Order: events come out by time; what comes out is final. A ring that may still hold an earlier event holds
// the stream back (a thread preempted in the middle of writing), until it is written or its thread has ended.
// Loss: a GapBegan and a GapEnded for each stretch in which something may be missing. Never silently.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/wire/event.h"
#include "engine/wire/segment.h"

namespace heddle::capture {

struct CaptureOptions {
    // The first process of the run: alive, and not yet let go. All that it starts is followed.
    Pid root;
    // The runtime's rings; may be null (a program that knows nothing of Heddle).
    const wire::Segment* segment = nullptr;
    // Instead of the best source that is permitted.
    std::optional<wire::KernelSource> forcedSource;
    // Also the steps in which tasks come into being, as far as the source tells: of those that the first
    // thread of the run makes all of them.
    bool tellsCreationSteps = false;
    // The kernel's ring of each CPU: the largest size that this user may lock is taken, this one at the most.
    std::size_t largestRing = 8u << 20;
};

class Capture {
public:
    // Opens the kernel's sources for `root` and its future descendants. Without a forced source it falls back
    // from tracepoints over switch records to sampling. Errors: a forced source that is not permitted.
    static Result<std::unique_ptr<Capture>> start(const CaptureOptions& options);
    virtual ~Capture() = default;

    [[nodiscard]] virtual wire::KernelSource source() const = 0;
    // Why it is not a better one; empty when it is the best. A whole sentence.
    [[nodiscard]] virtual std::string whyNotBetter() const = 0;

    // Waits until there is something worth draining, or `limit` has passed.
    virtual void wait(Duration limit) = 0;
    // Drains all sources and appends what is final by now to `out`. Never blocks.
    virtual void poll(std::vector<wire::Event>& out) = 0;
    // The time up to which everything has come out.
    [[nodiscard]] virtual Instant settledUntil() const = 0;

    // What only the parent of a process can know: its wait status, when it was reaped.
    virtual void noteReaped(Pid pid, int waitStatus, Instant when) = 0;
    // Job control as the parent sees it (waitpid with WUNTRACED | WCONTINUED).
    virtual void noteStopped(Pid pid, Instant when) = 0;
    virtual void noteContinued(Pid pid, Instant when) = 0;

    // Tasks alive at present, as far as the sources tell.
    [[nodiscard]] virtual std::size_t liveTasks() const = 0;

    // Nothing runs any more: drains the rest, ends open gaps, and closes the stream with StreamEnded.
    virtual void finish(std::vector<wire::Event>& out) = 0;
};

// What this machine permits, for `heddle doctor`.
struct SourceStatus {
    wire::KernelSource source = wire::KernelSource::None;
    bool permitted = false;
    std::string detail;  // why not, or what it gives
    std::string advice;  // how to get it; empty when permitted
};
[[nodiscard]] std::vector<SourceStatus> probeSources();

}  // namespace heddle::capture
