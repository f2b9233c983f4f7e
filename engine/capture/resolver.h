// From what the sources call a task (Tid, TaskRef) to the stream's TaskId, and from facts to the merged
// stream.
//
// Thread rule: one thread. Facts are given in order of time.
// Invariants:
//   - one TaskCreated for each task, before anything else about it; nothing about its scheduling after
//   TaskExited
//   - foreign tasks (not descended from the root, unknown to the runtime) never come out
//   - kinds that exist in rings only never come out
//   - a name that the runtime gave is not overwritten by the kernel's
//   - times never run back
// A parent's TaskSpawning(ref) binds the ref to the next task that the kernel sees it create; without that,
// TaskBound binds it to its thread. Where no kernel source speaks, TaskBound and TaskCreated make the tasks.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/capture/fact.h"
#include "engine/capture/name_table.h"
#include "engine/wire/segment.h"

namespace heddle::capture {

class Resolver {
public:
    struct Task {
        TaskId process{};  // itself for a process
        TaskId waker{};    // who woke it last
        Pid pid{};
        Tid tid{};
        TaskRef spawning{};  // what it is about to create
        std::uint64_t spawningSince = 0;
        std::uint64_t fiberWantedSince = 0;  // 0: it is not about to create one, or does not tell
        wire::TaskKind kind = wire::TaskKind::Process;
        std::uint32_t threads = 0;  // of a process: alive, itself included
        bool exited = false;
        bool reaped = false;
        bool named = false;  // by the runtime
        bool onCpu = false;
        bool wakingUp = false;  // a wake-up was begun while it was on its CPU
        bool ready = false;     // could run, and is not on a CPU
        bool stopped = false;
        bool confirmed = false;      // seen by the kernel's source, not only by the runtime
        std::uint32_t arrivals = 0;  // on a CPU, as far as seen
    };

    // `segment` may be null. `kernelTellsLives`: births and deaths of threads come from the kernel.
    Resolver(const wire::Segment* segment, bool kernelTellsLives, NameTable& names)
        : m_segment(segment), m_kernelTellsLives(kernelTellsLives), m_names(names), m_tasks(1) {}

    // The source of the whole stream, and its end.
    void begin(wire::KernelSource source, std::uint64_t time, std::vector<wire::Event>& out);
    void end(std::uint64_t time, std::vector<wire::Event>& out);
    // A task that was there before capture began, or that a source has found; none when known already.
    TaskId adopt(Pid pid, Tid tid, Tid parent, std::uint64_t time, std::vector<wire::Event>& out);

    void takeKernel(std::span<const wire::Event> facts, std::vector<wire::Event>& out);
    void takeRuntime(std::span<const wire::Event> facts, std::vector<wire::Event>& out);

    // Processes and threads.
    [[nodiscard]] std::size_t liveTasks() const { return m_live; }
    [[nodiscard]] TaskId liveTask(Tid tid) const;
    [[nodiscard]] TaskId lastTask(Tid tid) const;  // may have ended
    [[nodiscard]] bool isAlive(TaskRef ref) const;
    [[nodiscard]] std::size_t taskCount() const { return m_tasks.size() - 1; }  // ids 1..taskCount()
    [[nodiscard]] Task& task(TaskId id) { return m_tasks[id.value()]; }
    [[nodiscard]] const Task& task(TaskId id) const { return m_tasks[id.value()]; }

private:
    // Where a fault came, as the runtime tells it.
    struct FaultPlace {
        std::string program;
        std::uint32_t mark = 0;
        std::uint64_t instruction = 0;

        friend auto operator<=>(const FaultPlace&, const FaultPlace&) = default;
    };
    using Out = std::vector<wire::Event>;

    void put(wire::Event event, Out& out);
    TaskId create(wire::TaskKind kind, Pid pid, Tid tid, TaskId parent, std::uint32_t lowerValue,
                  std::uint64_t time, Out& out);
    void bind(TaskRef ref, TaskId task, Out& out);
    TextId textOf(std::uint32_t name, std::uint64_t time, Out& out);
    void nameAs(TaskId task, std::uint32_t name, wire::EventKind kind, std::uint64_t time, Out& out);
    void exitOf(TaskId task, std::uint64_t value, std::uint16_t known, std::uint64_t time, Out& out);

    // kernel
    void born(const wire::Event& fact, Out& out);
    void reaped(const wire::Event& fact, Out& out);
    void executed(const wire::Event& fact, Out& out);
    void woken(const wire::Event& fact, TaskId task, Out& out);
    void jobControl(wire::Event event, TaskId task, Out& out);
    void becomesReady(std::uint64_t time, TaskId task, Out& out);
    void continues(std::uint64_t time, TaskId task, Out& out);
    void switched(const wire::Event& fact, TaskId task, Out& out);
    void forEachThread(TaskId process, const std::function<void(TaskId)>& visit) const;

    // runtime
    TaskId resolve(std::uint32_t ref, std::uint64_t time, Out& out);
    void spawning(const wire::Event& fact, Out& out);
    void bound(const wire::Event& fact, Out& out);
    void tellAnnouncement(TaskId task, const wire::Event& bound, Out& out);
    void tellRequest(TaskId task, std::uint64_t since, std::uint64_t time, Out& out);
    void stoppedByRuntime(const wire::Event& fact, Out& out);
    void reapedByParent(const wire::Event& fact, Out& out);
    void createdByRuntime(const wire::Event& fact, Out& out);
    void faultPlace(const wire::Event& fact);
    void faulted(wire::Event fact, Out& out);
    [[nodiscard]] SiteId siteOf(const FaultPlace& place, std::uint64_t time, Out& out);
    void pass(wire::Event fact, Out& out);

    const wire::Segment* m_segment;
    bool m_kernelTellsLives;
    NameTable& m_names;
    std::deque<Task> m_tasks;                          // by TaskId; 0 is nobody
    std::unordered_map<std::int32_t, TaskId> m_byTid;  // the latest task of a tid
    std::vector<TaskId> m_byRef;
    // What was said of tasks that are announced and not yet bound, by ref.
    std::unordered_map<std::uint32_t, std::vector<wire::Event>> m_unborn;
    std::unordered_map<std::uint32_t, FaultPlace>
        m_faultPlaces;                          // of tasks whose fault is not told yet, by ref
    std::map<FaultPlace, SiteId> m_faultSites;  // those that were looked up; none: no line
    std::vector<bool> m_namesTold;
    std::vector<std::uint32_t> m_kernelNames;  // by TaskId: number in m_names
    std::size_t m_live = 0;
    std::uint64_t m_lastTime = 0;
};

}  // namespace heddle::capture
