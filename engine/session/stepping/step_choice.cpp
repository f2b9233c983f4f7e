#include "engine/session/stepping/step_choice.h"

#include <charconv>

#include "engine/base/nearest_name.h"
#include "engine/base/phrase.h"
#include "engine/control/operation.h"

namespace heddle::session {

using wire::OperationKind;

namespace {

const NextStep* nextOf(const Position& position, TaskId task) {
    const std::size_t index = task.value() - std::size_t{1};
    return index < position.tasks.size() ? &position.tasks[index] : nullptr;
}

// All but the last, which stands behind an "and".
std::string allBut(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i + 1 < names.size(); ++i) text += (i == 0 ? "" : ", ") + names[i];
    return text;
}

// The step in which `holder` took the object; nothing if it does not hold it.
std::optional<std::uint32_t> heldSince(const Position& position, ObjectId id, TaskId holder) {
    const model::ObjectInfo* object = position.snapshot->object(id);
    if (!object)
        return std::nullopt;
    for (const model::Holder& held : object->holders) {
        if (held.task == holder)
            return model::stepAt(*position.snapshot, held.since);
    }
    return std::nullopt;
}

// "P1 holds it since step 4", "P1 and P2 hold it"
Phrase heldBy(const Position& position, const NextStep& next) {
    std::vector<std::string> names;
    for (const TaskId holder : next.blockedBy) {
        if (const NextStep* task = nextOf(position, holder))
            names.push_back(task->name);
    }
    if (names.empty())
        return {};
    if (names.size() > 1)
        return {"%1 and %2 hold it", allBut(names), names.back()};
    const auto since = heldSince(position, next.object, next.blockedBy.front());
    return since ? Phrase{"%1 holds it since step %2", names.front(), *since}
                 : Phrase{"%1 holds it", names.front()};
}

}  // namespace

Result<TaskId> findTask(const Position& position, std::string_view nameOrNumber) {
    std::vector<std::string> names;
    for (const NextStep& task : position.tasks) {
        if (task.name == nameOrNumber)
            return task.task;
        names.push_back(task.name);
    }
    std::size_t number = 0;
    const auto [end, error] =
        std::from_chars(nameOrNumber.data(), nameOrNumber.data() + nameOrNumber.size(), number);
    if (error == std::errc{} && end == nameOrNumber.data() + nameOrNumber.size() && number >= 1 &&
        number <= names.size())
        return position.tasks[number - 1].task;
    const auto nearest = nearestName(nameOrNumber, names);
    constexpr std::size_t kListed = 12;
    const bool isShort = names.size() <= kListed;
    return Error{Fault::BadInput, Phrase{"step '%1'", nameOrNumber}, "there is no such task",
                 nearest             ? Phrase{"did you mean '%1'?", *nearest}
                 : names.size() == 1 ? Phrase{"there is only '%1'", names.front()}
                 : isShort
                     ? Phrase{"there are %1 and %2", allBut(names), names.back()}
                     : Phrase{"there are %1, from %2 to %3", names.size(), names.front(), names.back()}};
}

std::string whyBlocked(const Position& position, const NextStep& next) {
    const Phrase held = heldBy(position, next);
    switch (next.operation) {
        case OperationKind::Lock:
        case OperationKind::LockShared:
            return held.isEmpty() ? Phrase{"it is held"} : held;
        case OperationKind::Acquire:
            return held.isEmpty() ? Phrase{"not enough of its units are free"}
                                  : Phrase{"not enough of its units are free, %1", held};
        case OperationKind::Join:
            return Phrase{"%1 has not ended", next.subject};
        case OperationKind::WaitEvent:
            return "it is not set";
        case OperationKind::Wake:
            return "nobody has notified it";
        case OperationKind::PassBarrier:
            return "not all have arrived";
        case OperationKind::Put:
            return "it is full";
        case OperationKind::Get:
            return "it is empty";
        case OperationKind::Spin:
            return "nothing that it looks at has changed";
        default:
            return held.isEmpty() ? Phrase{"it would wait"} : held;
    }
}

Result<void> mayStep(const Position& position, TaskId task, bool timesOut) {
    const NextStep* next = nextOf(position, task);
    if (!next)
        return Error{Fault::BadInput, Phrase{"step task number %1", task.value()}, "there is no such task",
                     "choose one that there is"};
    const auto refused = [next](std::string why, std::string wayOut) {
        return Error{Fault::BadInput, Phrase{"step '%1'", next->name}, std::move(why), std::move(wayOut)};
    };
    if (position.standing == Standing::NoNextStep)
        return refused(position.stuck == task ? Phrase{"%1 does not come to its next step", next->name}
                                              : Phrase{"another task does not come to its next step"},
                       "end that task, or go back");
    if (!next->isAlive())
        return refused("it has ended", "choose a task that is alive, or go back");
    if (next->isSuspended)
        return refused("its process is suspended", "choose a task that lets it go on, or go back");
    if (timesOut)
        return next->mayTimeOut ? Result<void>{}
                                : refused("its operation has no time limit", "let it make its operation");
    if (next->mayGo)
        return {};
    const std::string_view operation = control::wordOf(next->operation);
    const std::string why = whyBlocked(position, *next);
    return refused(
        next->subject.empty() ? Phrase{"%1 cannot %2: %3", next->name, operation, why}
                              : Phrase{"%1 cannot %2 %3: %4", next->name, operation, next->subject, why},
        next->mayTimeOut ? "let it time out, or choose another task" : "choose another task, or go back");
}

}  // namespace heddle::session
