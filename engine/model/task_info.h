// What is known of one task at the time of a snapshot: a process control block, observed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "engine/model/ending.h"
#include "engine/model/interval.h"

namespace heddle::model {

inline constexpr std::size_t kCounterKinds = 16;

struct TaskInfo {
    TaskId id;
    TaskId
        parent;  // creator: for a thread a task of its process, for a fiber the thread or fiber that made it
    TaskId process;  // the process it belongs to (itself for a process)
    TaskId carrier;  // Fiber: the thread that carries it, as last seen
    wire::TaskKind kind = wire::TaskKind::Process;
    TextId name;
    bool isDaemon = false;  // it said that it serves others: waiting for work for ever is as it should be
    Pid pid;
    Tid tid;
    std::optional<Instant> requested;  // when its maker asked for it, where that was told
    Instant created;
    // When each wire::CreationStep was done, in their order; nothing where nobody told.
    std::array<std::optional<Instant>, wire::kCreationSteps> creation;
    std::optional<Instant> exited;
    std::optional<Instant> reaped;
    std::optional<int> exitStatus;  // as waitpid(2) gives it
    LastWords lastWords;

    State state = State::Unknown;
    Instant stateSince;
    Wait wait;  // meaningful when state is Blocked or SuspendedBlocked; also when preempted inside a wait
    CpuId cpu = CpuId::None;  // the last one it ran on
    TaskId lastWaker;
    SiteId site;                                         // the last source line it reported
    std::uint64_t voluntarySwitches = 0;                 // counted from the stream
    std::uint64_t involuntarySwitches = 0;               //
    StateTotals totals{};                                // up to the snapshot's time
    std::array<std::int64_t, kCounterKinds> counters{};  // by wire::CounterKind, as last reported
    std::uint32_t countersKnown = 0;                     // bit i: counters[i] was reported
    // Bytes in memory as last reported before it was suspended, the last time.
    std::optional<std::int64_t> residentAtStop;

    [[nodiscard]] bool isAlive() const { return !exited.has_value(); }
    [[nodiscard]] std::optional<std::int64_t> counter(wire::CounterKind which) const {
        const auto i = static_cast<std::size_t>(which);
        return (countersKnown >> i) & 1u ? std::optional{counters[i]} : std::nullopt;
    }
};

}  // namespace heddle::model
