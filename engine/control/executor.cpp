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
                 step.intervention == Intervention::Kill
                     ? Phrase{"end '%1'", nameOf(step.choice.task)}
                     : Phrase{"take something back from '%1'", nameOf(step.choice.task)},
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
        return Error{Fault::BadInput, Phrase{"make step %1 again", index + 1},
                     Phrase{"the program does not repeat itself: %1", why},
                     "take out of it what the choices do not decide: time, random numbers, input"};
    };
    if (step.intervention != Intervention::None)
        return {};
    if (auto possible = whyNot(executor, step.choice); !possible)
        return misfit(Phrase{"%1: %2", possible.error().what, possible.error().why});
    if (executor.tasks()[indexOf(step.choice.task)].next != step.operation)
        return misfit("the task is about to do something else than before");
    return {};
}

Result<void> whyNot(const Executor& executor, Choice choice) {
    const auto tasks = executor.tasks();
    if (indexOf(choice.task) >= tasks.size())
        return Error{Fault::Usage, Phrase{"step task number %1", indexOf(choice.task) + 1},
                     "there is no such task", Phrase{"choose one of the %1 that there are", tasks.size()}};
    const TaskView& view = tasks[indexOf(choice.task)];
    const auto refused = [&](std::string why, std::string wayOut) {
        return Error{Fault::Usage, Phrase{"step '%1'", executor.nameOf(choice.task)}, std::move(why),
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
    return refused(
        Phrase{"it is blocked: %1", waitInWords(executor, "it", view)},
        view.mayTimeOut ? "let it time out, or choose a task that may go" : "choose a task that may go");
}

Phrase waitInWords(const Executor& executor, const Phrase& who, const TaskView& view) {
    const std::string_view in = wordOf(view.next.kind);
    const bool isAboutObject = view.next.object != ObjectNumber::None;
    const std::string_view object = isAboutObject ? executor.nameOf(view.next.object) : std::string_view{};
    if (view.next.target != TaskNumber::None) {
        const std::string_view target = executor.nameOf(view.next.target);
        return isAboutObject ? Phrase{"%1 waits in %2 on '%3' for '%4'", who, in, object, target}
                             : Phrase{"%1 waits in %2 for '%3'", who, in, target};
    }
    if (view.blockedBy != TaskNumber::None) {
        const std::string_view holder = executor.nameOf(view.blockedBy);
        return isAboutObject ? Phrase{"%1 waits in %2 on '%3', held by '%4'", who, in, object, holder}
                             : Phrase{"%1 waits in %2, held by '%3'", who, in, holder};
    }
    return isAboutObject ? Phrase{"%1 waits in %2 on '%3'", who, in, object}
                         : Phrase{"%1 waits in %2", who, in};
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
