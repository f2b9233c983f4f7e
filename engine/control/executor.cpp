#include "engine/control/executor.h"

namespace heddle::control {

Result<Outcome> Executor::restartAt(std::span<const Step> steps) {
    if (auto started = restart(); !started)
        return started.error();
    Outcome outcome = standing();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (auto possible = whyNotAgain(*this, steps[i], i); !possible)
            return possible.error();
        auto made = makeStep(*this, steps[i]);
        if (!made)
            return made;
        outcome = made.value();
    }
    return outcome;
}

Result<void> Executor::intervene(const Step& step) {
    return Error{Fault::Usage,
                 std::string(wordOf(step.intervention)) + " '" + std::string(nameOf(step.choice.task)) + "'",
                 "that is only possible with real tasks", "run it with them"};
}

Result<Outcome> makeStep(Executor& executor, const Step& step) {
    if (step.intervention == Intervention::None)
        return executor.step(step.choice);
    if (auto done = executor.intervene(step); !done)
        return done.error();
    return executor.standing();
}

Result<void> whyNotAgain(const Executor& executor, const Step& step, std::size_t index) {
    const auto misfit = [index](std::string why) {
        return Error{Fault::BadInput, "make step " + std::to_string(index + 1) + " again",
                     "the program does not repeat itself: " + std::move(why),
                     "take out of it what the choices do not decide: time, random numbers, input"};
    };
    if (step.intervention != Intervention::None)
        return {};
    if (auto possible = whyNot(executor, step.choice); !possible)
        return misfit(possible.error().what + ": " + possible.error().why);
    if (executor.tasks()[indexOf(step.choice.task)].next != step.operation)
        return misfit("the task is about to do something else than before");
    return {};
}

Result<void> whyNot(const Executor& executor, Choice choice) {
    const auto tasks = executor.tasks();
    if (indexOf(choice.task) >= tasks.size())
        return Error{Fault::Usage, "step task number " + std::to_string(indexOf(choice.task) + 1),
                     "there is no such task",
                     "choose one of the " + std::to_string(tasks.size()) + " that there are"};
    const TaskView& view = tasks[indexOf(choice.task)];
    const auto refused = [&](std::string why, std::string wayOut) {
        return Error{Fault::Usage, "step '" + std::string(executor.nameOf(choice.task)) + "'", std::move(why),
                     std::move(wayOut)};
    };
    if (!view.isAlive())
        return refused("it has ended", "choose another task, or step back");
    if (choice.timesOut && !view.mayTimeOut)
        return refused("its operation has no time limit", "let it make its operation");
    if (choice.timesOut || view.mayGo)
        return {};
    if (view.isSuspended)
        return refused("its process is suspended", "let it go on first, or choose a task that may go");
    std::string why = "it is blocked: it waits in " + std::string(wordOf(view.next.kind));
    if (view.next.object != ObjectNumber::None)
        why += " on '" + std::string(executor.nameOf(view.next.object)) + "'";
    if (view.next.target != TaskNumber::None)
        why += " for '" + std::string(executor.nameOf(view.next.target)) + "'";
    else if (view.blockedBy != TaskNumber::None)
        why += ", held by '" + std::string(executor.nameOf(view.blockedBy)) + "'";
    return refused(std::move(why), view.mayTimeOut ? "let it time out, or choose a task that may go"
                                                   : "choose a task that may go");
}

std::string_view subjectOf(const Executor& executor, const Operation& operation) {
    if (operation.object != ObjectNumber::None)
        return executor.nameOf(operation.object);
    return operation.target != TaskNumber::None ? executor.nameOf(operation.target) : std::string_view{};
}

std::string describe(const Executor& executor, const Step& step) {
    std::string text{executor.nameOf(step.choice.task)};
    if (step.intervention == Intervention::Kill)
        return text.append(1, ' ').append(wordOf(step.intervention));
    text.append(1, ' ').append(step.intervention == Intervention::None ? wordOf(step.operation.kind)
                                                                       : wordOf(step.intervention));
    if (const std::string_view subject = subjectOf(executor, step.operation); !subject.empty())
        text.append(1, ' ').append(subject);
    if (step.choice.timesOut)
        text += " timed-out";
    return text;
}

}  // namespace heddle::control
