// Somebody is killed while it lets others go on, between any two of its instructions: nobody waits for ever,
// and nothing is lost or there twice but what the dead one was just doing.
//
// Each operation has some thousand instructions. A run of the test kills at some of them, others each time;
// HEDDLE_KILLS=N: at about so many.
#include <random>

#include <QTest>

#include "tests/engine/runtime/midway_scenes.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Scene)

class KilledMidwayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("single steps through a sanitizer's code take too long");
        observedSegment();
    }

    // The first test, for it needs a program that has made no process yet. Two wait before there is another
    // process. Who hands over to the first, behind the guard, is about to wake it then; the second is let go
    // on by a process that dies before it wakes it.
    void whoWaitedBeforeThereWereProcessesGoesOnInTime() {
        QVERIFY(!Runtime::instance().hasRelatives());
        constexpr Duration kLimit = 300ms;
        Mutex mutex{"m"};
        Semaphore units{0, "units"};
        mutex.lock();
        std::optional<Locked> found;
        const Instant begin = MonotonicClock::now();
        Thread first{"first", [&] { found = mutex.lockFor(kLimit); }};
        Thread second{"second", [&] { units.acquire(); }};
        const TaskRef heir = takenOut(mutex), letDown = takenOut(units);
        wire::changeWord(recordOf(mutex).word,
                         [&](wire::StateWord word) { return word.next(heir.value(), false, 0); });

        Process dead{"dead", kNothing};
        const auto tid = static_cast<std::uint32_t>(dead.pid());
        dead.join();
        under_way::note(recordOf(units), {.letsGo = letDown, .isMade = true});
        recordOf(units).guard = tid;

        while (MonotonicClock::now() < begin + 2 * kLimit) sleepFor(10ms);
        wire::grant(observedSegment(), heir, wire::WaitOutcome::Granted);
        first.join();
        QCOMPARE(found, std::optional{Locked::AsUsual});
        second.join();  // woken by the first process, it looks after ten seconds
    }

    void nobodyIsLetDown_data() {
        QTest::addColumn<Scene>("scene");
        QTest::newRow("who unlocks a mutex") << Scene{unlocks<Mutex>};
        QTest::newRow("who unlocks a recursive mutex") << Scene{unlocks<RecursiveMutex>};
        QTest::newRow("a writer who lets readers in") << Scene{writerLetsReadersIn};
        QTest::newRow("a reader who lets a writer in") << Scene{readerLetsWriterIn};
        QTest::newRow("who gives a unit of its own back") << Scene{givesUnitBack};
        QTest::newRow("who takes over from a dead holder") << Scene{takesOver};
        QTest::newRow("who takes over for others") << Scene{takesOverForOthers};
        QTest::newRow("who comes into line and gives up") << Scene{givesUp};
        QTest::newRow("who releases units") << Scene{releases};
        QTest::newRow("who sets an event") << Scene{sets};
        QTest::newRow("who notifies one") << Scene{notifies<false>};
        QTest::newRow("who notifies all") << Scene{notifies<true>};
        QTest::newRow("who comes last to a barrier") << Scene{comesLast};
        QTest::newRow("who puts for a getter") << Scene{puts};
        QTest::newRow("who puts for a fiber") << Scene{putsForFiber};
        QTest::newRow("who gets from a full queue") << Scene{gets<Queue<int>>};
        QTest::newRow("who gets from a full stack") << Scene{gets<LifoQueue<int>>};
        QTest::newRow("who gets from a full priority queue") << Scene{gets<PriorityQueue<int>>};
        QTest::newRow("who gets from a priority queue") << Scene{getsTheSmallest};
    }
    void nobodyIsLetDown() {
        QFETCH(Scene, scene);
        const Outcome whole = scene(~std::uint64_t{0});
        QVERIFY(whole.isRight);
        bool isGiven = false;
        const int given = qEnvironmentVariableIntValue("HEDDLE_KILLS", &isGiven);
        const std::uint64_t kills = isGiven ? static_cast<std::uint64_t>(given) : 12;
        const std::uint64_t apart = std::max<std::uint64_t>(1, whole.made / kills);
        std::mt19937_64 random{std::random_device{}()};
        for (std::uint64_t from = 0; from < whole.made; from += apart) {
            const std::uint64_t at = from + random() % apart;
            QVERIFY2(scene(at).isRight,
                     qPrintable(QStringLiteral("killed after %1 of %2").arg(at).arg(whole.made)));
        }
    }
};

QTEST_GUILESS_MAIN(KilledMidwayTest)
#include "tst_killed_midway.moc"
