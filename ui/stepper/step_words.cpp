#include "ui/stepper/step_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "engine/session/stepping/lasting_deadlock.h"
#include "ui/language/sentence_text.h"
#include "ui/models/story_words.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using session::Standing;
using wire::OperationKind;

struct StepWords {
    Q_DECLARE_TR_FUNCTIONS(StepWords)
};

// Names as calls have them are no matter of language.
const char* callOf(OperationKind operation) {
    switch (operation) {
        case OperationKind::Join:
            return "join";
        case OperationKind::Lock:
            return "lock";
        case OperationKind::TryLock:
            return "tryLock";
        case OperationKind::Unlock:
            return "unlock";
        case OperationKind::LockShared:
            return "lockShared";
        case OperationKind::TryLockShared:
            return "tryLockShared";
        case OperationKind::UnlockShared:
            return "unlockShared";
        case OperationKind::Acquire:
            return "acquire";
        case OperationKind::TryAcquire:
            return "tryAcquire";
        case OperationKind::Release:
            return "release";
        case OperationKind::Set:
            return "set";
        case OperationKind::Clear:
            return "clear";
        case OperationKind::WaitEvent:
        case OperationKind::WaitCondition:
            return "wait";
        case OperationKind::Wake:
            return "wake";
        case OperationKind::Notify:
            return "notify";
        case OperationKind::NotifyAll:
            return "notifyAll";
        case OperationKind::ArriveAtBarrier:
            return "arrive";
        case OperationKind::PassBarrier:
            return "pass";
        case OperationKind::Put:
            return "put";
        case OperationKind::TryPut:
            return "tryPut";
        case OperationKind::Get:
            return "get";
        case OperationKind::TryGet:
            return "tryGet";
        case OperationKind::Read:
            return "read";
        case OperationKind::Write:
            return "write";
        case OperationKind::Update:
            return "update";
        case OperationKind::Terminate:
            return "terminate";
        case OperationKind::Kill:
            return "kill";
        case OperationKind::Suspend:
            return "suspend";
        case OperationKind::Activate:
            return "activate";
        default:
            return "";
    }
}

QString namesText(const model::Snapshot& snapshot, const std::vector<TaskId>& tasks) {
    QStringList names;
    for (const TaskId task : tasks) names.append(nameText(snapshot, task));
    return listText(names, 3);
}

// Of each deadlock that lasts who is in it; of many the first few.
QString deadlockHeads(const session::Position& position) {
    constexpr std::size_t kHeads = 2;
    const model::Snapshot& snapshot = *position.snapshot;
    const auto lasting = session::lastingDeadlocks(position);
    const StoryWords words(snapshot, snapshot.now(), Markup::Plain);
    QStringList heads;
    for (std::size_t i = 0; i < lasting.size() && i < kHeads; ++i)
        heads.append(deadlockText(words, *lasting[i]).head);
    if (lasting.size() > kHeads)
        heads.append(StepWords::tr("And %1 more deadlocks.").arg(countText(lasting.size() - kHeads)));
    return heads.join(QLatin1Char(' '));
}

// What keeps a task from its operation: "A held by Thread-2", "Q is empty".
QString obstacleText(const model::Snapshot& snapshot, const session::NextStep& step) {
    const QString subject = QString::fromStdString(step.subject);
    const QString holders = namesText(snapshot, step.blockedBy);
    switch (step.operation) {
        case OperationKind::Join:
            return StepWords::tr("%1 has not ended").arg(subject);
        case OperationKind::Acquire:
            return holders.isEmpty() ? StepWords::tr("%1 has no free unit").arg(subject)
                                     : StepWords::tr("%1 held by %2").arg(subject, holders);
        case OperationKind::Put:
            return StepWords::tr("%1 is full").arg(subject);
        case OperationKind::Get:
            return StepWords::tr("%1 is empty").arg(subject);
        case OperationKind::WaitEvent:
            return StepWords::tr("%1 is not set").arg(subject);
        case OperationKind::Wake:
            return StepWords::tr("nobody has notified %1").arg(subject);
        case OperationKind::PassBarrier:
            return StepWords::tr("not all have come to %1").arg(subject);
        case OperationKind::Spin:
            return StepWords::tr("nothing that it looks at has changed");
        default:
            return holders.isEmpty() ? StepWords::tr("%1 is taken").arg(subject)
                                     : StepWords::tr("%1 held by %2").arg(subject, holders);
    }
}

}  // namespace

QString operationText(OperationKind operation, const QString& subject) {
    switch (operation) {
        case OperationKind::None:
            return StepWords::tr("ended");
        case OperationKind::Begin:
            return StepWords::tr("start");
        case OperationKind::Spawn:
            return StepWords::tr("create a task");
        case OperationKind::Exit:
            return StepWords::tr("end");
        case OperationKind::ExitProcess:
            return StepWords::tr("end the process");
        case OperationKind::Sleep:
            return StepWords::tr("sleep");
        case OperationKind::Yield:
            return StepWords::tr("yield");
        case OperationKind::Spin:
            return StepWords::tr("look again");
        default:
            return QLatin1String(callOf(operation)) + QLatin1Char('(') + subject + QLatin1Char(')');
    }
}

QString operationMeaning(OperationKind operation) {
    switch (operation) {
        case OperationKind::Begin:
            return StepWords::tr("It runs up to its first operation on something that tasks share.");
        case OperationKind::Spawn:
            return StepWords::tr("It creates a task, which then waits for its own first step.");
        case OperationKind::Join:
            return StepWords::tr("It waits until the other task has ended.");
        case OperationKind::Lock:
        case OperationKind::LockShared:
        case OperationKind::Acquire:
            return StepWords::tr("It takes what it asks for, or waits in line until it gets it.");
        case OperationKind::TryLock:
        case OperationKind::TryLockShared:
        case OperationKind::TryAcquire:
        case OperationKind::TryPut:
        case OperationKind::TryGet:
            return StepWords::tr("It does so if that is possible at once; it never waits.");
        case OperationKind::Unlock:
        case OperationKind::UnlockShared:
        case OperationKind::Release:
            return StepWords::tr("It gives back what it took; who stands first in line may go on.");
        case OperationKind::WaitEvent:
            return StepWords::tr("It waits until somebody sets the flag.");
        case OperationKind::WaitCondition:
            return StepWords::tr("It gives up the lock and stands in the condition's line.");
        case OperationKind::Wake:
            return StepWords::tr("It stands in the condition's line until somebody notifies it.");
        case OperationKind::Notify:
        case OperationKind::NotifyAll:
            return StepWords::tr(
                "It lets those go on who wait for the condition now; nobody who comes later.");
        case OperationKind::Put:
        case OperationKind::Get:
            return StepWords::tr("It moves an item, or waits until there is room or an item.");
        case OperationKind::Read:
        case OperationKind::Write:
            return StepWords::tr("Another task may come between a read and the write that follows it.");
        case OperationKind::Update:
            return StepWords::tr("It reads and writes in one: nobody can come between.");
        case OperationKind::Sleep:
            return StepWords::tr("Its time is virtual: the sleep is over as soon as you choose it.");
        case OperationKind::ExitProcess:
            return StepWords::tr(
                "Its whole process ends, with all its tasks and daemons; others find the locks that it "
                "leaves.");
        case OperationKind::Terminate:
        case OperationKind::Kill:
            return StepWords::tr("It ends the other process where its tasks stand, by a signal.");
        case OperationKind::Suspend:
            return StepWords::tr(
                "It stops the other process: none of its tasks can be chosen until it is activated.");
        case OperationKind::Activate:
            return StepWords::tr("It lets a process that was stopped go on.");
        case OperationKind::Spin:
            return StepWords::tr(
                "It waits busily: another round is worth it only once something has changed.");
        default:
            return {};
    }
}

QString operationText(const session::NextStep& step) {
    return operationText(step.operation, QString::fromStdString(step.subject));
}

QString briefStandingText(const model::Snapshot& snapshot, const session::NextStep& step) {
    if (!step.isAlive() || step.mayGo || step.isSuspended)
        return standingText(snapshot, step);
    const QString holders = namesText(snapshot, step.blockedBy);
    return holders.isEmpty() || step.operation == OperationKind::Join
               ? obstacleText(snapshot, step)
               : StepWords::tr("held by %1").arg(holders);
}

QString standingText(const model::Snapshot& snapshot, const session::NextStep& step) {
    if (!step.isAlive())
        return StepWords::tr("ended");
    if (step.mayGo)
        return StepWords::tr("may go");
    if (step.isSuspended)
        return StepWords::tr("suspended");
    const QString obstacle = StepWords::tr("blocked: %1").arg(obstacleText(snapshot, step));
    if (!step.blockedSince)
        return obstacle;
    return *step.blockedSince == 0
               ? StepWords::tr("%1, since the start").arg(obstacle)
               : StepWords::tr("%1, since step %2").arg(obstacle, QString::number(*step.blockedSince));
}

QString stepText(const model::Snapshot& snapshot, const session::HistoryNode& step) {
    if (step.depth == 0)
        return StepWords::tr("the start");
    const QString task = nameText(snapshot, step.task);
    if (step.intervention == session::Intervention::Kill)
        return StepWords::tr("step %1: %2 is ended from outside").arg(step.depth).arg(task);
    if (step.intervention == session::Intervention::TakeBack)
        return StepWords::tr("step %1: %2 loses %3")
            .arg(step.depth)
            .arg(task, QString::fromStdString(step.subject));
    const QString operation = operationText(step.operation, QString::fromStdString(step.subject));
    const QString what = step.timedOut ? StepWords::tr("gives up: %1").arg(operation) : operation;
    return StepWords::tr("step %1: %2 %3").arg(step.depth).arg(task, what);
}

QString standingText(const session::Position& position) {
    switch (position.standing) {
        case Standing::GoesOn: {
            const QString stuck = deadlockHeads(position);
            return stuck.isEmpty()
                       ? QString()
                       : StepWords::tr("%1 %2 can still go on.", "who is in a deadlock; who else is alive")
                             .arg(stuck, namesText(*position.snapshot, session::tasksThatMayGo(position)));
        }
        case Standing::AllEnded:
            return StepWords::tr("All tasks have ended.");
        case Standing::Deadlock: {
            const QString stuck = deadlockHeads(position);
            return stuck.isEmpty() ? StepWords::tr("Deadlock: nobody can go on.") : stuck;
        }
        case Standing::Failed:
            return StepWords::tr("Failed: %1").arg(ownWordsText(position.message));
        case Standing::NoNextStep:
            return StepWords::tr("%1 does not come to its next step.")
                .arg(nameText(*position.snapshot, position.stuck));
    }
    return {};
}

QString standingWord(Standing standing) {
    switch (standing) {
        case Standing::GoesOn:
            return {};
        case Standing::AllEnded:
            return StepWords::tr("all ended");
        case Standing::Deadlock:
            return StepWords::tr("deadlock");
        case Standing::Failed:
            return StepWords::tr("failed");
        case Standing::NoNextStep:
            return StepWords::tr("no next step");
    }
    return {};
}

}  // namespace heddle::ui
