// How interactive stepping chooses: each policy gives the next choice, and a drive makes steps by one until
// it ends.
//
// What is a last resort (a sleep, a time limit that passes) is chosen only when nothing else may go, the
// earliest first: so virtual time passes only when everybody waits for it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/control/failure.h"
#include "engine/control/random.h"

namespace heddle::control {

class Chooser {
public:
    Chooser() = default;
    Chooser(const Chooser&) = delete;
    Chooser& operator=(const Chooser&) = delete;
    virtual ~Chooser() = default;
    // Nothing: by this policy the drive is over. At least one task is enabled.
    virtual std::optional<Choice> choose(std::span<const TaskView> tasks) = 0;
};

// The last resort that comes first in virtual time; of equal ones that of the lowest number.
[[nodiscard]] std::optional<Choice> earliestLastResort(std::span<const TaskView> tasks);

// One task, until it blocks or ends; a sleep of its own it makes.
class OneTask : public Chooser {
public:
    explicit OneTask(TaskNumber task) : m_task(task) {}
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;

private:
    TaskNumber m_task;
};

// One after the other, each `quantum` steps or until it blocks, in the order of their numbers, from the task
// after `last` on.
class RoundRobin : public Chooser {
public:
    explicit RoundRobin(std::uint32_t quantum = 1, TaskNumber last = TaskNumber::None)
        : m_quantum(quantum), m_last(last) {}
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;

private:
    std::uint32_t m_quantum;
    std::uint32_t m_used = UINT32_MAX;  // of the quantum; at first there is nobody to go on
    TaskNumber m_last;
};

// Uniformly among those that may go; the same seed, the same choices.
class AtRandom : public Chooser {
public:
    explicit AtRandom(std::uint64_t seed) : m_random(seed) {}
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;

private:
    Random m_random;
};

// The same task as long as it may go, then the next one that may: as few switches as can be. Runs to the end.
class Calm : public Chooser {
public:
    explicit Calm(TaskNumber last = TaskNumber::None) : m_last(last) {}
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;

private:
    TaskNumber m_last;
};

// What happened in a step, for whoever waits for something.
struct StepEvent {
    const Step& step;
    Outcome outcome;
    const std::optional<Failure>& failure;
    std::span<const TaskView> tasks;  // after it
    TaskNumber blocked;  // a task that could go on before the step, or stood elsewhere, and cannot now
};
using StopWhen = std::function<bool(const StepEvent&)>;

// `object` was taken (None: any).
[[nodiscard]] StopWhen whenTaken(ObjectNumber object = ObjectNumber::None);
// The task that made the step, or any other one, became blocked by it.
[[nodiscard]] StopWhen whenSomebodyBlocks();
// A deadlock, also among only some of the tasks.
[[nodiscard]] StopWhen whenDeadlock();

enum class DriveEnd : std::uint8_t {
    Stopped,      // the event came
    NothingToDo,  // the policy has nothing more to choose: its task is blocked or has ended
    AllEnded,     //
    Failed,       // deadlock of all, assertion, exception, no next step
    StepLimit,    //
};

struct Drive {
    DriveEnd end = DriveEnd::NothingToDo;
    std::vector<Step> steps;
    std::optional<Failure> failure;  // the first one on the way
};

// From where the program stands. With a `stop` a partial deadlock is only what the predicate makes of it.
[[nodiscard]] Drive drive(Executor& executor, Chooser& chooser, std::uint32_t mostSteps,
                          const StopWhen& stop = {});

}  // namespace heddle::control
