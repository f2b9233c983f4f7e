// The contract between whatever can be run under control and whatever chooses: a program that is started
// afresh, shows what each of its tasks would do next, and lets exactly one task make exactly one step.
//
// Thread rule: one thread, the owner's. A virtual call and no allocation per step: millions of steps a
// second. Invariants that an implementation keeps (the searches prove things by them):
//   - The same choices from restart() on give the same views, names and outcomes.
//   - A step is the operation that the view shows and then the task's own code up to in front of its next
//   operation;
//     that code touches nothing that is shared. A new task stands in front of its first operation after its
//     Spawn.
//   - Only a task's own step changes its `next`. Whether a task may go is a function of the shared state.
//   - A task whose step failed (assertion, exception) stands in front of its Exit; what it holds stays held.
// Virtual time: Sleep may go at any time and a timed operation may time out at any time; whoever prefers not
// to hurry looks at isLastResort(). Nobody knows how long the world takes, so a search tries both.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/base/clock.h"
#include "engine/base/phrase.h"
#include "engine/base/result.h"
#include "engine/control/operation.h"

namespace heddle::control {

struct TaskView {
    Operation next;                 // kind None: it has ended
    bool mayGo = false;             // its operation would not wait
    bool mayTimeOut = false;        // it may give up instead
    bool isSuspended = false;       // its process is stopped: it may do nothing until that is activated
    bool isSuspendedReady = false;  // ...and its operation would not wait
    TaskNumber blockedBy =
        TaskNumber::None;  // the one task that alone can let it go on, where there is such a one
    Duration due{};        // virtual time at which its Sleep or time limit ends

    [[nodiscard]] bool isAlive() const { return next.kind != OperationKind::None; }
    [[nodiscard]] bool isEnabled() const { return mayGo || mayTimeOut; }
};

struct Choice {
    TaskNumber task = TaskNumber::None;
    bool timesOut = false;  // the task gives up instead of making its operation
    friend bool operator==(const Choice&, const Choice&) = default;
};

// Only chosen by itself when nothing else may go.
[[nodiscard]] constexpr bool isLastResort(const TaskView& view, bool timesOut) {
    return timesOut || view.next.kind == OperationKind::Sleep;
}

// A step that was made.
struct Step {
    Choice choice;
    Operation operation;
    Intervention intervention = Intervention::None;  // TakeBack: of operation.object, from the task chosen
    friend bool operator==(const Step&, const Step&) = default;
};

enum class Outcome : std::uint8_t {
    GoesOn,           // somebody may go
    AllEnded,         // every task that the program waits for has ended
    Deadlock,         // nobody may go, somebody is alive
    AssertionFailed,  // in the step just made; message() says what
    Exception,        // in the step just made: an exception, a misuse
    NoNextStep,       // the task does not come to its next control point; the run is over
    Starved,          // the search's word: a task could have gone on too often, and others went
    StepLimit,        // the search's word: the run was cut off
};

class Executor {
public:
    Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;
    virtual ~Executor() = default;

    // The program from its start. Error: it cannot be started.
    virtual Result<void> restart() = 0;
    // The same, moved on by steps that this program has made before from its start; what fails on the way is
    // passed over. Returns what the last step came to. Error: also where the program does not repeat itself.
    virtual Result<Outcome> restartAt(std::span<const Step> steps);
    // Of all tasks so far, by number. Valid until the next step or restart.
    [[nodiscard]] virtual std::span<const TaskView> tasks() const = 0;
    // One step of a task that may make it (a choice that is not possible is a bug of the caller: see
    // whyNot()).
    virtual Outcome step(Choice choice) = 0;
    // What step.intervention says, instead of a step. Error: it cannot be done (with this program).
    virtual Result<void> intervene(const Step& step);
    // Now: GoesOn, AllEnded or Deadlock; NoNextStep as long as a task does not come to its next control
    // point.
    [[nodiscard]] virtual Outcome standing() const = 0;
    // What failed in the last step.
    [[nodiscard]] virtual std::string_view message() const = 0;
    // Names are unique among the tasks, and among the objects, of a run.
    [[nodiscard]] virtual std::string_view nameOf(TaskNumber task) const = 0;
    [[nodiscard]] virtual std::string_view nameOf(ObjectNumber object) const = 0;
    // Of the shared and local state, to tell different ends apart; 0 where that cannot be had.
    [[nodiscard]] virtual std::uint64_t fingerprint() const = 0;
};

// Why a choice cannot be made now, for a user: no such task, ended, blocked (on what, by whom).
[[nodiscard]] Result<void> whyNot(const Executor& executor, Choice choice);
// Why a step that was made before cannot be made now: step number `index` (from 0) of a run.
[[nodiscard]] Result<void> whyNotAgain(const Executor& executor, const Step& step, std::size_t index);
// Makes a step that is possible.
[[nodiscard]] Result<Outcome> makeStep(Executor& executor, const Step& step);
// The name of the object of an operation, or of the task that it joins; empty where there is none.
[[nodiscard]] std::string_view subjectOf(const Executor& executor, const Operation& operation);
// "WHO waits in lock on 'A', held by 'P2'": of a task that is blocked.
[[nodiscard]] Phrase waitInWords(const Executor& executor, const Phrase& who, const TaskView& view);
// "P1 lock A"
[[nodiscard]] std::string describe(const Executor& executor, const Step& step);

}  // namespace heddle::control
