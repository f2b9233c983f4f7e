// Writes event streams by readable calls, as capture would hand them to the model: for tests that need a
// model, but no kernel and no runtime. Link heddle::test_support.
//
//     StreamBuilder s;                                  // tracepoints; time starts at 1 ms
//     const TaskId main = s.process("main");
//     const TaskId t = s.thread(main, "T1");
//     const ObjectId a = s.mutex("A", main);
//     s.in(t).after(5us).wait(t, Operation::Lock, a, s.site("main.cpp", 12)).out(t);
//     s.after(20us).grant(main, a, t).woken(t, main).in(t).resume(t, a).exit(t);
//     model::SnapshotPtr snapshot = s.snapshot();       // folds all that was written
//
// Calls return *this and write at the present time, each a nanosecond after the one before; after() lets time
// pass. It numbers tasks, objects, and the events of each object as the real thing does. event() writes
// anything else.
#pragma once

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/model.h"

namespace heddle::model {

class StreamBuilder {
public:
    explicit StreamBuilder(wire::KernelSource source = wire::KernelSource::Tracepoints);

    // --- time ---
    StreamBuilder& after(Duration pause);  // before the next event
    [[nodiscard]] Instant now() const { return m_now; }

    // --- tasks ---
    TaskId process(std::string_view name, TaskId creator = {});
    TaskId thread(TaskId process, std::string_view name);
    TaskId fiber(TaskId carrier, std::string_view name);
    StreamBuilder& admit(TaskId task);
    StreamBuilder& daemon(TaskId task);
    StreamBuilder& exit(TaskId task, int waitStatus = 0);
    StreamBuilder& reap(TaskId task, int waitStatus = 0);
    StreamBuilder& counter(TaskId task, wire::CounterKind kind, std::int64_t figure);

    // --- the kernel's word ---
    StreamBuilder& in(TaskId task, int cpu = 0);
    StreamBuilder& out(TaskId task,
                       wire::SwitchReason reason = wire::SwitchReason::Blocked);  // of the CPU it is on
    StreamBuilder& preempt(TaskId task) { return out(task, wire::SwitchReason::Preempted); }
    StreamBuilder& woken(TaskId task, TaskId waker = {});
    StreamBuilder& stop(TaskId task);
    StreamBuilder& resume(TaskId task);                                // SIGCONT
    StreamBuilder& sample(TaskId task, State state, Duration length);  // of the time up to now

    // --- fibers ---
    StreamBuilder& fiberIn(TaskId fiber, TaskId carrier);
    StreamBuilder& fiberOut(TaskId fiber, TaskId carrier, wire::FiberPause pause);

    // --- objects ---
    ObjectId object(wire::ObjectKind kind, std::string_view name, TaskId creator, int capacity = 0,
                    int initial = 0);
    ObjectId mutex(std::string_view name, TaskId creator) {
        return object(wire::ObjectKind::Mutex, name, creator);
    }
    ObjectId semaphore(std::string_view name, TaskId creator, int units) {
        return object(wire::ObjectKind::Semaphore, name, creator, units, units);
    }
    ObjectId queue(std::string_view name, TaskId creator, int capacity = 0) {
        return object(wire::ObjectKind::Queue, name, creator, capacity);
    }
    SiteId site(std::string_view file, std::uint32_t line);
    TextId text(std::string_view text);
    StreamBuilder& wait(TaskId task, wire::Operation operation, ObjectId object = {}, SiteId site = {});
    // For units of a semaphore.
    StreamBuilder& waitForUnits(TaskId task, ObjectId semaphore, int units);
    // The wait just begun has a time limit.
    StreamBuilder& limitLastWait();
    StreamBuilder& timedWait(TaskId task, wire::Operation operation, ObjectId object = {}, SiteId site = {});
    StreamBuilder& join(TaskId task, TaskId other, SiteId site = {});
    StreamBuilder& waitEnd(TaskId task, ObjectId object = {},
                           wire::WaitOutcome outcome = wire::WaitOutcome::Granted);
    StreamBuilder& acquire(TaskId task, ObjectId object, int units = 1, SiteId site = {});
    StreamBuilder& release(TaskId task, ObjectId object, int units = 1);
    StreamBuilder& grant(TaskId giver, ObjectId object, TaskId to, int units = 1);
    StreamBuilder& put(TaskId task, ObjectId queue);
    StreamBuilder& take(TaskId task, ObjectId queue);
    StreamBuilder& set(TaskId task, ObjectId object, int value);
    StreamBuilder& read(TaskId task, ObjectId object, int value);

    // --- losses and the end ---
    StreamBuilder& gapBegan(wire::GapSource source, std::uint32_t cpuOrThread);
    StreamBuilder& gapEnded(wire::GapSource source, std::uint32_t cpuOrThread, std::uint64_t lost);
    StreamBuilder& end();

    // Anything: `time` is filled in.
    StreamBuilder& event(wire::Event event);

    [[nodiscard]] const std::vector<wire::Event>& events() const { return m_events; }
    [[nodiscard]] std::vector<wire::Event> takeEvents() { return std::exchange(m_events, {}); }
    // The model of all events that stand here, as of now().
    [[nodiscard]] SnapshotPtr snapshot() const;

private:
    [[nodiscard]] std::uint64_t numbered(ObjectId object, std::uint32_t upper = 0);

    std::vector<wire::Event> m_events;
    Instant m_now = instantFromNs(1'000'000);
    std::uint32_t m_tasks = 0, m_objects = 0, m_sites = 0, m_texts = 0;
    std::map<std::uint32_t, std::uint32_t> m_sequences;  // by object
    std::map<std::uint32_t, std::uint16_t> m_cpus;       // where each task is
    std::map<std::uint32_t, std::uint32_t> m_pids;       // of each task
};

}  // namespace heddle::model
