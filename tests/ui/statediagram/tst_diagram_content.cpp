#include <QTest>

#include "tests/ui/models/synthetic_runs.h"
#include "ui/statediagram/diagram_content.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;
using model::State;

class DiagramContentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsStaysAndTransitionsAreThoseOfTheStream() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.admit(main).in(main);
        for (int i = 0; i < 4; ++i) s.after(3ms).preempt(main).after(1ms).in(main);
        s.after(3ms).out(main).after(8ms);
        const auto snapshot = s.snapshot();
        DiagramContent content;
        content.update(Moment(snapshot, snapshot->now()), false);
        QCOMPARE(content.in(State::Blocked).tasks, std::vector{main});
        QCOMPARE(content.taken(State::Ready, State::Running), 5u);
        QCOMPARE(content.taken(State::Running, State::Ready), 4u);
        QCOMPARE(content.taken(State::Running, State::Blocked), 1u);
        // Five stays of 3 ms; a few nanoseconds pass between events.
        const auto near = [](std::optional<Duration> value, Duration expected) {
            return value && std::chrono::abs(*value - expected) < 1us;
        };
        QVERIFY(near(content.in(State::Running).meanStay, 3ms));
        QVERIFY(near(content.in(State::Blocked).meanStay, 8ms));
        QVERIFY(near(content.in(State::Ready).meanStay,
                     800us));  // four of 1 ms, one at the start of next to nothing
        QVERIFY(!content.in(State::Terminated).meanStay);
    }

    void theFiveStateViewFoldsTheSuspendedOnes() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main).after(1ms).out(main).after(1ms).stop(main).after(1ms);
        const auto snapshot = s.snapshot();
        DiagramContent content;
        content.update(Moment(snapshot, snapshot->now()), true);
        QCOMPARE(content.in(State::SuspendedBlocked).tasks, std::vector{main});
        QCOMPARE(content.taken(State::Blocked, State::SuspendedBlocked), 1u);
        content.update(Moment(snapshot, snapshot->now()), false);
        QCOMPARE(content.in(State::Blocked).tasks, std::vector{main});
        QVERIFY(content.in(State::SuspendedBlocked).tasks.empty());
        QCOMPARE(content.taken(State::Blocked, State::Blocked), 0u);
    }

    void thePastIsShownAtItsInstant() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        DiagramContent content;
        content.update(Moment(snapshot, snapshot->start() + 50ms), false);
        QCOMPARE(content.in(State::Running).tasks, std::vector{run.main});
        QCOMPARE(content.taskCount(), 3u);
    }
};

QTEST_GUILESS_MAIN(DiagramContentTest)
#include "tst_diagram_content.moc"
