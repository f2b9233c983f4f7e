// When the steps of a task's creation were done, from streams whose truth is known.
#include <QTest>

#include "engine/model/beginning.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::CreationStep;
using wire::EventKind;

namespace {

wire::Event stepDone(TaskId task, CreationStep step, Instant when) {
    return {.value = static_cast<std::uint64_t>(toNs(when)),
            .task = task.value(),
            .kind = EventKind::TaskStepDone,
            .detail = static_cast<std::uint16_t>(step)};
}

Beginning beginningOf(const StreamBuilder& stream, TaskId task) {
    const SnapshotPtr seen = stream.snapshot();
    return model::beginningOf(*seen, *seen->task(task));
}

// A process that was asked for at `asked`, with all its steps told.
struct Told {
    StreamBuilder s;
    Instant asked = s.now();
    TaskId task;

    Told() {
        const TaskId main = s.process("main");
        s.after(100us);
        task = s.process("child", main);
        s.event({.value = static_cast<std::uint64_t>(toNs(asked)),
                 .task = task.value(),
                 .kind = EventKind::TaskRequested});
        s.event(stepDone(task, CreationStep::ControlBlock, asked + 30us));
        s.event(stepDone(task, CreationStep::Resources, asked + 80us));
        s.event(stepDone(task, CreationStep::Filled, asked + 100us));
    }
};

}  // namespace

class BeginningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachMomentIsToldInItsTurn() {
        Told t;
        t.s.after(10us).admit(t.task);
        const Instant ready = t.s.now();
        t.s.after(50us).in(t.task);
        const Beginning told = beginningOf(t.s, t.task);
        QCOMPARE(told.asked, t.asked);
        QCOMPARE(*told.when(Milestone::ControlBlock) - t.asked, Duration{30us});
        QCOMPARE(*told.when(Milestone::Resources) - t.asked, Duration{80us});
        QCOMPARE(*told.when(Milestone::Filled) - t.asked, Duration{100us});
        QVERIFY(*told.when(Milestone::ReadyQueue) >= ready);
        QVERIFY(*told.when(Milestone::Processor) >= ready + 50us);
        QVERIFY(told.tellsSteps());
        QVERIFY(told.isAllTold());
        QVERIFY(told.isInOrder());
    }

    // As in every run that does not ask for them, and in recordings of earlier versions.
    void withoutStepsTheRestIsKnownAllTheSame() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.admit(main).after(5us).in(main);
        const Beginning told = beginningOf(s, main);
        QVERIFY(!told.tellsSteps());
        QVERIFY(!told.isAllTold());
        QVERIFY(told.isInOrder());
        QVERIFY(!told.when(Milestone::Filled));
        QVERIFY(told.when(Milestone::Processor));
    }

    void aThreadHasItsStackBeforeItsControlBlock() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.after(100us);
        const TaskId thread = s.thread(main, "thread");
        s.event(stepDone(thread, CreationStep::Resources, s.now() - 50us));
        const Beginning told = beginningOf(s, thread);
        QCOMPARE(told.moments[0].milestone, Milestone::Resources);
        QCOMPARE(told.moments[1].milestone, Milestone::ControlBlock);
    }

    void aMomentBeforeAnEarlierOneIsOutOfOrder() {
        Told t;
        QVERIFY(beginningOf(t.s, t.task).isInOrder());
        const TaskId other = t.s.process("other", t.task);
        t.s.after(100us).event(stepDone(other, CreationStep::ControlBlock, t.s.now()));
        t.s.event(stepDone(other, CreationStep::Resources, t.s.now() - 1us));
        QVERIFY(!beginningOf(t.s, other).isInOrder());
    }

    // It may have come onto a processor while nobody could know.
    void whatComesAfterAGapIsNotItsBeginning() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main).after(5us);
        const TaskId child = s.process("child", main);
        s.admit(child).after(5us).gapBegan(wire::GapSource::KernelCpu, 1).after(5us);
        s.gapEnded(wire::GapSource::KernelCpu, 1, 3).after(5us).in(child, 1);
        const Beginning told = beginningOf(s, child);
        QVERIFY(told.when(Milestone::ReadyQueue));
        QVERIFY(!told.when(Milestone::Processor));
    }

    void theFirstWordCountsAndNonsenseDoesNot() {
        Told t;
        t.s.event(stepDone(t.task, CreationStep::Filled, t.asked + 1us));
        t.s.event(stepDone(t.task, static_cast<CreationStep>(0), t.asked));
        t.s.event(stepDone(t.task, static_cast<CreationStep>(99), t.asked));
        const TaskId other = t.s.process("other", t.task);
        t.s.event(stepDone(other, CreationStep::Filled, t.s.now() + 1s));  // it is still to come
        QCOMPARE(*beginningOf(t.s, t.task).when(Milestone::Filled) - t.asked, Duration{100us});
        QVERIFY(!beginningOf(t.s, other).tellsSteps());
    }
};

QTEST_GUILESS_MAIN(BeginningTest)
#include "tst_beginning.moc"
