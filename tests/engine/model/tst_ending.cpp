// How tasks ended, from streams whose truth is known.
#include <csignal>

#include <QTest>

#include "engine/model/ending.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::EventKind;

namespace {

Ending endingOf(const StreamBuilder& stream, TaskId task) {
    const SnapshotPtr seen = stream.snapshot();
    return model::endingOf(*seen, *seen->task(task));
}

wire::Event about(TaskId task, EventKind kind, std::uint16_t detail) {
    return {.task = task.value(), .kind = kind, .detail = detail};
}

}  // namespace

class EndingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStatusAloneSaysCodeOrSignal() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId good = s.process("good", main), killed = s.process("killed", main);
        s.exit(good, 3 << 8).exit(killed, SIGKILL);
        QCOMPARE(endingOf(s, good).cause, EndCause::Returned);
        QCOMPARE(endingOf(s, good).code, std::optional{3});
        QCOMPARE(endingOf(s, killed).cause, EndCause::Signal);
        QCOMPARE(endingOf(s, killed).signal, SIGKILL);
    }

    void aFaultBelongsToItsThreadAndEndsTheProcess() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId thread = s.thread(main, "thread");
        wire::Event fault = about(thread, EventKind::TaskFaulted, SIGFPE);
        fault.object = static_cast<std::uint32_t>(wire::FaultCause::DivisionByZero);
        s.event(fault).event({.task = thread.value(), .kind = EventKind::TaskExited}).exit(main, SIGFPE);
        QCOMPARE(endingOf(s, main).cause, EndCause::Fault);
        QCOMPARE(endingOf(s, main).by, thread);
        QCOMPARE(endingOf(s, thread).cause, EndCause::Fault);  // it has no status of its own
        QCOMPARE(s.snapshot()->task(main)->lastWords.fault, wire::FaultCause::DivisionByZero);
    }

    void aSignalThatWasSentHasASender() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId child = s.process("child", main);
        wire::Event sent = about(main, EventKind::TaskSignalled, SIGTERM);
        sent.object = child.value();
        s.event(sent).exit(child, SIGTERM);
        QCOMPARE(endingOf(s, child).cause, EndCause::Signalled);
        QCOMPARE(endingOf(s, child).by, main);
    }

    void anotherSignalThanTheOneSentHasNone() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId child = s.process("child", main);
        wire::Event sent = about(main, EventKind::TaskSignalled, SIGTERM);
        sent.object = child.value();
        s.event(sent).exit(child, SIGKILL);
        QCOMPARE(endingOf(s, child).cause, EndCause::Signal);
    }

    void aSignalThatComesAfterTheEndIsNotItsCause() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId child = s.process("child", main);
        wire::Event sent = about(main, EventKind::TaskSignalled, SIGKILL);
        sent.object = child.value();
        s.exit(child, SIGKILL).after(1us).event(sent);
        QCOMPARE(endingOf(s, child).cause, EndCause::Signal);
        QCOMPARE(s.snapshot()->task(child)->lastWords.sender, TaskId{});
    }

    void aDaemonIsEndedByTheEndOfItsParent() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId daemon = s.process("daemon", main), other = s.process("other", main);
        s.daemon(daemon).exit(main).after(1us).exit(daemon, SIGKILL).exit(other, SIGKILL);
        QCOMPARE(endingOf(s, daemon).cause, EndCause::WithParent);
        QCOMPARE(endingOf(s, daemon).by, main);
        QCOMPARE(endingOf(s, other).cause, EndCause::Signal);
    }

    void aDaemonProcessIsEndedByTheEndOfTheThreadThatMadeIt() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId maker = s.thread(main, "maker");
        const TaskId daemon = s.process("daemon", maker);
        s.daemon(daemon).exit(maker).after(1us).exit(daemon, SIGKILL).after(1us).exit(main);
        QCOMPARE(endingOf(s, daemon).cause, EndCause::WithParent);
        QCOMPARE(endingOf(s, daemon).by, maker);
    }

    void aDaemonThreadThatDidNotComeToItsEndWasCutShort() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId cut = s.thread(main, "cut"), whole = s.thread(main, "whole");
        s.daemon(cut).daemon(whole).event(about(whole, EventKind::TaskEnding, 0));
        s.event({.task = cut.value(), .kind = EventKind::TaskExited});
        s.event({.task = whole.value(), .kind = EventKind::TaskExited});
        QCOMPARE(endingOf(s, cut).cause, EndCause::WithProcess);
        QCOMPARE(endingOf(s, cut).by, main);
        QCOMPARE(endingOf(s, whole).cause, EndCause::Returned);
    }

    void aZombieIsOneUntilItIsReaped() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId child = s.process("child", main);
        s.exit(child);
        const Instant ended = s.now();
        s.after(5us).reap(child);
        const SnapshotPtr seen = s.snapshot();
        QVERIFY(!isZombie(*seen->task(child), ended - 1us));
        QVERIFY(isZombie(*seen->task(child), ended));
        QVERIFY(!isZombie(*seen->task(child), s.now()));
    }

    void whoOutlivesItsParentIsAnOrphanSinceThen() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId father = s.process("father", main), child = s.process("child", father);
        s.exit(father);
        const Instant since = s.now();
        s.after(5us).exit(child);
        const SnapshotPtr seen = s.snapshot();
        QCOMPARE(orphanedAt(*seen, *seen->task(child)), std::optional{since});
        QVERIFY(!orphanedAt(*seen, *seen->task(father)));
    }

    void aLockOfADeadProcessIsHandedOnAndIsNoDeadlock() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId holder = s.process("holder", main), heir = s.process("heir", main);
        const ObjectId lock = s.mutex("L", main);
        s.admit(holder).in(holder).acquire(holder, lock).admit(heir).in(heir, 1);
        s.wait(heir, wire::Operation::Lock, lock).out(heir).out(holder).exit(holder, SIGKILL);
        s.after(200ms).in(heir, 1).waitEnd(heir, lock, wire::WaitOutcome::OwnerDied);
        s.after(200ms);
        const SnapshotPtr seen = s.snapshot();
        const ObjectInfo& info = *seen->object(lock);
        QCOMPARE(info.ownerDeaths, std::uint64_t{1});
        QCOMPARE(info.lastDeadOwner, holder);
        QCOMPARE(info.lastHeir, heir);
        QCOMPARE(info.holders.size(), std::size_t{1});
        QCOMPARE(info.holders[0].task, heir);
        QCOMPARE(info.holds.size(), std::size_t{1});
        QCOMPARE(info.holds[0].successor, heir);
        QVERIFY(seen->deadlocks().empty());
    }
};

QTEST_GUILESS_MAIN(EndingTest)
#include "tst_ending.moc"
