// A controlled run: a scenario whose real tasks go on only when they are told to. Every task stands in front
// of its next operation; a step lets one of them make it, for real. The history is a tree: going back runs
// the same choices again from the start, choosing otherwise is another branch, and none is forgotten.
//
// It is a Session, so every view shows it as any run. The source of its stream is KernelSource::Gate, and
// time in its snapshots is logical: see engine/model/step_time.h.
// Thread rule: all members from the owner's thread; a thread of its own makes the steps. post...() returns at
// once; a new Position is published when it is done, and the listener told. What is posted meanwhile waits in
// line, and postCancel() throws it away.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/step_time.h"
#include "engine/session/session.h"
#include "engine/session/stepping/step_history.h"
#include "engine/wire/operation_kind.h"

namespace heddle::session {

// What one task would do next.
struct NextStep {
    TaskId task;
    std::string name;  // unique in the run: as schedules and the command line have it
    wire::OperationKind operation = wire::OperationKind::None;  // None: it has ended
    ObjectId object;                                            // none where there is none
    TaskId target;                                              // of Join, Kill and the like
    std::string subject;                                        // name of the object, or of the target
    SiteId site;                                                // the source line of the operation
    bool mayGo = false;                                         // it would not wait
    bool mayTimeOut = false;                                    // it may give up instead
    bool isSuspended = false;                                   // its process is stopped
    std::vector<TaskId> blockedBy;                              // who holds what it needs
    std::optional<std::uint32_t> blockedSince;                  // the step after which it could not go

    [[nodiscard]] bool isAlive() const { return operation != wire::OperationKind::None; }
};

enum class Standing : std::uint8_t {
    GoesOn,      // somebody may go
    AllEnded,    // every task has ended, or waits for work as a daemon does
    Deadlock,    // nobody may go, somebody is alive
    Failed,      // the last step failed: an expectation, an exception, a misuse; message says what
    NoNextStep,  // a task does not come to its next step within the limit; it can be killed
};

// Where the run stands. Immutable.
struct Position {
    model::SnapshotPtr snapshot;
    std::vector<NextStep> tasks;  // in the order of their creation
    std::shared_ptr<const StepHistory> history;
    NodeId current = NodeId::Start;
    Standing standing = Standing::GoesOn;
    std::string message;      // why it failed, or what was asked for could not be done; mostly empty
    TaskId stuck;             // of NoNextStep
    bool isBusy = false;      // something that was posted is not done yet
    Duration lastStepTook{};  // on the wall clock, measured
};
using PositionPtr = std::shared_ptr<const Position>;

// How to go on by more than one step.
enum class Drive : std::uint8_t {
    OneTask,     // the given task, until it blocks or ends
    RoundRobin,  // one step each in turn
    AtRandom,    // by a seed
    Calm,        // the same task as long as it may go
};

// Where a drive ends before its own end.
enum class StopAt : std::uint8_t {
    Nothing,   // at the end of all, or a failure
    Taken,     // an object was taken
    Blocked,   // a task became blocked
    Deadlock,  // also one among only some of the tasks
};

struct DriveRequest {
    Drive drive = Drive::Calm;
    TaskId task{};           // of OneTask
    std::uint64_t seed = 1;  // of AtRandom
    StopAt stop = StopAt::Nothing;
    ObjectId object{};  // of Taken; none: any
    std::uint32_t mostSteps = 100'000;
};

class ControlledSession : public Session {
public:
    // A scenario under control, at its start. Errors: as launch(), and a scenario that cannot be stepped.
    static Result<std::unique_ptr<ControlledSession>> start(const RunRequest& request);
    // The same, moved on by a schedule's text, which says the scenario and its parameters; `how` says the
    // rest, and may insist on some of them. Errors name `source`, what the schedule is for, or the step where
    // it no longer fits.
    static Result<std::unique_ptr<ControlledSession>> replay(std::string_view schedule,
                                                             std::string_view source, RunRequest how = {});

    [[nodiscard]] virtual PositionPtr position() const = 0;
    // Called on the engine's thread after each new Position. Must not block.
    virtual void setPositionListener(std::function<void()> postChanged) = 0;

    // Error, before anything is posted: the task cannot go (ended, or blocked: on what, by whom).
    virtual Result<void> postStep(TaskId task, bool timesOut = false) = 0;
    virtual void postDrive(const DriveRequest& request) = 0;
    virtual void postBack(std::uint32_t steps = 1) = 0;
    virtual void postGoTo(NodeId node) = 0;
    virtual void postCancel() = 0;
    // Ways out of a deadlock, to try: the task ends where it stands; what `holder` has of the object is free
    // again (none: the first of those who hold it).
    virtual void postKill(TaskId task) = 0;
    virtual void postTakeBack(ObjectId object, TaskId holder = {}) = 0;
    // Error: the name is empty or taken.
    virtual Result<void> nameBranch(NodeId node, std::string name) = 0;
    // The way from the start to a node, as a schedule's text.
    [[nodiscard]] virtual std::string scheduleTo(NodeId node) const = 0;
};

}  // namespace heddle::session
