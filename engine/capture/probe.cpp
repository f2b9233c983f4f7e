// What this machine permits: tries each source for real, on this process.
#include <unistd.h>

#include "engine/capture/capture.h"
#include "engine/capture/kernel_feed.h"
#include "engine/capture/permission.h"
#include "engine/capture/proc_books.h"

namespace heddle::capture {
namespace {

std::string ringText(const KernelFeed& feed) {
    return "rings of " + std::to_string(feed.ringBytes() / 1024) + " KiB for each CPU";
}

}  // namespace

std::vector<SourceStatus> probeSources() {
    using wire::KernelSource;
    Merger merger;
    NameTable names;
    SourceStatus tracepoints;
    tracepoints.source = KernelSource::Tracepoints;
    if (auto feed = makeTracepointFeed(merger, names); !feed) {
        tracepoints.detail = feed.error().why;
        tracepoints.advice = feed.error().wayOut;
    } else if (const auto opened = feed.value()->open({}); !opened) {
        tracepoints.detail = opened.error().why;
        tracepoints.advice = opened.error().wayOut;
    } else {
        tracepoints.permitted = true;
        tracepoints.detail =
            "every switch with its reason, every wake-up with its waker; " + ringText(*feed.value());
    }

    SourceStatus switches;
    switches.source = KernelSource::Switches;
    const auto feed = makeSwitchFeed(Pid{::getpid()}, merger, names);
    if (const auto opened = feed->open({}); !opened) {
        switches.detail = opened.error().why;
        switches.advice = opened.error().wayOut;
    } else {
        switches.permitted = true;
        switches.detail = "every switch, and whether the task could have gone on; " + ringText(*feed);
    }

    SourceStatus sampling;
    sampling.source = KernelSource::Sampling;
    const Pid self{::getpid()};
    sampling.permitted = readStat(self, Tid{self.value()}) && readSwitches(self, Tid{self.value()});
    if (sampling.permitted && readRun(self, Tid{self.value()})) {
        sampling.detail = "what the counters of /proc prove, about every 8 ms; the rest is unknown";
    } else {
        sampling.permitted = false;
        sampling.detail = "/proc/PID/schedstat is not readable";
        sampling.advice = "mount /proc; use a kernel with CONFIG_SCHED_INFO";
    }
    return {tracepoints, switches, sampling};
}

}  // namespace heddle::capture
