// Which tasks can never go on again, and which only look like it.
#include <QTest>

#include "tests/engine/model/deadlock_streams.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::ObjectKind;
using wire::Operation;
using enum wire::Operation;

namespace {

constexpr int kPipePlaces = 16;  // what Linux gives a pipe

void message(StreamBuilder& s, wire::EventKind kind, TaskId task, ObjectId channel, int number) {
    s.event({.value = wire::packPair(1, static_cast<std::uint32_t>(number)),
             .task = task.value(),
             .object = channel.value(),
             .kind = kind});
}
void fill(StreamBuilder& s, TaskId task, ObjectId pipe) {
    for (int i = 1; i <= kPipePlaces; ++i) message(s, wire::EventKind::Sent, task, pipe, i);
}

}  // namespace

class DeadlockWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // --- what is one ---

    void twoLocksTakenCrosswiseAreAPartialDeadlockWhileMainRuns() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        const SiteId takenA = s.site("a.cpp", 10), waitsB = s.site("a.cpp", 11), takenB = s.site("a.cpp", 20),
                     waitsA = s.site("a.cpp", 21);
        s.acquire(t[1], a, 1, takenA);
        const Instant since = s.now();
        s.acquire(t[2], b, 1, takenB).wait(t[1], Lock, b, waitsB).wait(t[2], Lock, a, waitsA);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QVERIFY(found[0].isPartial);
        QCOMPARE(found[0].shape, Deadlock::Shape::Circle);
        QCOMPARE(found[0].tasks, (Tasks{t[2], t[1]}));
        QCOMPARE(found[0].objects, (std::vector{a, b}));
        QCOMPARE(found[0].at, s.now());
        const DeadlockEdge& edge = found[0].edges[0];
        QCOMPARE(edge.ender, WaitEnder::EveryHolder);
        QCOMPARE(edge.wait.site, waitsA);
        QCOMPARE(edge.since, s.now());
        QCOMPARE(edge.next, t[1]);
        QCOMPARE(edge.holders.size(), 1u);
        QCOMPARE(edge.holders[0].site, takenA);
        QCOMPARE(edge.holders[0].since, since);
    }

    void whoJoinsADeadlockedTaskStandsBehindAndThenItIsFull() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[1], a).acquire(t[2], b).join(t[0], t[1]).wait(t[1], Lock, b).wait(t[2], Lock, a);
        QCOMPARE(deadlocksOf(s)[0].behind, (Tasks{t[0]}));
        s.after(1ms).wait(t[3], Lock, a);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].behind, (Tasks{t[0], t[3]}));
    }

    void locksHeldAcrossProcessesAreADeadlock() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.process("Q", p), r = s.process("R", p);
        const ObjectId a = s.mutex("A", p), b = s.mutex("B", p);
        s.acquire(q, a).acquire(r, b).wait(q, Lock, b).wait(r, Lock, a);
        QCOMPARE(deadlocksOf(s).size(), 1u);
        QCOMPARE(deadlocksOf(s)[0].tasks, (Tasks{r, q}));
    }

    void aFiberAndAThreadMayBeInOneCircle() {
        StreamBuilder s;
        const Threads t{s, 2};
        const TaskId fiber = s.fiber(t[1], "F");
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.fiberIn(fiber, t[1]).acquire(fiber, a).acquire(t[0], b).wait(t[0], Lock, a);
        s.wait(fiber, Lock, b).fiberOut(fiber, t[1], wire::FiberPause::Blocked);
        QCOMPARE(deadlocksOf(s).size(), 1u);
        QCOMPARE(deadlocksOf(s)[0].tasks, (Tasks{fiber, t[0]}));
    }

    void aFiberIsStuckBehindAnotherThatBlocksTheirCarrierInTheKernel() {
        StreamBuilder s;
        const Threads t{s, 2};
        const TaskId first = s.fiber(t[1], "F1"), second = s.fiber(t[1], "F2");
        const ObjectId a = s.mutex("A", t[0]);
        s.admit(first).admit(second).in(t[1]);
        s.fiberIn(second, t[1]).acquire(second, a).fiberOut(second, t[1], wire::FiberPause::Yielded);
        s.fiberIn(first, t[1]).wait(first, Lock, a).out(t[1]);
        QVERIFY(deadlocksOf(s).empty());  // it may be about to leave its carrier
        s.after(20ms).counter(t[0], wire::CounterKind::CpuTime, 1);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].tasks, (Tasks{first, second}));
        QCOMPARE(found[0].edges[1].ender, WaitEnder::CarriersFiber);
    }

    void aReaderWhoWantsToWriteWaitsForItself() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId rw = s.object(ObjectKind::SharedMutex, "rw", t[0]);
        s.acquire(t[1], rw, 1).wait(t[1], Lock, rw);
        QCOMPARE(deadlocksOf(s).size(), 1u);
        QCOMPARE(deadlocksOf(s)[0].tasks, (Tasks{t[1]}));
    }

    void aWriterNeedsEveryReaderAndAReaderTheWriterBeforeIt() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId rw = s.object(ObjectKind::SharedMutex, "rw", t[0]), a = s.mutex("A", t[0]);
        s.acquire(t[1], rw, 1).acquire(t[2], rw, 1).acquire(t[3], a);
        s.wait(t[1], Lock, a);
        s.wait(t[3], Lock, rw);  // needs T1, who waits for it, although T2 goes on
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].tasks, (Tasks{t[3], t[1]}));
        s.wait(t[0], LockShared, rw);
        QCOMPARE(deadlocksOf(s)[0].behind, (Tasks{t[0]}));
    }

    void twoTasksThatEachWaitForTheOthersItemAreADeadlock() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId there = s.queue("there", t[0], 1), back = s.queue("back", t[0], 1);
        s.wait(t[0], Get, there);
        QVERIFY(deadlocksOf(s).empty());
        s.wait(t[1], Get, back);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QVERIFY(!found[0].isPartial);
        QCOMPARE(found[0].edges[0].ender, WaitEnder::SharingTask);
        QCOMPARE(found[0].tasks, (Tasks{t[1], t[0]}));
    }

    void aPutterOfAFullQueueWhoseTakerWaitsForItIsADeadlock() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId queue = s.queue("Q", t[0], 1);
        s.put(t[1], queue).wait(t[1], Put, queue).join(t[0], t[1]);
        QCOMPARE(deadlocksOf(s).size(), 1u);
    }

    void twoWhoWriteIntoTheOthersFullPipeAreADeadlock() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId there = s.object(ObjectKind::Pipe, "there", t[0]),
                       back = s.object(ObjectKind::Pipe, "back", t[0]);
        fill(s, t[0], there);
        fill(s, t[1], back);
        message(s, wire::EventKind::Received, t[1], there, 1);
        message(s, wire::EventKind::Sent, t[0], there, kPipePlaces + 1);
        s.wait(t[0], Write, there);
        QVERIFY(deadlocksOf(s).empty());
        s.wait(t[1], Write, back);
        QCOMPARE(deadlocksOf(s).size(), std::size_t{1});
        QCOMPARE(deadlocksOf(s)[0].tasks, (Tasks{t[1], t[0]}));
    }

    void aLostWakeUpIsADeadlockOfWhoJoins_data() {
        QTest::addColumn<ObjectKind>("kind");
        QTest::addColumn<Operation>("operation");
        QTest::newRow("condition") << ObjectKind::Condition << WaitCondition;
        QTest::newRow("event") << ObjectKind::Event << WaitEvent;
        QTest::newRow("barrier") << ObjectKind::Barrier << WaitBarrier;
        QTest::newRow("pipe") << ObjectKind::Pipe << Read;
        QTest::newRow("semaphore") << ObjectKind::Semaphore << Acquire;
    }
    void aLostWakeUpIsADeadlockOfWhoJoins() {
        QFETCH(ObjectKind, kind);
        QFETCH(Operation, operation);
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId object = s.object(kind, "X", t[0], 0, 0);
        s.wait(t[1], operation, object).exit(t[2]).join(t[0], t[1]);
        QVERIFY(deadlocksOf(s).empty());  // T2 has only just ended
        s.after(20ms).counter(t[0], wire::CounterKind::CpuTime, 1);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].tasks, (Tasks{t[0], t[1]}));
    }

    void aLockWhoseHolderHasEndedIsAbandoned() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId a = s.mutex("A", t[0]);
        s.acquire(t[1], a).wait(t[2], Lock, a).exit(t[1]);
        const Instant ended = s.now();
        s.after(20ms).counter(t[0], wire::CounterKind::CpuTime, 1);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].shape, Deadlock::Shape::Abandoned);
        QCOMPARE(found[0].tasks, (Tasks{t[2]}));
        QCOMPARE(found[0].edges[0].holders[0].task, t[1]);
        QVERIFY(found[0].edges[0].next.isNone());
        QCOMPARE(found[0].at, ended);
    }

    void twoDeadlocksAreTwo() {
        StreamBuilder s;
        const Threads t{s, 5};
        std::vector<ObjectId> m;
        for (int i = 0; i < 4; ++i) m.push_back(s.mutex("M", t[0]));
        for (std::size_t i = 0; i < 4; ++i) s.acquire(t[i + 1], m[i]);
        for (std::size_t i = 0; i < 4; ++i) s.wait(t[i + 1], Lock, m[i ^ 1]);
        QCOMPARE(deadlocksOf(s).size(), 2u);
    }

    void aLongCircleIsFoundToo() {
        StreamBuilder s;
        const Threads t{s, 300};
        std::vector<ObjectId> m;
        for (std::size_t i = 0; i < 300; ++i) {
            m.push_back(s.mutex("M", t[0]));
            s.acquire(t[i], m[i]);
        }
        for (std::size_t i = 0; i < 300; ++i) {
            QVERIFY(deadlocksOf(s).empty());
            s.wait(t[i], Lock, m[(i + 1) % 300]);
        }
        QCOMPARE(deadlocksOf(s)[0].tasks.size(), 300u);
    }

    void aDaemonThatIsPartOfAnothersWaitIsNamed() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId work = s.queue("work", t[0], 4);
        s.daemon(t[1]).wait(t[1], Get, work).join(t[0], t[1]);
        QCOMPARE(deadlocksOf(s)[0].tasks, (Tasks{t[0], t[1]}));
    }

    // --- what is none ---

    void aDaemonThatWaitsForWorkIsNoDeadlock() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId work = s.queue("work", t[0], 4);
        s.daemon(t[1])
            .wait(t[1], Get, work)
            .exit(t[0])
            .after(20ms)
            .counter(t[1], wire::CounterKind::CpuTime, 1);
        QVERIFY(deadlocksOf(s).empty());
    }

    void aTaskThatSleepsCanStillEndTheWait() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId queue = s.queue("Q", t[0], 1);
        s.wait(t[0], Get, queue).wait(t[1], Sleep).after(1s).counter(t[0], wire::CounterKind::CpuTime, 1);
        QVERIFY(deadlocksOf(s).empty());
    }

    void aWaitWithATimeLimitIsNoDeadlock() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[0], a).acquire(t[1], b).wait(t[0], Lock, b).timedWait(t[1], Lock, a);
        QVERIFY(deadlocksOf(s).empty());
    }

    void aTaskThatTheKernelBlocksForAnUnknownReasonCanStillEndTheWait() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId a = s.mutex("A", t[0]);
        s.in(t[1])
            .acquire(t[1], a)
            .out(t[1])
            .wait(t[0], Lock, a)
            .after(1s)
            .counter(t[0], wire::CounterKind::CpuTime, 1);
        QVERIFY(deadlocksOf(s).empty());
    }

    // A client has asked, and waits for the answer before the server has woken up.
    void aMessageThatIsUnderWayEndsTheWaitOfItsReader() {
        const auto conversation = [](bool isSent) {
            StreamBuilder s;
            const Threads t{s, 3};
            const ObjectId there = s.object(ObjectKind::Pipe, "there", t[0]),
                           back = s.object(ObjectKind::Pipe, "back", t[0]);
            s.wait(t[1], Read, there);
            if (isSent)
                s.event({.value = wire::packPair(1, 1),
                         .task = t[2].value(),
                         .object = there.value(),
                         .kind = wire::EventKind::Sent});
            s.wait(t[2], Read, back).join(t[0], t[1]);
            return deadlocksOf(s).size();
        };
        QCOMPARE(conversation(true), std::size_t{0});
        QCOMPARE(conversation(false), std::size_t{1});
    }

    // Its reader has emptied it and waits for more, before its writer has woken up and says so.
    void roomInAPipeEndsTheWaitOfItsWriter_data() {
        QTest::addColumn<int>("received");
        QTest::addColumn<std::size_t>("deadlocks");
        QTest::newRow("none was received") << 0 << std::size_t{1};
        QTest::newRow("one was received") << 1 << std::size_t{0};
        QTest::newRow("all were received") << kPipePlaces << std::size_t{0};
    }
    void roomInAPipeEndsTheWaitOfItsWriter() {
        QFETCH(int, received);
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId pipe = s.object(ObjectKind::Pipe, "pipe", t[0]), other = s.mutex("M", t[0]);
        s.acquire(t[0], other);
        fill(s, t[0], pipe);
        s.wait(t[0], Write, pipe);
        for (int i = 1; i <= received; ++i) message(s, wire::EventKind::Received, t[1], pipe, i);
        if (received == kPipePlaces)
            s.wait(t[1], Read, pipe);
        else
            s.wait(t[1], Lock, other);
        QTEST(deadlocksOf(s).size(), "deadlocks");
    }

    void aWriterWhosePlaceAnotherOneTookWaitsOn() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId pipe = s.object(ObjectKind::Pipe, "pipe", t[0]);
        fill(s, t[0], pipe);
        s.wait(t[0], Write, pipe);
        message(s, wire::EventKind::Received, t[1], pipe, 1);
        message(s, wire::EventKind::Sent, t[1], pipe, kPipePlaces + 1);
        QVERIFY(deadlocksOf(s).empty());
        s.wait(t[1], Write, pipe);
        QCOMPARE(deadlocksOf(s).size(), std::size_t{1});
    }

    void oneFreeTaskThatSharesTheQueueIsEnough() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId there = s.queue("there", t[0], 1), back = s.queue("back", t[0], 1);
        s.wait(t[0], Get, there).wait(t[1], Get, back);
        QVERIFY(deadlocksOf(s).empty());
    }

    void aTaskOfAStrangeProcessCannotEndTheWaitUntilItUsesTheObject() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.process("Q", p), r = s.process("R", p);
        const ObjectId own = s.queue("own", q, 1);
        const TaskId helper = s.thread(q, "helper");
        s.join(helper, q).wait(q, Get, own);
        QCOMPARE(deadlocksOf(s).size(), 1u);  // P and R run, but have never seen it
        StreamBuilder other;
        const TaskId p2 = other.process("P"), q2 = other.process("Q", p2), r2 = other.process("R", p2);
        const ObjectId shared = other.queue("shared", q2, 1);
        const TaskId helper2 = other.thread(q2, "helper");
        other.put(r2, shared).take(q2, shared).join(helper2, q2).wait(q2, Get, shared);
        QVERIFY(deadlocksOf(other).empty());
        Q_UNUSED(r);
    }

    void anOwnerWhoLocksARecursiveLockAgainDoesNotWait() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId lock = s.object(ObjectKind::RecursiveMutex, "R", t[0]);
        s.acquire(t[1], lock).acquire(t[1], lock).wait(t[0], Lock, lock).release(t[1], lock);
        QVERIFY(deadlocksOf(s).empty());
        s.join(t[1], t[0]);
        QCOMPARE(deadlocksOf(s).size(), 1u);  // it still has it once
    }

    void aReaderBehindAWriterWithATimeLimitCanGoOn() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId rw = s.object(ObjectKind::SharedMutex, "rw", t[0]);
        s.acquire(t[1], rw, 1).timedWait(t[2], Lock, rw).wait(t[0], LockShared, rw).join(t[1], t[0]);
        QVERIFY(deadlocksOf(s).empty());
    }

    void aProcessThatAnotherOfItsThreadsMayEndCanBeJoined() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.process("Q", p);
        const TaskId worker = s.thread(q, "worker");
        const ObjectId a = s.mutex("A", p);
        s.acquire(p, a).wait(q, Lock, a).join(p, q);
        QVERIFY(deadlocksOf(s).empty());
        s.join(worker, q);
        QCOMPARE(deadlocksOf(s).size(), 1u);
    }
};

QTEST_GUILESS_MAIN(DeadlockWatchTest)
#include "tst_deadlock_watch.moc"
