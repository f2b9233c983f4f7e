// How long a verdict lasts, what takes it back, and what makes none: losses, late events, tasks that are
// killed one after the other.
#include <QTest>

#include "tests/engine/model/deadlock_streams.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::GapSource;
using enum wire::Operation;

class DeadlockEndingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aVictimThatEndsBreaksTheDeadlockAndLeavesItsLocksBehind() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[1], a).acquire(t[2], b).wait(t[1], Lock, b).wait(t[2], Lock, a).after(1ms).exit(t[1], 9);
        const Instant killed = s.now();
        auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].brokenAt, std::optional{killed});
        QCOMPARE(found[0].ending, Deadlock::Ending::Broken);
        QVERIFY(found[0].holdsAt(killed - 1us) && !found[0].holdsAt(killed));
        s.after(20ms).counter(t[0], wire::CounterKind::CpuTime, 1);
        found = deadlocksOf(s);
        QCOMPARE(found.size(), 2u);
        QCOMPARE(found[1].shape, Deadlock::Shape::Abandoned);
        QCOMPARE(found[1].tasks, (Tasks{t[2]}));
    }

    void aResourceThatIsTakenBackBreaksTheDeadlock() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[1], a).acquire(t[2], b).wait(t[1], Lock, b).wait(t[2], Lock, a).after(1ms);
        s.grant(t[1], a, t[2]).waitEnd(t[2], a);
        QVERIFY(deadlocksOf(s)[0].brokenAt.has_value());
        QCOMPARE(deadlocksOf(s)[0].ending, Deadlock::Ending::Broken);
        s.grant(t[2], b, t[1]).waitEnd(t[1], b).after(20ms).counter(t[0], wire::CounterKind::CpuTime, 1);
        QCOMPARE(deadlocksOf(s).size(), 1u);
    }

    void aStrangerWhoEndsTheWaitShowsThatItWasNone() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.process("Q", p), r = s.process("R", p);
        const ObjectId queue = s.queue("queue", q, 1);
        const TaskId helper = s.thread(q, "helper");
        s.join(helper, q).wait(q, Get, queue);
        QCOMPARE(deadlocksOf(s)[0].ending, Deadlock::Ending::None);
        const Instant found = s.now();
        s.after(1ms).grant(r, queue, q, 0).put(q, queue).waitEnd(q, queue).take(q, queue);
        const auto after = deadlocksOf(s);
        QCOMPARE(after.size(), 1u);
        QCOMPARE(after[0].ending, Deadlock::Ending::Withdrawn);
        QVERIFY(!after[0].wasOne() && !after[0].holdsAt(found));
    }

    void whoOnlyLooksInTakesTheVerdictBackToo() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.process("Q", p), r = s.process("R", p);
        const ObjectId queue = s.queue("queue", q, 1);
        const TaskId helper = s.thread(q, "helper");
        s.join(helper, q).wait(q, Get, queue);
        s.after(1ms).set(r, queue, 0);  // it shares the queue, so it could put an item in
        QCOMPARE(deadlocksOf(s)[0].ending, Deadlock::Ending::Withdrawn);
    }

    void afterALossNobodyKnowsWhetherItLasts() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[1], a).acquire(t[2], b).wait(t[1], Lock, b).wait(t[2], Lock, a).after(1ms);
        s.gapBegan(GapSource::Runtime, t[1].value()).gapEnded(GapSource::Runtime, t[1].value(), 5);
        const auto found = deadlocksOf(s);
        QCOMPARE(found[0].ending, Deadlock::Ending::Unknown);
        QVERIFY(found[0].wasOne() && !found[0].holdsAt(s.now()));
    }

    void theVerdictDoesNotDependOnWhenSnapshotsAreTaken() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]), queue = s.queue("Q", t[0], 1);
        s.wait(t[3], Get, queue).acquire(t[1], a).acquire(t[2], b).exit(t[0]).wait(t[1], Lock, b);
        s.after(5ms).wait(t[2], Lock, a).after(20ms).counter(t[1], wire::CounterKind::CpuTime, 1);
        Model model;
        for (const wire::Event& event : s.events()) {
            model.apply({&event, 1});
            (void)model.snapshot(event.instant());
        }
        const auto once = deadlocksOf(s);
        const SnapshotPtr often = model.snapshot(s.now());
        QCOMPARE(once.size(), 1u);
        QCOMPARE(often->deadlocks().size(), once.size());
        QCOMPARE(often->deadlocks()[0].tasks, once[0].tasks);
        QCOMPARE(often->deadlocks()[0].at, once[0].at);
        QCOMPARE(often->deadlocks()[0].behind, once[0].behind);
    }

    void aHoleInTheRecordOfAnObjectMakesNoVerdict() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId a = s.semaphore("A", t[0], 1), b = s.mutex("B", t[0]);
        s.acquire(t[0], a).release(t[0], a).acquire(t[0], a).acquire(t[1], b);
        StreamBuilder lost = s;
        lost.release(t[0], a);  // taken out below: its number is missing
        auto events = lost.takeEvents();
        events.pop_back();
        const auto rest = lost.wait(t[1], Acquire, a)
                              .wait(t[0], Lock, b)
                              .after(20ms)
                              .counter(t[0], wire::CounterKind::CpuTime, 1);
        events.insert(events.end(), rest.events().begin(), rest.events().end());
        Model model;
        model.apply(events);
        QVERIFY(model.snapshot(rest.now())->deadlocks().empty());
        s.wait(t[1], Acquire, a).wait(t[0], Lock, b);
        QCOMPARE(deadlocksOf(s).size(), 1u);
    }

    void anEventThatComesLateMakesNoFalseVerdict() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[0], a).acquire(t[1], b).release(t[1], b);
        auto events = s.takeEvents();
        const wire::Event taken = events[events.size() - 2];
        events.erase(events.end() - 2);  // the release waits for it
        s.wait(t[1], Lock, a).wait(t[0], Lock, b);
        events.insert(events.end(), s.events().begin(), s.events().end());
        Model model;
        model.apply(events);
        QVERIFY(model.snapshot(s.now())->deadlocks().empty());
        wire::Event late = taken;
        late.time = static_cast<std::uint64_t>(toNs(s.now())) + 1;
        model.apply({&late, 1});
        QVERIFY(model.snapshot(s.now() + 1us)->deadlocks().empty());  // B is free
    }

    void aTaskWhoseRingLostEventsIsInNoVerdict() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId queue = s.queue("Q", t[0], 1);
        s.wait(t[0], Get, queue);
        s.gapBegan(GapSource::Runtime, t[0].value()).gapEnded(GapSource::Runtime, t[0].value(), 5);
        s.join(t[1], t[0]);
        QVERIFY(deadlocksOf(s).empty());
    }

    void aProgramThatIsKilledTaskByTaskIsNoDeadlock() {
        StreamBuilder s;
        const Threads t{s, 20};
        const ObjectId queue = s.queue("Q", t[0], 1), a = s.mutex("A", t[0]);
        s.acquire(t[1], a);
        for (std::size_t i = 2; i < 20; ++i) s.wait(t[i], i % 2 == 0 ? Get : Lock, i % 2 == 0 ? queue : a);
        for (std::size_t i = 0; i < 20; ++i) s.after(6ms).exit(t[i], 9);
        s.after(1s).end();
        QVERIFY(deadlocksOf(s).empty());
    }
};

QTEST_GUILESS_MAIN(DeadlockEndingTest)
#include "tst_deadlock_ending.moc"
