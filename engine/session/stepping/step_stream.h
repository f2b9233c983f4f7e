// The stream of a controlled run: what the runtime wrote in each step, re-stamped into logical time, and with
// it what only the gate knows: who held the permit, and who stands in front of what.
//
// Thread rule: one thread. A pure function: the same steps give the same stream, whatever the clocks said.
// Column k of logical time (engine/model/step_time.h) shows step k:
//   - who makes the step is running for the whole column, on the one virtual CPU, and leaves it at its end
//   - all that the step brings about happens at the column's beginning: what is taken and given, and who
//     can (WaitEnded) or cannot (WaitBegan) go on by it
//   - who is made in it is new in this column, and admitted at its end; who ends, ends at its end
// Invariants: times never run back; the events of each object are numbered anew, without a hole. What the
// runtime says of switches and waits is left out: behind the gate nobody waits, so it speaks of the gate's
// own waits only.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/wire/event.h"
#include "engine/wire/operation_kind.h"

namespace heddle::session {

// Where a task stands: in front of what.
struct Stand {
    wire::OperationKind operation = wire::OperationKind::None;  // None: it has ended
    ObjectId object;
    TaskId target;  // of Join
    SiteId site;
    bool isTimed = false;
    bool mayGo = false;        // its operation would not wait
    std::uint16_t units = 1;   // of Acquire
    bool isSuspended = false;  // its process is stopped
    int status = 0;  // as waitpid(2) gives it, of a process that somebody's step, or its own, has ended
};

// The step just made.
struct MadeStep {
    TaskId task;
    bool timedOut = false;
    bool hasCome = true;      // false: the task does not come to its next operation
    bool isGatesOwn = false;  // the gate acted on the task where it stood: nobody ran
};

class StepStream {
public:
    using Events = std::vector<wire::Event>;

    // Before the first step. `facts`: resolved, as capture hands them out. `stands`: by TaskId less one.
    void begin(std::span<const wire::Event> facts, std::span<const Stand> stands, Events& out);
    void step(const MadeStep& made, std::span<const wire::Event> facts, std::span<const Stand> stands,
              Events& out);
    // The events of a step that another StepStream made: this one goes on behind it.
    void resume(std::span<const wire::Event> events);
    // Observation ends here.
    void end(Events& out) const;

    [[nodiscard]] std::uint32_t steps() const { return m_step; }
    // The end of the last step's column.
    [[nodiscard]] Instant now() const;
    // The step after which the task could not go on; nothing if it can.
    [[nodiscard]] std::optional<std::uint32_t> blockedSince(TaskId task) const;

private:
    struct Task {
        TaskId carrier;  // of a fiber
        wire::Operation operation = wire::Operation::None;
        ObjectId object;
        std::optional<std::uint32_t> blockedSince;
        bool isFiber = false;
        bool isAdmitted = false;
        bool isEnded = false;
        bool isSuspended = false;
    };

    [[nodiscard]] std::uint64_t beginOfColumn() const;
    [[nodiscard]] std::uint64_t endOfColumn() const;
    void put(wire::Event event, std::uint64_t time, Events& out);
    void note(const wire::Event& event);
    void take(std::span<const wire::Event> facts, Events& out);
    void comesOn(TaskId task, Events& out);
    void goesOff(TaskId task, const Stand& stand, Events& out);
    void endsWhereItStood(TaskId task, const Stand& stand, std::uint64_t when, Events& out);
    void stand(std::span<const Stand> stands, const MadeStep& made, Events& out);
    void wait(TaskId task, const Stand& stand, Events& out);
    void endWait(TaskId task, wire::WaitOutcome outcome, Events& out);
    [[nodiscard]] Task& task(TaskId id) { return m_tasks[id.value() - 1]; }
    [[nodiscard]] bool knows(TaskId id) const { return !id.isNone() && id.value() <= m_tasks.size(); }

    std::uint32_t m_step = 0;
    std::vector<Task> m_tasks;                                     // by TaskId less one
    std::unordered_map<std::uint32_t, std::uint32_t> m_sequences;  // of the last event of each object
};

}  // namespace heddle::session
