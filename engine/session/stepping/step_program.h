// A program under control as a session runs it: an executor, and what its steps leave behind.
//
// Thread rule: one thread. Nothing moves between two calls.
#pragma once

#include <span>
#include <vector>

#include "engine/control/executor.h"
#include "engine/wire/event.h"

namespace heddle::session {

class StepProgram {
public:
    StepProgram() = default;
    StepProgram(const StepProgram&) = delete;
    StepProgram& operator=(const StepProgram&) = delete;
    virtual ~StepProgram() = default;

    [[nodiscard]] virtual control::Executor& executor() = 0;
    // The program is about to be started anew: what it told before counts no more.
    virtual void forget() = 0;
    // What was told since the last call, in order; resolved: TaskId = number + 1, ObjectId =
    // number + 1. Times mean nothing but the order.
    virtual void drain(std::vector<wire::Event>& facts) = 0;
    // The source line that the task stands at.
    [[nodiscard]] virtual SiteId siteOf(control::TaskNumber task) const = 0;
    // Of a process that was ended by a step, as waitpid(2) gives it; 0: it was not.
    [[nodiscard]] virtual int statusOf(control::TaskNumber task) const = 0;
};

constexpr TaskId taskIdOf(control::TaskNumber task) {
    return task == control::TaskNumber::None ? TaskId{} : TaskId{static_cast<std::uint32_t>(task) + 1};
}
constexpr ObjectId objectIdOf(control::ObjectNumber object) {
    return object == control::ObjectNumber::None ? ObjectId{}
                                                 : ObjectId{static_cast<std::uint32_t>(object) + 1};
}
constexpr control::TaskNumber numberOf(TaskId task) {
    return task.isNone() ? control::TaskNumber::None : static_cast<control::TaskNumber>(task.value() - 1);
}
constexpr control::ObjectNumber numberOf(ObjectId object) {
    return object.isNone() ? control::ObjectNumber::None
                           : static_cast<control::ObjectNumber>(object.value() - 1);
}

}  // namespace heddle::session
