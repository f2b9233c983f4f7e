// What fibers do with each other on their thread: explicit hand-over, joining all, generators.
#include "engine/runtime/event.h"
#include "engine/runtime/generator.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;

namespace {

void onCarrier(const Body& body) {
    Thread{"carrier", body}.join();
}

}  // namespace

class FibersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        SKIP_WITHOUT_FIBERS();
        observedSegment();
    }

    void whoIsHandedTheThreadRunsPastAllOthers() {
        std::string order;
        onCarrier([&] {
            std::vector<Fiber> fibers;
            for (const char name : {'a', 'b', 'c'}) {
                fibers.emplace_back(std::string(1, name), [&, name] {
                    order += name;
                    if (name != 'c')
                        switchTo(fibers[2]);  // past b, the first time; c has ended the second time
                    order += name;
                });
            }
        });
        QCOMPARE(order, std::string{"accbab"});
    }

    void handingOverToWhoCannotRunIsAYield() {
        std::string order;
        onCarrier([&] {
            Event event{"event"};
            Fiber waiting{"waiting", [&] {
                              order += 'w';
                              event.wait();
                              order += 'W';
                          }};
            Fiber other{"other", [&] { order += 'o'; }};
            yield();
            switchTo(waiting);
            order += 'm';
            event.set();
            joinAll({&waiting, 1});
            switchTo(waiting);
            order += 'M';
        });
        QCOMPARE(order, std::string{"womWM"});
    }

    void twoThatHandOverTakeTurnsAmongMany() {
        CollectedEvents& events = newEvents();
        TaskRef ping, pong;
        onCarrier([&] {
            std::vector<Fiber> pair;
            bool isOver = false;
            for (std::size_t i = 0; i < 2; ++i)
                pair.emplace_back("player", [&, i] {
                    for (int n = 0; n < 100; ++n) switchTo(pair[1 - i]);
                    isOver = true;
                });
            ping = pair[0].ref();
            pong = pair[1].ref();
            Fiber other{"other", [&] {
                            while (!isOver) yield();
                        }};
        });
        events.drain();
        std::vector<std::uint32_t> resumed;
        for (const wire::Event& event : events.of(FiberResumed)) resumed.push_back(event.task);
        std::size_t alternations = 0;
        for (std::size_t i = 1; i < resumed.size(); ++i)
            alternations += (resumed[i] == ping.value() && resumed[i - 1] == pong.value()) ||
                            (resumed[i] == pong.value() && resumed[i - 1] == ping.value());
        QVERIFY2(alternations >= 199, std::to_string(alternations).c_str());
    }

    void joinAllWaitsForThoseThatWereNotJoined() {
        onCarrier([] {
            int ended = 0;
            std::vector<Fiber> fibers;
            for (int i = 0; i < 20; ++i)
                fibers.emplace_back("fiber", [&ended, i] {
                    sleepFor(std::chrono::microseconds{100 * i});
                    ++ended;
                });
            fibers[3].join();
            joinAll(fibers);
            HEDDLE_CHECK(ended == 20);
            joinAll(fibers);
        });
    }

    void aGeneratorRunsOnlyWhenAsked() {
        onCarrier([] {
            int made = 0;
            Generator<int> squares{"squares", [&](auto& out) {
                                       for (int i = 1; i <= 3; ++i) {
                                           ++made;
                                           out.give(i * i);
                                       }
                                   }};
            yield();
            HEDDLE_CHECK(made == 0);
            for (int i = 1; i <= 3; ++i) {
                HEDDLE_CHECK(squares.next() == i * i);
                yield();
                HEDDLE_CHECK(made == i);
            }
            HEDDLE_CHECK(!squares.next() && !squares.next());
        });
    }

    void aGeneratorThatIsNotAskedToTheEndIsUnwound() {
        onCarrier([] {
            auto held = std::make_shared<int>(7);
            {
                Generator<int> endless{"endless", [held](auto& out) {
                                           const std::shared_ptr<int> mine = held;
                                           for (;;) out.give(*mine);
                                       }};
                HEDDLE_CHECK(endless.next() == 7);
                const Generator<int> neverAsked{"never asked", [held](auto& out) { out.give(1); }};
            }
            HEDDLE_CHECK(held.use_count() == 1);
        });
    }

    void whatAGeneratorThrowsComesOutOfNext() {
        onCarrier([] {
            Generator<int> broken{"broken", [](auto& out) {
                                      out.give(1);
                                      throw std::runtime_error{"no more"};
                                  }};
            HEDDLE_CHECK(broken.next() == 1);
            std::string said;
            try {
                static_cast<void>(broken.next());
            } catch (const std::runtime_error& error) {
                said = error.what();
            }
            HEDDLE_CHECK(said == "no more");
            HEDDLE_CHECK(!broken.next());
        });
    }
};

QTEST_GUILESS_MAIN(FibersTest)
#include "tst_fibers.moc"
