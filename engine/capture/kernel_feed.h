// The kernel's word about scheduling: a perf ring for each CPU, drained into a stream of facts for each CPU.
// Two feeds fill it: switch records (switch_feed) for ordinary users, tracepoints (tracepoint_feed) for
// privileged ones.
//
// Thread rule: one thread.
// Loss: each stretch in which a ring had no room becomes GapBegan ... GapEnded in the stream of its CPU.
#pragma once

#include <poll.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "engine/capture/creation_book.h"
#include "engine/capture/fact.h"
#include "engine/capture/merger.h"
#include "engine/capture/name_table.h"
#include "engine/capture/perf_ring.h"

namespace heddle::capture {

struct RingSizes {
    std::size_t largest = 8u << 20;  // the first one tried, a power of two
    std::size_t smallest = 64u << 10;
};

class KernelFeed {
public:
    KernelFeed(Merger& merger, NameTable& names) : m_merger(merger), m_names(names) {}
    virtual ~KernelFeed() = default;

    // Of a run that asks for the steps in which its tasks come into being: those that the kernel makes, told
    // at each birth. Before open(). Where tracepoints are permitted, and of what the thread `maker` makes,
    // also when the control block and the resources were there.
    virtual void tellCreationSteps([[maybe_unused]] Tid maker) { m_creations.emplace(); }
    // Opens the rings of all CPUs, as large as this user may lock memory. Errors: what the kernel does not
    // permit.
    Result<void> open(const RingSizes& sizes);
    // Moves all records up to `until` to the streams: a moment of before the call, in CLOCK_MONOTONIC ns. (Of
    // what is written in the meantime one ring would have more than another one that was seen earlier.)
    void drain(std::uint64_t until);
    // After the last drain: what was lost at the very end, when no later record could tell.
    void finish();
    // For poll(2): rings that are a quarter full.
    [[nodiscard]] const std::vector<pollfd>& pollfds() const { return m_pollfds; }
    // Stops polling the rings whose tasks have all ended.
    void forgetHungUp(const std::vector<pollfd>& polled);
    [[nodiscard]] std::size_t ringBytes() const { return m_cpus.empty() ? 0 : m_cpus.front().ring.size(); }
    [[nodiscard]] std::uint64_t lost() const { return m_lost; }

protected:
    struct Cpu {
        std::uint16_t number;
        std::uint32_t stream;
        PerfRing ring;
        std::uint64_t lastTime = 0;     // of a record of this ring
        std::uint64_t readUntil = 0;    // nothing was lost before
        std::uint64_t lostTold = 0;     // of those that the kernel counts, how many the stream tells
        std::uint64_t lostAhead = 0;    // ...of which the kernel has yet to write its note
        std::uint64_t lostPending = 0;  // noted by the kernel, and the record behind has not come yet
        std::uint64_t lostTime = 0;     // of that note
        std::uint64_t brokenTold = 0;   // of those that could not be decoded
        // What has just happened on this CPU, for the records that complete each other:
        std::uint64_t lastOut = 0;        // when a task last left it...
        std::uint32_t lastOutTask = 0;    // ...and which one
        bool lastOutPreempted = false;    // ...and could have gone on
        std::uint64_t lastIn = 0;         // when a task last came onto it...
        std::uint64_t lastSign = 0;       // ...and when one that was on it was last heard of otherwise
        std::uint32_t announcedTask = 0;  // who goes (or comes, after idling) next, as a tracepoint said...
        std::uint64_t announcedAt = 0;    // ...when
        wire::SwitchReason announcedReason{};  // ...and why
    };
    // The ring of one CPU. nullopt with errno.
    virtual std::optional<PerfRing> openRing(int cpu, std::size_t bytes) = 0;
    virtual Error refusal(int error) const = 0;
    // Appends what a tracepoint says to `stream`, or notes it in `cpu`.
    virtual void translateTracepoint(const PerfRecord& record, Cpu& cpu, FactStream& stream) = 0;
    // A cause counts for who comes onto the waker's own CPU: another one hears of it later, which is the
    // effect.
    void noteWake(std::uint32_t task, std::uint64_t time, WakePhase phase, const Cpu& waker) {
        wakeOf(task) = {task, phase == WakePhase::Effect ? nullptr : &waker, time};
    }
    void noteAllocation(std::uint32_t maker, AllocationPoint::Object object, std::uint64_t time) {
        if (m_creations)
            m_creations->allocated(maker, object, time);
    }

private:
    void translate(const PerfRecord& record, Cpu& cpu, FactStream& stream);
    void translateSwitch(const PerfRecord& record, Cpu& cpu, FactStream& stream);
    Result<bool> openAll(std::size_t bytes, bool mayRetry);
    struct Wake {
        std::uint32_t task = 0;
        const Cpu* onlyFor = nullptr;
        std::uint64_t time = 0;
    };
    [[nodiscard]] Wake& wakeOf(std::uint32_t task) { return m_wakes[task % m_wakes.size()]; }
    void take(const PerfRecord& record, Cpu& cpu);
    void checkRing(Cpu& cpu, std::uint64_t until);
    std::uint64_t arrival(const PerfRecord& record, Cpu& cpu, FactStream& stream);
    void checkLoss(Cpu& cpu);
    void tellGap(Cpu& cpu, std::uint64_t until, std::uint64_t count);

    Merger& m_merger;
    NameTable& m_names;
    std::array<Wake, 1024> m_wakes{};         // of who has not come onto a CPU since, the latest ones, by tid
    std::optional<CreationBook> m_creations;  // of a run that asks for them
    std::vector<Cpu> m_cpus;
    struct Next {
        std::uint64_t time;  // of the first record in the ring...
        Cpu* cpu;            // ...of this one
        bool operator<(const Next& other) const { return time > other.time; }
    };
    std::vector<Next> m_next;  // a heap, the earliest in front; only within drain()
    std::vector<pollfd> m_pollfds;
    std::uint64_t m_lost = 0;
};

// perf_event_open(2) with what all events of this project have in common: CLOCK_MONOTONIC, a watermark of a
// quarter of `ringBytes`, a count of what was lost. -1 with errno.
// The event that records switches, births, deaths and names.
[[nodiscard]] perf_event_attr schedulingRecords();
[[nodiscard]] FileDescriptor openPerfEvent(perf_event_attr attributes, Pid pid, int cpu,
                                           std::size_t ringBytes);

// An ordinary user's feed: PERF_RECORD_SWITCH of `root` and all its descendants.
[[nodiscard]] std::unique_ptr<KernelFeed> makeSwitchFeed(Pid root, Merger& merger, NameTable& names);
// A privileged feed: the scheduler's tracepoints on all CPUs. Errors: no tracefs, another pid namespace.
[[nodiscard]] Result<std::unique_ptr<KernelFeed>> makeTracepointFeed(Merger& merger, NameTable& names);

}  // namespace heddle::capture
