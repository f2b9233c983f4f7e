#include "ui/models/words.h"

#include <sched.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>
#include <array>

#include "ui/language/sentence_text.h"

namespace heddle::ui {
namespace {

using model::State;
using wire::ObjectKind;
using wire::Operation;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

}  // namespace

Term termOf(State state) {
    switch (state) {
        case State::New:
            return {
                Words::tr("new"),
                Words::tr(
                    "The task is being created: it has its control block, but has not been admitted yet.")};
        case State::Ready:
            return {Words::tr("ready"), Words::tr("The task could run at once, but no processor is free for "
                                                  "it: it waits in the ready queue.")};
        case State::Running:
            return {Words::tr("running"),
                    Words::tr("A processor is executing the task's instructions right now.")};
        case State::Blocked:
            return {Words::tr("blocked"), Words::tr("The task waits for an event (a lock, data, a timer). It "
                                                    "could not run even if a processor "
                                                    "were free.")};
        case State::SuspendedReady:
            return {Words::tr("suspended, ready"),
                    Words::tr("The task was stopped from outside. It waits for nothing else: once activated "
                              "it is ready.")};
        case State::SuspendedBlocked:
            return {
                Words::tr("suspended, blocked"),
                Words::tr(
                    "The task was stopped from outside while it waits for an event that has not come yet.")};
        case State::Terminated:
            return {
                Words::tr("terminated"),
                Words::tr("The task has ended. Until its parent asks for its exit status it is a zombie.")};
        case State::Unknown:
            break;
    }
    return {Words::tr("unknown"),
            Words::tr("Nobody could know: events were lost here, or no source reports them.")};
}

Term termOf(wire::TaskKind kind) {
    switch (kind) {
        case wire::TaskKind::Process:
            return {Words::tr("process"), Words::tr("A program in execution, with memory of its own.")};
        case wire::TaskKind::Thread:
            return {Words::tr("thread"), Words::tr("A flow of control of its own that shares its process's "
                                                   "memory; the kernel schedules it.")};
        case wire::TaskKind::Fiber:
            return {
                Words::tr("fiber"),
                Words::tr(
                    "A flow of control that the kernel does not know: a thread carries it, and it runs only "
                    "while that thread runs.")};
        case wire::TaskKind::Unknown:
            return {Words::tr("of unknown origin"),
                    Words::tr("Its creation stood in a damaged part of the recording.")};
    }
    return {Words::tr("task"), Words::tr("A process, thread or fiber.")};
}

Term termOf(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::Mutex:
            return {Words::tr("lock"),
                    Words::tr("A mutex: at most one task holds it; the others wait in line.")};
        case ObjectKind::Semaphore:
            return {Words::tr("semaphore"), Words::tr("A counter of free units: a task takes units or waits; "
                                                      "giving back lets the first in line on.")};
        case ObjectKind::Queue:
            return {
                Words::tr("queue"),
                Words::tr("A buffer of items: who puts into a full one or takes from an empty one waits.")};
        case ObjectKind::Event:
            return {Words::tr("event"), Words::tr("A flag: tasks wait until somebody sets it.")};
        case ObjectKind::Variable:
            return {Words::tr("variable"),
                    Words::tr("A shared variable whose reads and writes are watched.")};
        case ObjectKind::RecursiveMutex:
            return {Words::tr("recursive lock"), Words::tr("A lock that its holder may take again.")};
        case ObjectKind::SharedMutex:
            return {Words::tr("reader-writer lock"), Words::tr("A lock for many readers or for one writer.")};
        case ObjectKind::Condition:
            return {
                Words::tr("condition"),
                Words::tr(
                    "Tasks give up a lock and wait here until somebody signals that something has changed.")};
        case ObjectKind::Barrier:
            return {Words::tr("barrier"), Words::tr("Tasks wait here until all have come.")};
        case ObjectKind::Pipe:
            return {Words::tr("pipe"), Words::tr("Bytes written at one end are read at the other.")};
        case ObjectKind::File:
            return {Words::tr("file"), Words::tr("What one task writes into it another one can read later.")};
        case ObjectKind::Socket:
            return {Words::tr("socket"), Words::tr("One direction of a connection: what is sent at one end "
                                                   "is received at the other.")};
        case ObjectKind::Signal:
            return {Words::tr("signal"), Words::tr("A small number that the kernel carries to a process.")};
        case ObjectKind::SharedMemory:
            return {Words::tr("shared memory"),
                    Words::tr("Memory that several processes have at once: what one writes the others see.")};
        case ObjectKind::MessageQueue:
            return {Words::tr("message queue"), Words::tr("A queue in the kernel that keeps messages until "
                                                          "somebody receives them, the urgent ones first.")};
        case ObjectKind::Descriptor:
            return {Words::tr("descriptor"),
                    Words::tr("An open file, socket or pipe of the program's own, by its number: tasks wait "
                              "until it has something to read, or room to write.")};
        case ObjectKind::Future:
            return {Words::tr("future"), Words::tr("The result of work that somebody else does: pending, "
                                                   "running, then done, failed or cancelled.")};
    }
    return {Words::tr("object"), Words::tr("Something that tasks share.")};
}

Term termOf(wire::KernelSource source) {
    switch (source) {
        case wire::KernelSource::Tracepoints:
            return {Words::tr("scheduler tracepoints"),
                    Words::tr("The kernel reports every switch and every wake-up.")};
        case wire::KernelSource::Switches:
            return {
                Words::tr("switch records"),
                Words::tr(
                    "The kernel reports every switch, but not who woke a task, nor when it became ready.")};
        case wire::KernelSource::Sampling:
            return {
                Words::tr("sampling"),
                Words::tr("States are looked up in /proc at intervals; what happens in between is unknown.")};
        case wire::KernelSource::Gate:
            return {Words::tr("step by step"),
                    Words::tr("A controlled run: one task at a time makes one step, when it is told to. Time "
                              "is counted in steps.")};
        case wire::KernelSource::None:
            break;
    }
    return {Words::tr("runtime only"),
            Words::tr("Only the program itself reports; the kernel says nothing.")};
}

Term policyTerm(std::int64_t policy) {
    switch (policy) {
        case SCHED_OTHER:
            return {Words::tr("fair"),
                    Words::tr("SCHED_OTHER: the processor is shared fairly, weighted by the nice value.")};
        case SCHED_FIFO:
            return {Words::tr("FIFO"),
                    Words::tr("SCHED_FIFO: real time, runs until it waits or a higher priority comes.")};
        case SCHED_RR:
            return {Words::tr("round robin"), Words::tr("SCHED_RR: real time, equal priorities take turns.")};
        case 3:
            return {Words::tr("batch"), Words::tr("SCHED_BATCH: fair, for work that nobody waits for.")};
        case 5:
            return {Words::tr("idle"), Words::tr("SCHED_IDLE: runs only when nothing else wants to.")};
        case 6:
            return {Words::tr("deadline"), Words::tr("SCHED_DEADLINE: the earliest deadline goes first.")};
        default:
            return {Words::tr("policy %1").arg(policy),
                    Words::tr("A policy that this program does not know.")};
    }
}

Term transitionTerm(State from, State to) {
    const auto is = [from, to](State a, State b) { return from == a && to == b; };
    if (is(State::New, State::Ready))
        return {Words::tr("admit"), Words::tr("The new task joins the ready queue.")};
    if (is(State::Ready, State::Running))
        return {Words::tr("dispatch"), Words::tr("The scheduler gives the task a processor.")};
    if (is(State::Running, State::Ready))
        return {Words::tr("preempt"),
                Words::tr("The scheduler takes the processor away though the task could go on.")};
    if (is(State::Running, State::Blocked))
        return {Words::tr("wait"), Words::tr("The task asks for something that is not there yet.")};
    if (is(State::Blocked, State::Ready) || is(State::SuspendedBlocked, State::SuspendedReady))
        return {Words::tr("event"), Words::tr("What the task waited for has come.")};
    if (is(State::Blocked, State::Running))
        return {Words::tr("event, dispatch"),
                Words::tr("What the task waited for has come, and it was running at once: nobody reported it "
                          "ready between.")};
    if (is(State::Running, State::Terminated))
        return {Words::tr("exit"), Words::tr("The task ends.")};
    if (is(State::Ready, State::SuspendedReady) || is(State::Blocked, State::SuspendedBlocked) ||
        is(State::Running, State::SuspendedReady))
        return {Words::tr("suspend"), Words::tr("Somebody stops the task from outside (SIGSTOP).")};
    if (is(State::SuspendedReady, State::Ready) || is(State::SuspendedBlocked, State::Blocked))
        return {Words::tr("activate"), Words::tr("Somebody lets the stopped task go on (SIGCONT).")};
    if (to == State::Terminated && from != State::Unknown)
        return {Words::tr("kill"), Words::tr("The task is ended from outside, without running again.")};
    return {};
}

QString operationText(Operation operation, const QString& onWhat) {
    const auto call = [&onWhat](const char* name) {
        return QLatin1String(name) + QLatin1Char('(') + onWhat + QLatin1Char(')');
    };
    switch (operation) {
        case Operation::Lock:
            return call("lock");
        case Operation::LockShared:
            return call("lockShared");
        case Operation::Acquire:
            return call("acquire");
        case Operation::Put:
            return call("put");
        case Operation::Get:
            return call("get");
        case Operation::WaitEvent:
        case Operation::WaitCondition:
        case Operation::WaitBarrier:
            return call("wait");
        case Operation::Join:
            return call("join");
        case Operation::WaitFuture:
            return call("future");
        case Operation::Sleep:
            return QStringLiteral("sleep");
        case Operation::Read:
            return onWhat.isEmpty() ? QStringLiteral("read") : call("read");
        case Operation::Write:
            return onWhat.isEmpty() ? QStringLiteral("write") : call("write");
        case Operation::Accept:
            return QStringLiteral("accept");
        case Operation::Connect:
            return QStringLiteral("connect");
        case Operation::None:
            break;
    }
    return {};
}

QString waitText(const model::Snapshot& snapshot, const model::Wait& wait) {
    const QString onWhat = wait.object  ? nameText(snapshot, wait.object)
                           : wait.other ? nameText(snapshot, wait.other)
                                        : QString();
    return operationText(wait.operation, onWhat);
}

QString lineText(const model::Snapshot& snapshot, SiteId site) {
    const model::Site place = snapshot.site(site);
    return place.line == 0 ? QString() : Words::tr("line %1").arg(place.line);
}

QString placeText(const model::Snapshot& snapshot, SiteId site) {
    const model::Site place = snapshot.site(site);
    if (place.line == 0)
        return {};
    const QString file = QString::fromUtf8(place.file.data(), static_cast<qsizetype>(place.file.size()));
    return QFileInfo(file).fileName() + QLatin1Char(':') + QString::number(place.line);
}

// Who has no name is called by kind and number, and that is a matter of language.
QString nameText(const model::Snapshot& snapshot, TaskId id) {
    const model::TaskInfo* task = snapshot.task(id);
    return task && !snapshot.text(task->name).empty() ? QString::fromStdString(snapshot.nameOf(id))
                                                      : sentenceText(snapshot.nameOf(id));
}
QString nameText(const model::Snapshot& snapshot, ObjectId id) {
    const model::ObjectInfo* object = snapshot.object(id);
    return object && !snapshot.text(object->name).empty() ? QString::fromStdString(snapshot.nameOf(id))
                                                          : sentenceText(snapshot.nameOf(id));
}

QString shortName(const QString& name) {
    // The first letter of each word; of a single word its first two: "deadlock-ab" is da, "main" is ma.
    QString letters, number;
    bool isInWord = false;
    for (const QChar c : name) {
        if (c.isDigit()) {
            number += c;
        } else {
            number.clear();  // only one at the end counts
            if (c.isLetter() && !isInWord)
                letters += c;
        }
        isInWord = c.isLetter();
    }
    if (letters.size() == 1 && number.isEmpty())
        return name.left(2);
    // "Thread-1" is T1, "worker 12" is w12; of a long number the end tells.
    return letters.left(number.isEmpty() ? 3 : 1) + number.right(2);
}

QString listText(const QStringList& names, int most) {
    if (names.size() <= 1)
        return names.join(QString());
    if (names.size() <= most)
        return Words::tr("%1 and %2", "enumeration")
            .arg(names.mid(0, names.size() - 1).join(Words::tr(", ")), names.last());
    const int shown = most - 1;
    return Words::tr("%1 and %2 more")
        .arg(names.mid(0, shown).join(Words::tr(", ")), QString::number(names.size() - shown));
}

QString countText(std::uint64_t count) {
    QString text = QString::number(count);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3) text.insert(at, QChar{0x202f});
    return text;
}

QString bytesText(std::int64_t bytes) {
    static constexpr std::array kUnits{"B", "KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    const int decimals = unit == 0 ? 0 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QString::number(value, 'f', decimals) + QLatin1Char(' ') + QLatin1String(kUnits[unit]);
}

QString tipText(const QString& plain) {
    if (!plain.contains(QLatin1Char('<')) && !plain.contains(QLatin1String("&lt;")))
        return plain;
    return QStringLiteral("<p style=\"white-space:pre-wrap\">%1</p>").arg(plain.toHtmlEscaped());
}

}  // namespace heddle::ui
