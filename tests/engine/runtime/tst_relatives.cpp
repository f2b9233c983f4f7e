// Who sleeps while there is no other process sleeps until it is let go on, until its time is over, or until
// the first fork: whichever moment of its falling asleep that comes in.
#include <thread>
#include <vector>

#include <QTest>

#include "engine/base/futex.h"
#include "engine/runtime/relatives.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace std::chrono_literals;

class RelativesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstForkWakesWhoSleeps() {
        constexpr int kRounds = 500, kThreads = 8;
        for (int round = 0; round < kRounds; ++round) {
            Relatives relatives;
            std::array<std::atomic<std::uint32_t>, kThreads> words{};
            std::atomic<int> begun{0};
            std::vector<std::thread> threads;
            for (std::atomic<std::uint32_t>& word : words)
                threads.emplace_back([&] {
                    Relatives::Sleeper sleeper;
                    ++begun;
                    sleeper.sleep(relatives, word, Instant::max());
                });
            while (begun.load() < round % (kThreads + 1)) std::this_thread::yield();
            relatives.lockForFork();
            relatives.unlockAfterFork();
            for (std::thread& thread : threads) thread.join();
            QVERIFY(relatives.exist());
        }
    }

    void whoIsLetGoOnOrWhoseTimeIsOverGoesOnAlone() {
        Relatives relatives;
        std::atomic<std::uint32_t> granted{0}, never{0};
        std::thread thread{[&] {
            Relatives::Sleeper sleeper;
            sleeper.sleep(relatives, granted, Instant::max());
        }};
        granted = 1;
        futexWake(granted);
        thread.join();
        Relatives::Sleeper sleeper;
        const Instant deadline = MonotonicClock::now() + 20ms;
        sleeper.sleep(relatives, never, deadline);
        QVERIFY(MonotonicClock::now() >= deadline);
        QVERIFY(!relatives.exist());
    }

    void aThreadThatHasEndedIsForgotten() {
        Relatives relatives;
        std::atomic<std::uint32_t> granted{1};
        std::thread{[&] {
            Relatives::Sleeper sleeper;
            sleeper.sleep(relatives, granted, Instant::max());
        }}.join();
        relatives.lockForFork();  // does not look at it any more: AddressSanitizer would tell
        relatives.unlockAfterFork();
        QVERIFY(relatives.exist());
    }
};

QTEST_GUILESS_MAIN(RelativesTest)
#include "tst_relatives.moc"
