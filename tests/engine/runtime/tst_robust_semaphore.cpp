// A semaphore whose units have holders: never more than there are, and those of the dead come back.
#include <algorithm>
#include <optional>

#include "engine/runtime/robust_semaphore.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;

class RobustSemaphoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }
    void init() { SKIP_ROWS_WITHOUT_FIBERS(); }

    void neverMoreAreInsideThanThereAreUnits_data() { crewRows(); }
    void neverMoreAreInsideThanThereAreUnits() {
        QFETCH(Crew, crew);
        CollectedEvents& events = newEvents();
        SharedLedger ledger;
        constexpr int kTasks = 8, kRounds = 50;
        RobustSemaphore units{3, "units"};
        runCrew(crew, kTasks, [&](int) {
            for (int round = 0; round < kRounds; ++round) {
                units.acquire();
                ledger->enter();
                if (round % 10 == 0)
                    sleepFor(100us);
                ledger->leave();
                units.release();
            }
        });
        QVERIFY(ledger->most >= 1 && ledger->most <= 3);
        events.drain();
        verifyStory(events.onObject(units.id()));
        for (int i = 0; i < 3; ++i) QVERIFY(units.tryAcquire());
        QVERIFY(!units.tryAcquire());
    }

    // However it is asked for, by who waits already or comes later; and the stream tells that the dead one
    // holds it no more.
    void theUnitOfADeadHolderComesBack_data() {
        QTest::addColumn<int>("way");
        int way = 0;
        for (const char* name : {"acquires", "tries", "within a limit", "waits already"})
            QTest::newRow(name) << way++;
    }
    void theUnitOfADeadHolderComesBack() {
        QFETCH(int, way);
        CollectedEvents& events = newEvents();
        RobustSemaphore units{2, "units"};
        Semaphore isTaken{0};
        TaskRef dead;
        std::optional<Locked> found;
        {
            Process holder{"holder", [&] {
                               units.acquire();
                               units.acquire();
                               isTaken.release();
                               sleepFor(1h);
                           }};
            dead = holder.ref();
            isTaken.acquire();
            QVERIFY(!units.tryAcquire());  // it lives
            std::optional<Thread> waits;
            if (way == 3) {
                waits.emplace("waits", [&] { found = units.acquire(), units.release(); });
                QTRY_COMPARE(waiters(units.id()), std::size_t{1});
            }
            holder.kill();
            holder.join();
            if (way == 0)
                found = units.acquire();
            else if (way == 1)
                found = units.tryAcquire();
            else if (way == 2)
                found = units.acquireFor(10s);
            waits.reset();
            if (way != 3)
                units.release();
        }
        QCOMPARE(found, std::optional{Locked::OwnerDied});
        QCOMPARE(units.tryAcquire(), std::optional{Locked::AsUsual});
        QCOMPARE(units.tryAcquire(), std::optional{Locked::OwnerDied});  // the other one that it had
        QVERIFY(!units.tryAcquire());
        events.drain();
        const auto story = events.onObject(units.id());
        verifyStory(story);
        QCOMPARE(std::count_if(story.begin(), story.end(),
                               [&](const wire::Event& event) {
                                   return event.task == dead.value() &&
                                          event.kind == wire::EventKind::Released;
                               }),
                 2);
    }

    void whoHoldsNoUnitCannotGiveOneBack() {
        RobustSemaphore units{1, "units"};
        units.acquire();
        Process other{"other", [&] { units.release(); }};
        other.join();
        QCOMPARE(other.exitCode(), std::optional{kGivenUp});
        QVERIFY(!units.tryAcquire());
        units.release();
        QVERIFY(units.tryAcquire());
    }
};

QTEST_GUILESS_MAIN(RobustSemaphoreTest)
#include "tst_robust_semaphore.moc"
