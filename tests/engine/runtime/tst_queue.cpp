// Queues that do not wait, or not for ever: nothing is lost, nothing comes twice, nobody stays in line.
#include <QTest>

#include "engine/runtime/queue.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;
using namespace std::chrono_literals;

class QueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }
    void init() {
        if (QTest::currentDataTag() && QByteArray{QTest::currentDataTag()}.contains("fibers"))
            SKIP_WITHOUT_FIBERS();
    }

    void aTryOnAFullOrEmptyQueueDoesNotWait() {
        Queue<int> queue{2, "q"};
        QVERIFY(!queue.tryGet());
        QVERIFY(queue.tryPut(1));
        QVERIFY(queue.tryPut(2));
        QVERIFY(!queue.tryPut(3));
        QCOMPARE(queue.tryGet(), std::optional{1});
        QVERIFY(queue.tryPut(4));
        QCOMPARE(queue.get(), 2);
        QCOMPARE(queue.get(), 4);
        QVERIFY(!queue.tryGet());
    }

    void aTimeLimitEndsTheWait() {
        CollectedEvents& events = newEvents();
        Queue<int> queue{1, "q"};
        const Instant before = MonotonicClock::now();
        QVERIFY(!queue.getFor(2ms));
        queue.put(1);
        QVERIFY(!queue.putFor(2, 2ms));
        QVERIFY(MonotonicClock::now() - before >= 4ms);
        QCOMPARE(queue.getFor(2ms), std::optional{1});
        QVERIFY(queue.putFor(3, 2ms));
        QCOMPARE(queue.get(), 3);
        events.drain();
        const auto story = events.onObject(queue.id());
        verifyStory(story);
        QCOMPARE(timeOutsIn(story), std::size_t{2});
    }

    void whatIsPutComesOutOnceWhoeverGivesUp_data() { crewRows(); }
    void whatIsPutComesOutOnceWhoeverGivesUp() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 200;
        CollectedEvents& events = newEvents();
        const SharedLedger put, taken;
        Queue<std::int64_t> queue{2, "q"};
        runCrew(crew, kTasks, [&](int i) {
            for (int round = 1; round <= kRounds; ++round) {
                if (i % 2 == 0) {
                    if (round % 8 == 0 ? queue.tryPut(round) : queue.putFor(round, 20us * (round % 5))) {
                        put->sum += round;
                        ++put->done;
                    }
                } else if (const auto item =
                               round % 8 == 0 ? queue.tryGet() : queue.getFor(20us * (round % 5))) {
                    taken->sum += *item;
                    ++taken->done;
                }
            }
        });
        std::optional<std::int64_t> left;
        while ((left = queue.tryGet())) {
            taken->sum += *left;
            ++taken->done;
        }
        QCOMPARE(taken->done.load(), put->done.load());
        QCOMPARE(taken->sum.load(), put->sum.load());
        events.drain();
        const auto story = events.onObject(queue.id());
        verifyStory(story);
        QCOMPARE(countOf(story, Put), static_cast<std::size_t>(put->done));
        QCOMPARE(countOf(story, Took), static_cast<std::size_t>(put->done));
    }
};

QTEST_GUILESS_MAIN(QueueTest)
#include "tst_queue.moc"
