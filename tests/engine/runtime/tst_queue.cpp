// Queues that do not wait, or not for ever: nothing is lost, nothing comes twice, nobody stays in line.
#include <QTest>

#include "engine/runtime/joinable_queue.h"
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
    void init() { SKIP_ROWS_WITHOUT_FIBERS(); }

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

    void aStackGivesTheLastItemFirst() {
        LifoQueue<int> stack{3, "stack"};
        for (const int item : {1, 2, 3}) stack.put(item);
        QCOMPARE(stack.get(), 3);
        stack.put(4);
        for (const int item : {4, 2, 1}) QCOMPARE(stack.get(), item);
        QVERIFY(!stack.tryGet());
    }

    void aPriorityQueueGivesTheSmallestFirstAndOfEqualOnesTheOldest() {
        struct Item {
            int urgency, number;
            bool operator<(const Item& other) const { return urgency < other.urgency; }
        };
        PriorityQueue<Item> queue{100, "urgent"};
        std::vector<Item> wanted;
        for (int number = 0; number < 100; ++number) {
            wanted.push_back({(number * 37) % 10, number});
            queue.put(wanted.back());
        }
        std::stable_sort(wanted.begin(), wanted.end());
        for (const Item& item : wanted) QCOMPARE(queue.get().number, item.number);
    }

    // Held against a second implementation.
    void putsAndGetsInAnyOrderKeepEachQueuesOrder_data() {
        QTest::addColumn<int>("order");
        QTest::newRow("first in, first out") << 0;
        QTest::newRow("last in, first out") << 1;
        QTest::newRow("smallest first") << 2;
    }
    void putsAndGetsInAnyOrderKeepEachQueuesOrder() {
        QFETCH(int, order);
        struct Item {
            std::uint32_t urgency, number;
            bool operator<(const Item& other) const { return urgency < other.urgency; }
        };
        Queue<Item> fifo{50};
        LifoQueue<Item> lifo{50};
        PriorityQueue<Item> smallest{50};
        Queue<Item>& queue = order == 0 ? fifo : order == 1 ? static_cast<Queue<Item>&>(lifo) : smallest;
        std::vector<Item> reference;  // the next to come out is the last
        std::uint32_t random = 1;
        for (std::uint32_t number = 0; number < 20'000; ++number) {
            random = random * 1664525 + 1013904223;
            const Item item{(random >> 8) % 20, number};
            if ((random >> 24) % 2 == 0) {
                const bool isPut = queue.tryPut(item);
                QCOMPARE(isPut, reference.size() < 50);
                if (!isPut)
                    continue;
                auto place = order == 1 ? reference.end() : reference.begin();
                if (order == 2)
                    place = std::find_if(reference.begin(), reference.end(),
                                         [&](const Item& other) { return !(item < other); });
                reference.insert(place, item);
            } else {
                const auto got = queue.tryGet();
                QCOMPARE(got.has_value(), !reference.empty());
                if (!got)
                    continue;
                QCOMPARE(got->number, reference.back().number);
                reference.pop_back();
            }
        }
    }

    void aPutterThatWaitedComesToItsPlaceInTheOrder() {
        PriorityQueue<int> queue{2, "full"};
        queue.put(5);
        queue.put(9);
        Thread putter{"putter", [&] { queue.put(7); }};
        QTRY_VERIFY(observedSegment().object(queue.id()).putters.first.load() != 0);
        for (const int item : {5, 7, 9}) QCOMPARE(queue.get(), item);
    }

    void aJoinableQueueIsJoinedWhenAllIsDone() {
        JoinableQueue<int> queue{10, "jobs"};
        const SharedLedger ledger;
        queue.join();  // there is nothing to wait for
        Process worker{"worker", [&] {
                           for (int i = 0; i < 20; ++i) {
                               static_cast<void>(queue.get());
                               ++ledger->done;
                               queue.taskDone();
                           }
                       }};
        for (int i = 0; i < 20; ++i) queue.put(i);
        queue.join();
        QCOMPARE(ledger->done.load(), 20);
        worker.join();
    }

    // What was not put is not waited for.
    void aJoinableQueueCountsWhatWasPut() {
        JoinableQueue<int> queue{2, "jobs"};
        QVERIFY(queue.joinFor(Duration{}));
        QVERIFY(queue.tryPut(1));
        QVERIFY(queue.putFor(2, 2ms));
        QVERIFY(!queue.tryPut(3));
        QVERIFY(!queue.putFor(3, 2ms));
        const Instant before = MonotonicClock::now();
        QVERIFY(!queue.joinFor(2ms));
        QVERIFY(MonotonicClock::now() - before >= 2ms);
        Thread worker{"worker", [&] {
                          for (int i = 0; i < 2; ++i) {
                              static_cast<void>(queue.get());
                              queue.taskDone();
                          }
                      }};
        QVERIFY(queue.joinFor(100s));
        worker.join();
        queue.join();
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
