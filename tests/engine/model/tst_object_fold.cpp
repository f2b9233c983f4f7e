// From events to holders, waiters and levels of objects; and to deadlocks.
#include <QTest>

#include <algorithm>
#include <random>

#include "tests/support/describe.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::Event;
using wire::EventKind;
using wire::GapSource;
using wire::KernelSource;
using wire::ObjectKind;
using wire::Operation;
using wire::WaitOutcome;

namespace {

QList<unsigned> ids(const std::vector<Waiter>& waiters) {
    QList<unsigned> list;
    for (const Waiter& waiter : waiters) list.append(waiter.task.value());
    return list;
}

QList<qint64> levels(const Series<LevelStep>& steps) {
    QList<qint64> list;
    for (std::size_t i = 0; i < steps.size(); ++i) list.append(steps[i].level);
    return list;
}

// A process with threads that all run, each on a CPU of its own.
struct Threads {
    explicit Threads(StreamBuilder& s, int count) {
        for (int i = 0; i < count; ++i) {
            ids.push_back(i == 0 ? s.process("T0") : s.thread(ids[0], "T" + std::to_string(i)));
            s.in(ids.back(), i);
        }
    }
    TaskId operator[](std::size_t i) const { return ids[i]; }
    std::vector<TaskId> ids;
};

}  // namespace

class ObjectFoldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMutexIsHandedOnInOrder() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId m = s.mutex("M", t[0]);
        const SiteId here = s.site("a.cpp", 3);
        s.acquire(t[0], m).after(1us).wait(t[1], Operation::Lock, m, here).out(t[1]);
        s.wait(t[2], Operation::Lock, m).out(t[2]).after(1us);
        auto snapshot = s.snapshot();
        QCOMPARE(ids(snapshot->object(m)->waiters), (QList<unsigned>{t[1].value(), t[2].value()}));
        QCOMPARE(snapshot->object(m)->waiters[0].site, here);
        QCOMPARE(snapshot->object(m)->level, 0);
        s.grant(t[0], m, t[1]).after(4us).release(t[1], m);
        snapshot = s.snapshot();
        const ObjectInfo& info = *snapshot->object(m);
        QCOMPARE(ids(info.waiters), QList<unsigned>{t[2].value()});
        QVERIFY(info.holders.empty());
        QCOMPARE(info.acquisitions, 2u);
        QCOMPARE(info.contended, 1u);
        QCOMPARE(info.maxWaiters, 2u);
        QCOMPARE(info.holds.size(), 2u);
        QCOMPARE(info.holds[0].task, t[0]);
        QCOMPARE(info.holds[0].successor, t[1]);
        QCOMPARE(info.holds[1].task, t[1]);
        QCOMPARE(info.holds[1].site, here);
        QVERIFY(info.holds[1].successor.isNone());
        QCOMPARE(info.holds[0].end, info.holds[1].begin);
        QCOMPARE(levels(info.levels), (QList<qint64>{1, 0, 1}));
        QCOMPARE(levels(info.waiterCounts), (QList<qint64>{0, 1, 2, 1}));
        QVERIFY(info.certain);
    }

    void aSemaphoreHasManyHoldersAndAnybodyMayRelease() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId sem = s.semaphore("S", t[0], 3);
        s.acquire(t[0], sem, 2).acquire(t[1], sem).wait(t[2], Operation::Acquire, sem).out(t[2]).after(1us);
        auto snapshot = s.snapshot();
        QCOMPARE(snapshot->object(sem)->level, 0);
        QCOMPARE(snapshot->object(sem)->capacity, 3);
        QCOMPARE(snapshot->object(sem)->holders.size(), 2u);
        QCOMPARE(snapshot->object(sem)->holders[0].units, 2u);
        s.grant(t[0], sem, t[2]).after(1us).release(t[3], sem);
        snapshot = s.snapshot();
        QCOMPARE(snapshot->object(sem)->holders.size(), 3u);
        QCOMPARE(snapshot->object(sem)->holders[0].units, 1u);
        QCOMPARE(snapshot->object(sem)->level, 1);
        QCOMPARE(levels(snapshot->object(sem)->levels), (QList<qint64>{3, 1, 0, 1}));
    }

    void aQueueShowsItsDepth() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId q = s.queue("Q", t[0], 2);
        s.put(t[0], q).put(t[0], q).wait(t[0], Operation::Put, q).out(t[0]).after(1us).take(t[1], q);
        s.grant(t[1], q, t[0]).put(t[0], q).take(t[1], q);
        const auto snapshot = s.snapshot();
        const ObjectInfo& info = *snapshot->object(q);
        QCOMPARE(levels(info.levels), (QList<qint64>{0, 1, 2, 1, 2, 1}));
        QCOMPARE(info.maxDepth, 2);
        QVERIFY(info.waiters.empty() && info.holders.empty());
    }

    void anEventAndAVariableShowTheirValue() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId e = s.object(ObjectKind::Event, "E", t[0]),
                       v = s.object(ObjectKind::Variable, "V", t[0]);
        s.wait(t[1], Operation::WaitEvent, e).out(t[1]).set(t[0], e, 1).grant(t[0], e, t[1]).set(t[0], v, -7);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->object(e)->level, 1);
        QVERIFY(snapshot->object(e)->waiters.empty() && snapshot->object(e)->holders.empty());
        QCOMPARE(snapshot->object(v)->level, -7);
    }

    void readsAndWritesAreCountedAlsoThoseThatChangeNothing() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId v = s.object(ObjectKind::Variable, "V", t[0]);
        s.read(t[0], v, 0).read(t[1], v, 0).set(t[0], v, 5).set(t[1], v, 5).read(t[0], v, 5);
        const auto snapshot = s.snapshot();
        const ObjectInfo& info = *snapshot->object(v);
        QCOMPARE(info.reads, std::uint64_t{3});
        QCOMPARE(info.writes, std::uint64_t{2});
        QCOMPARE(levels(info.levels), (QList<qint64>{0, 5}));
    }

    void aWaiterThatGivesUpLeavesTheQueue_data() {
        QTest::addColumn<int>("outcome");
        QTest::newRow("timed out") << static_cast<int>(WaitOutcome::TimedOut);
        QTest::newRow("cancelled") << static_cast<int>(WaitOutcome::Cancelled);
    }
    void aWaiterThatGivesUpLeavesTheQueue() {
        QFETCH(int, outcome);
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId m = s.mutex("M", t[0]);
        s.acquire(t[0], m);
        for (std::size_t i = 1; i < 4; ++i) s.wait(t[i], Operation::Lock, m).out(t[i]);
        s.waitEnd(t[2], m, static_cast<WaitOutcome>(outcome));
        const auto snapshot = s.snapshot();
        QCOMPARE(ids(snapshot->object(m)->waiters), (QList<unsigned>{t[1].value(), t[3].value()}));
        QCOMPARE(snapshot->object(m)->holders[0].task, t[0]);
    }

    void aHolderThatEndedStaysAHolder() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId m = s.mutex("M", t[0]);
        s.acquire(t[1], m).exit(t[1]).wait(t[0], Operation::Lock, m).out(t[0]).after(1us);
        auto snapshot = s.snapshot();
        QCOMPARE(snapshot->object(m)->holders[0].task, t[1]);
        QVERIFY(!snapshot->task(t[1])->isAlive());
        s.in(t[0]).waitEnd(t[0], m, WaitOutcome::OwnerDied);
        snapshot = s.snapshot();
        QCOMPARE(snapshot->object(m)->holders.size(), 1u);
        QCOMPARE(snapshot->object(m)->holders[0].task, t[0]);
    }

    // In the dead one's own name; only who wrote leaves something to tell.
    void whatADeadOneHeldOfASharedMutexComesBack_data() {
        QTest::addColumn<bool>("hasWritten");
        QTest::newRow("reader") << false;
        QTest::newRow("writer") << true;
    }
    void whatADeadOneHeldOfASharedMutexComesBack() {
        QFETCH(bool, hasWritten);
        const int units = hasWritten ? wire::kAllUnits : 1;
        StreamBuilder s;
        const Threads t{s, 1};
        const TaskId dead = s.process("dead", t[0]);
        const ObjectId m = s.object(wire::ObjectKind::SharedMutex, "M", t[0]);
        s.admit(dead).in(dead).acquire(dead, m, units).out(dead).exit(dead).after(1us);
        QCOMPARE(s.snapshot()->object(m)->holders.size(), 1u);
        s.release(dead, m, units);
        auto snapshot = s.snapshot();
        QVERIFY(snapshot->object(m)->holders.empty());
        QCOMPARE(snapshot->object(m)->ownerDeaths, std::uint64_t{1});
        QCOMPARE(snapshot->object(m)->lastDeadOwner, dead);
        s.acquire(t[0], m, wire::kAllUnits);
        snapshot = s.snapshot();
        QCOMPARE(snapshot->object(m)->holders[0].task, t[0]);
        QCOMPARE(snapshot->object(m)->lastHeir, hasWritten ? t[0] : TaskId{});
    }

    void aWaiterThatEndsWaitsNoMore() {
        StreamBuilder s;
        const Threads t{s, 2};
        const TaskId f = s.fiber(t[1], "F");
        const ObjectId m = s.mutex("M", t[0]);
        s.acquire(t[0], m).fiberIn(f, t[1]).wait(f, Operation::Lock, m).exit(t[1]);  // and its fiber with it
        QVERIFY(s.snapshot()->object(m)->waiters.empty());
    }

    void aRecursiveMutexCountsItsHolds() {
        StreamBuilder s;
        const Threads t{s, 1};
        const ObjectId m = s.object(ObjectKind::RecursiveMutex, "R", t[0]);
        s.acquire(t[0], m).acquire(t[0], m).release(t[0], m);
        auto snapshot = s.snapshot();
        QCOMPARE(snapshot->object(m)->holders[0].units, 1u);
        QCOMPARE(snapshot->object(m)->level, 0);
        s.release(t[0], m);
        snapshot = s.snapshot();
        QVERIFY(snapshot->object(m)->holders.empty());
        QCOMPARE(snapshot->object(m)->level, 1);
    }

    void theOrderOfNumbersDecidesNotThatOfTheClocks_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed) QTest::addRow("seed %u", seed) << seed;
    }
    void theOrderOfNumbersDecidesNotThatOfTheClocks() {
        QFETCH(unsigned, seed);
        StreamBuilder s{KernelSource::None};
        const TaskId p = s.process("P");
        std::vector<TaskId> t{p};
        for (int i = 0; i < 5; ++i) t.push_back(s.thread(p, "T"));
        const ObjectId m = s.mutex("M", p);
        const std::size_t first = s.events().size();
        s.acquire(t[0], m);
        for (std::size_t i = 0; i < 40; ++i) {
            s.wait(t[(i + 1) % 6], Operation::Lock, m).grant(t[i % 6], m, t[(i + 1) % 6]);
            s.waitEnd(t[(i + 1) % 6], m);
        }
        const auto straight = s.snapshot();
        // Neighbours change places, but keep the times of the places, as if clocks were skewed.
        std::vector<Event> events = s.events();
        std::mt19937 random{seed};
        for (std::size_t i = first; i + 6 < events.size(); i += 6) {
            std::shuffle(events.begin() + static_cast<std::ptrdiff_t>(i),
                         events.begin() + static_cast<std::ptrdiff_t>(i + 6), random);
            for (std::size_t k = i; k < i + 6; ++k) events[k].time = s.events()[k].time;
        }
        Model model;
        model.apply(events);
        const auto shuffled = model.snapshot(s.now());
        const ObjectInfo &a = *straight->object(m), &b = *shuffled->object(m);
        QVERIFY(b.certain);
        QCOMPARE(b.acquisitions, a.acquisitions);
        QCOMPARE(b.contended, 40u);
        QCOMPARE(b.holders.size(), 1u);
        QCOMPARE(b.holders[0].task, a.holders[0].task);
        QCOMPARE(b.holds.size(), a.holds.size());
        for (std::size_t i = 0; i < a.holds.size(); ++i) {
            QCOMPARE(b.holds[i].task, a.holds[i].task);
            QCOMPARE(b.holds[i].successor, a.holds[i].successor);
        }
        for (const TaskId id : t) QCOMPARE(shuffled->task(id)->state, straight->task(id)->state);
    }

    void aLostEventPutsTheObjectInDoubtUntilItIsTakenAnew() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId m = s.mutex("M", t[0]);
        s.acquire(t[0], m).release(t[0], m);
        auto events = s.takeEvents();
        events.pop_back();  // the release is lost
        s.acquire(t[1], m);
        const auto more = s.takeEvents();
        events.insert(events.end(), more.begin(), more.end());
        Model model;
        model.apply(events);
        QCOMPARE(model.snapshot(s.now())->object(m)->holders[0].task, t[0]);  // it may still come
        s.after(500ms).woken(t[0]);
        model.apply(s.takeEvents());
        auto snapshot = model.snapshot(s.now());
        QCOMPARE(snapshot->object(m)->holders[0].task, t[0]);
        QCOMPARE(snapshot->source().lostEvents, std::uint64_t{0});
        s.after(510ms).woken(t[0]);
        model.apply(s.takeEvents());
        snapshot = model.snapshot(s.now());
        QCOMPARE(snapshot->source().lostEvents, std::uint64_t{1});
        QCOMPARE(snapshot->source().gaps, std::uint64_t{1});
        QCOMPARE(snapshot->object(m)->holders.size(), 1u);
        QCOMPARE(snapshot->object(m)->holders[0].task, t[1]);
        QVERIFY(snapshot->object(m)->certain);  // whoever takes a mutex is its holder
    }

    void aLostEventOfASemaphoreStaysADoubt() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId sem = s.semaphore("S", t[0], 2);
        s.acquire(t[0], sem);
        auto events = s.takeEvents();
        s.release(t[0], sem);
        (void)s.takeEvents();  // lost
        s.acquire(t[1], sem).end();
        const auto more = s.takeEvents();
        events.insert(events.end(), more.begin(), more.end());
        Model model;
        model.apply(events);
        QVERIFY(!model.snapshot(s.now())->object(sem)->certain);
        QCOMPARE(model.snapshot(s.now())->source().lostEvents, std::uint64_t{1});
    }

    void aGapOfAThreadsRingPutsItsObjectsInDoubt() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId mine = s.semaphore("mine", t[0], 2), other = s.semaphore("other", t[0], 2);
        s.acquire(t[0], mine).acquire(t[1], other);
        s.gapBegan(GapSource::Runtime, t[0].value()).gapEnded(GapSource::Runtime, t[0].value(), 5);
        const auto snapshot = s.snapshot();
        QVERIFY(!snapshot->object(mine)->certain);
        QVERIFY(snapshot->object(other)->certain);
    }

    void aDeadlockIsReportedWhenItClosesAndOnce() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]), c = s.mutex("C", t[0]);
        s.acquire(t[0], a).acquire(t[1], b).acquire(t[2], c);
        s.wait(t[0], Operation::Lock, b).out(t[0]).wait(t[1], Operation::Lock, c).out(t[1]).after(1us);
        QVERIFY(s.snapshot()->deadlocks().empty());
        s.wait(t[2], Operation::Lock, a);
        const Instant closed = s.now();
        s.out(t[2]).after(1ms).woken(t[0]).in(t[0]).out(t[0]);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->deadlocks().size(), 1u);
        const Deadlock& deadlock = snapshot->deadlocks()[0];
        QCOMPARE(deadlock.at, closed);
        QCOMPARE(deadlock.tasks, (std::vector{t[2], t[0], t[1]}));
        QCOMPARE(deadlock.objects, (std::vector{a, b, c}));
    }

    void aTaskThatJoinsWhoWaitsForItIsADeadlock() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId a = s.mutex("A", t[0]);
        s.acquire(t[0], a).wait(t[1], Operation::Lock, a).out(t[1]).join(t[0], t[1]).out(t[0]);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->deadlocks().size(), 1u);
        QCOMPARE(snapshot->deadlocks()[0].tasks, (std::vector{t[0], t[1]}));
        QCOMPARE(snapshot->deadlocks()[0].objects, (std::vector{ObjectId{}, a}));
    }

    void aTaskThatLocksItsOwnMutexAgainIsADeadlock() {
        StreamBuilder s;
        const Threads t{s, 1};
        const ObjectId a = s.mutex("A", t[0]);
        s.acquire(t[0], a).wait(t[0], Operation::Lock, a).out(t[0]);
        QCOMPARE(s.snapshot()->deadlocks().size(), 1u);
    }

    void whoWaitsForADeadlockedTaskIsNotInTheCircle() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[0], a).acquire(t[1], b).wait(t[0], Operation::Lock, b).wait(t[1], Operation::Lock, a);
        s.wait(t[2], Operation::Lock, a);
        QCOMPARE(s.snapshot()->deadlocks().size(), 1u);
    }
};

QTEST_GUILESS_MAIN(ObjectFoldTest)
#include "tst_object_fold.moc"
