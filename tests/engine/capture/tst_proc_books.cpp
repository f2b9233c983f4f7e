// /proc, read; and what two looks at it prove.
#include <unistd.h>

#include <QTest>

#include "engine/capture/proc_books.h"
#include "engine/capture/task_watch.h"
#include "engine/model/state.h"

using namespace heddle;
using namespace heddle::capture;

class ProcBooksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNameMayContainAnything() {
        const auto books = parseStat(
            "42 (a) R (b c) S 7 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 99 1000 33 18446744073709551615 "
            "1 1 0 0 0 0 0 "
            "0 0 0 0 0 17 1 50 2 0 0 0\n");
        QVERIFY(books.has_value());
        QCOMPARE(books->name, std::string{"a) R (b c"});
        QCOMPARE(books->state, 'S');
        QCOMPARE(books->parent, Pid{7});
        QCOMPARE(books->priority, 20);
        QCOMPARE(books->residentPages, 33);
        QCOMPARE(books->policy, 2);
    }

    void aTextCutShortIsRefusedOrZero() {
        for (const char* text : {"", "42", "42 (name", "42 name)", "42 (name)", ")("})
            QVERIFY(!parseStat(text).has_value());
        const auto books = parseStat("42 (name) R 1");
        QVERIFY(books.has_value());
        QCOMPARE(books->policy, 0);
    }

    void aSystemCallIsReadWithItsProgramCounter() {
        const auto call = parseCall("202 0x1 0x2 0x3 0x4 0x5 0x6 0x7ffc0 0x7f0011\n");
        QVERIFY(call.has_value());
        QCOMPARE(call->number, 202);
        QCOMPARE(call->programCounter, 0x7f0011u);
        QVERIFY(!parseCall("running\n").has_value());
    }

    void ownBooksAreReadable() {
        const Pid pid{::getpid()};
        const Tid tid{pid.value()};
        QCOMPARE(readStat(pid, tid)->state, 'R');
        QVERIFY(readSwitches(pid, tid).has_value());
        QVERIFY(exists(pid, tid));
        QVERIFY(!readStat(Pid{0x3fffffff}, Tid{0x3fffffff}).has_value());
    }

    void onlyWhatTheCountersProveIsTold_data() {
        QTest::addColumn<char>("from");
        QTest::addColumn<char>("to");
        QTest::addColumn<int>("cpu");
        QTest::addColumn<int>("arrivals");
        QTest::addColumn<int>("spanMs");
        QTest::addColumn<int>("proven");
        const auto row = [](const char* name, char from, char to, int cpu, int arrivals, int span,
                            SampledState proven) {
            QTest::addRow("%s", name) << from << to << cpu << arrivals << span << static_cast<int>(proven);
        };
        row("slept all the time", 'S', 'S', 0, 0, 8, SampledState::Blocked);
        row("slept uninterruptibly", 'D', 'D', 0, 0, 8, SampledState::Blocked);
        row("slept, but ran in between", 'S', 'S', 100, 1, 8, SampledState::Unknown);
        row("ran all the time", 'R', 'R', 4, 0, 8, SampledState::Running);
        row("ran, was preempted, ran", 'R', 'R', 4, 1, 8, SampledState::Unknown);
        row("ready for long", 'R', 'R', 0, 0, 24, SampledState::Ready);
        row("running or ready: too short to tell", 'R', 'R', 0, 0, 3, SampledState::Unknown);
        row("went to sleep", 'R', 'S', 1, 0, 8, SampledState::Unknown);
        row("stopped", 'T', 'T', 0, 0, 8, SampledState::SuspendedReady);
        row("unreadable", '?', 'S', 0, 0, 8, SampledState::Unknown);
    }
    void onlyWhatTheCountersProveIsTold() {
        QFETCH(char, from);
        QFETCH(char, to);
        QFETCH(int, cpu);
        QFETCH(int, arrivals);
        QFETCH(int, spanMs);
        QFETCH(int, proven);
        Sample first, second;
        first.time = 1'000'000'000;
        first.state = from;
        second = first;
        second.state = to;
        second.time += static_cast<std::uint64_t>(spanMs) * 1'000'000;
        second.run.cpuNs += static_cast<std::uint64_t>(cpu) * 1'000'000;
        second.run.arrivals += static_cast<std::uint64_t>(arrivals);
        QCOMPARE(static_cast<int>(provenBetween(first, second)), proven);
    }

    void sampledStatesHaveTheNumbersOfTheModel() {
        using model::State;
        const std::pair<SampledState, State> same[] = {{SampledState::Unknown, State::Unknown},
                                                       {SampledState::Ready, State::Ready},
                                                       {SampledState::Running, State::Running},
                                                       {SampledState::Blocked, State::Blocked},
                                                       {SampledState::SuspendedReady, State::SuspendedReady}};
        for (const auto& [sampled, state] : same)
            QCOMPARE(static_cast<int>(sampled), static_cast<int>(state));
    }
};

QTEST_GUILESS_MAIN(ProcBooksTest)
#include "tst_proc_books.moc"
