#include <QTest>

#include "tests/ui/models/synthetic_runs.h"
#include "ui/models/moment.h"
#include "ui/models/view_state.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;
using model::State;

class MomentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMomentOfThePastIsWhatThePresentWasThen() {
        // The same run, taken at its end and taken when it was only so far.
        SemaphoreRun early;
        const auto before = early.s.snapshot();
        const Moment present(before, before->now());
        SemaphoreRun late;
        late.handOver();
        const auto after = late.s.snapshot();
        const Moment past(after, before->now());
        QVERIFY(present.isPresent());
        QVERIFY(!past.isPresent());
        QCOMPARE(past.taskCount(), present.taskCount());
        for (const model::TaskInfo& task : before->tasks())
            QCOMPARE(past.stateOf(task.id), present.stateOf(task.id));
        QCOMPARE(past.waits().size(), present.waits().size());
        const auto ids = [](const auto& list) {
            std::vector<TaskId> tasks;
            for (const auto& entry : list) tasks.push_back(entry.task);
            return tasks;
        };
        QCOMPARE(ids(past.holdersOf(early.semaphore)), ids(present.holdersOf(early.semaphore)));
        QCOMPARE(ids(past.waitersOf(early.semaphore)), ids(present.waitersOf(early.semaphore)));
        QCOMPARE(past.levelOf(early.semaphore), present.levelOf(early.semaphore));
    }

    void aTaskThatDidNotExistYetIsNotCounted() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const Moment moment(snapshot, snapshot->task(run.threads[3])->created - 1ns);
        QVERIFY(moment.exists(run.threads[2]));
        QVERIFY(!moment.exists(run.threads[3]));
        QCOMPARE(moment.taskCount(), 4u);
        QVERIFY(!moment.exists(TaskId{}));
        QVERIFY(!moment.exists(TaskId{99}));
    }

    void countsAddUpToTheTasks() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const Duration length = snapshot->now() - snapshot->start();
        for (int i = 0; i <= 50; ++i) {
            const Moment moment(snapshot, snapshot->start() + length * i / 50);
            std::size_t sum = 0;
            for (std::size_t s = 0; s < model::kStateCount; ++s) sum += moment.count(static_cast<State>(s));
            QCOMPARE(sum, moment.taskCount());
        }
    }

    void allViewsShareOneMoment() {
        DeadlockRun run;
        ViewState view;
        QVERIFY(!view.moment());
        view.setSnapshot(run.s.snapshot());
        const MomentPtr moment = view.moment();
        QCOMPARE(view.moment(), moment);
        view.setCursor(view.snapshot()->start() + 100ms);
        QVERIFY(view.moment() != moment);
        QCOMPARE(view.moment()->at(), view.instant());
        view.setSnapshot(nullptr);
        QVERIFY(!view.moment());
    }
};

QTEST_GUILESS_MAIN(MomentTest)
#include "tst_moment.moc"
