// From events to the states of tasks.
//
// Each task has facts of its own (TaskRecord: own, stopped, waitPhase, onCarrier), which events change:
//
//     New --admitted, woken--> Ready --in--> Running --out, preempted--> Ready
//                                ^              | out, blocked
//                                +---- woken ---+--> Blocked --in (no source of wake-ups)--> Running
//     any --gap--> Unknown --next definite event--> ...        any --exited--> Terminated
//
// and the state shown follows from them:
//     stopped, not running   -> SuspendedBlocked while its wait goes on, else SuspendedReady
//     a fiber on its carrier -> as the carrier
//     otherwise              -> own
//
// Evidence: kernel sources decide for threads; where there is none, only waits of the runtime do (Blocked,
// else Unknown). Fibers: the runtime decides. With tracepoints a thread becomes Ready by Woken; else a
// Granted makes it so. On loss: a gap on a CPU leaves every thread Unknown that is not known to run on
// another CPU; while it is open, leaving a CPU leads to Unknown too. A gap of a thread's ring leaves its
// fibers Unknown and its wait forgotten. A hole in a recording may have swallowed creations: as ids are
// dense, a number beyond them tells of tasks of unknown kind and origin, Unknown since the hole. Invariants:
// time never runs backwards in a history; two words for one instant: the later one counts.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/model/budget.h"
#include "engine/model/cpu_lanes.h"
#include "engine/model/store.h"
#include "engine/model/task_info.h"
#include "engine/model/task_record.h"

namespace heddle::model {

using TransitionCounts = std::array<std::array<std::uint64_t, kStateCount>, kStateCount>;

class TaskFold {
public:
    static constexpr std::uint32_t kTaskLimit = 1u << 22;      // tasks beyond are not taken
    static constexpr std::uint32_t kPresumedLimit = 1u << 16;  // of those whose creation was lost

    TaskFold(Store& store, Budget& budget) : m_store(&store), m_budget(&budget), m_cpus(store) {
        m_tasks.resize(1);
    }

    void setSource(wire::KernelSource source) { m_source = source; }
    // Of a controlled run: a task that does not move is blocked while it waits, and ready else; who waits
    // stands in no line.
    [[nodiscard]] bool isControlled() const { return m_source == wire::KernelSource::Gate; }

    // Whether it and its process have ended, and that is not the process of `witness`. (In a controlled run
    // that frees nothing.)
    [[nodiscard]] bool hasDiedElsewhere(std::uint32_t task, std::uint32_t witness) const {
        if (isControlled() || !record(task).isEnded())
            return false;
        const TaskId process = info(task).process;
        return process != info(witness).process && exists(process.value()) &&
               record(process.value()).isEnded();
    }

    // Tasks are numbered from 1; record(0) is nobody.
    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_tasks.size() - 1); }
    [[nodiscard]] bool exists(std::uint32_t task) const { return task != 0 && task < m_tasks.size(); }
    // Whether it exists, or must have come into being in a hole: then it does from now on.
    [[nodiscard]] bool existsOrIsPresumed(std::uint32_t task) { return exists(task) || presume(task); }
    [[nodiscard]] TaskRecord& record(std::uint32_t task) { return m_tasks[task]; }
    [[nodiscard]] const TaskRecord& record(std::uint32_t task) const { return m_tasks[task]; }
    [[nodiscard]] const TaskInfo& info(std::uint32_t task) const { return m_infos[task - 1]; }
    // Asks the memory for what `event` will need of its task.
    void prefetch(const wire::Event& event) const {
        if (event.task >= m_tasks.size())
            return;
        const TaskRecord& t = m_tasks[event.task];
        __builtin_prefetch(&t, 1);
        if (event.kind < wire::EventKind::WaitBegan)
            __builtin_prefetch(&t.totals, 1);
        __builtin_prefetch(&t.history, 1);
    }
    // The snapshot number that changes from here on belong to.
    void setEpoch(std::uint32_t epoch) { m_epoch = epoch; }
    void noteChanged(std::uint32_t task) { m_tasks[task].changedAt = m_epoch; }

    // Life. `task` exists in all but created().
    bool created(const wire::Event& event, std::int64_t time);  // false: it makes no sense
    void named(std::uint32_t task, TextId name);
    void becameDaemon(std::uint32_t task);
    void requested(std::uint32_t task, std::int64_t when);
    void creationStepDone(std::uint32_t task, std::uint16_t step, std::int64_t when);
    // What is said of its end before it comes.
    void saysItsEnd(std::uint32_t task, const wire::Event& event);
    void isSentSignal(std::uint32_t task, int signal, std::uint32_t sender);
    void faulted(std::uint32_t task, const wire::Event& event);
    void admitted(std::uint32_t task, std::int64_t time);
    void exited(std::uint32_t task, std::int64_t time, std::optional<int> status);
    void reaped(std::uint32_t task, std::int64_t time, std::optional<int> status);
    void counted(std::uint32_t task, std::uint16_t kind, std::uint64_t figure);

    // Those that ended since the last call, for whoever keeps queues of tasks.
    [[nodiscard]] bool hasEnded() const { return !m_ended.empty(); }
    [[nodiscard]] std::vector<std::uint32_t> takeEnded() { return std::exchange(m_ended, {}); }

    // The kernel's word.
    void switchedIn(std::uint32_t task, std::int64_t time, std::uint16_t cpu);
    void switchedOut(std::uint32_t task, std::int64_t time, std::uint16_t cpu, wire::SwitchReason reason);
    void woken(std::uint32_t task, std::int64_t time, std::uint32_t waker);
    void setStopped(std::uint32_t task, std::int64_t time, bool stopped);
    void sampled(std::uint32_t task, std::int64_t from, std::int64_t to, State state);

    // Fibers: the runtime's word.
    void fiberResumed(std::uint32_t fiber, std::int64_t time, std::uint32_t carrier);
    void fiberSuspended(std::uint32_t fiber, std::int64_t time, wire::FiberPause pause);

    // Waits: the runtime's word.
    void waitBegan(std::uint32_t task, std::int64_t time, const Wait& wait);
    void waitEnded(std::uint32_t task, std::int64_t time);
    void granted(std::uint32_t task, std::int64_t time, std::uint32_t giver);
    // `task` has spoken, so it is past its creation.
    void spoke(std::uint32_t task, std::int64_t time, std::uint32_t site);

    // Losses.
    void cpuGapBegan(std::uint16_t cpu, std::int64_t time);
    void cpuGapEnded(std::uint16_t cpu);
    void runtimeGapBegan(std::uint32_t thread, std::int64_t time);
    void everythingLost(std::int64_t time);
    void holeEnded(std::uint64_t lost);

    [[nodiscard]] const TransitionCounts& transitions() const { return m_transitions; }
    [[nodiscard]] CpuLanes& cpus() { return m_cpus; }
    [[nodiscard]] std::size_t bytes() const;

private:
    [[nodiscard]] bool hasWakeUps() const {
        return m_source == wire::KernelSource::Tracepoints || m_source == wire::KernelSource::Gate;
    }
    [[nodiscard]] bool hasSwitches() const {
        return hasWakeUps() || m_source == wire::KernelSource::Switches;
    }
    [[nodiscard]] bool presume(std::uint32_t task);
    TaskRecord& add(const TaskInfo& info, std::int64_t time, State state);
    [[nodiscard]] static bool isMoving(const TaskRecord& t) {
        return t.isFiber() ? t.onCarrier : t.own == State::Running;
    }
    void setOwn(std::uint32_t task, State state);
    [[nodiscard]] Entry effective(const TaskRecord& task) const;
    // Brings the state shown up to the facts, of `task` and of the fiber on it.
    void update(std::uint32_t task, std::int64_t time);
    void updateFibers(std::uint32_t thread, std::int64_t time);
    void show(TaskRecord& task, std::int64_t time, const Entry& next);
    void countTransition(State from, State to, std::uint64_t count);
    void open(TaskRecord& task, std::int64_t begin, const Entry& entry);
    void close(TaskRecord& task, std::int64_t end);
    void leaveCarrier(std::uint32_t fiber);
    void noteStop(std::uint32_t thread);
    void stopOne(std::uint32_t thread, std::int64_t time, bool stopped);

    Store* m_store;
    Budget* m_budget;
    CpuLanes m_cpus;
    wire::KernelSource m_source = wire::KernelSource::None;
    std::vector<TaskRecord> m_tasks;                              // by TaskId
    std::deque<TaskInfo> m_infos;                                 // by TaskId - 1; what changes seldom
    std::unordered_map<std::int32_t, std::uint32_t> m_processes;  // the last process of each pid
    std::vector<std::uint32_t> m_ended;
    std::vector<std::uint32_t> m_known;    // threads whose state a gap would put in doubt
    std::vector<std::uint16_t> m_gapCpus;  // with an open gap
    TransitionCounts m_transitions{};
    std::int64_t m_holeBegan = 0;     // the last hole in the recording
    std::uint64_t m_lostInHoles = 0;  // events: no more than so many creations
    std::uint32_t m_presumed = 0;     // tasks
    std::uint32_t m_epoch = 1;
};

}  // namespace heddle::model
