#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/models/synthetic_runs.h"
#include "tests/ui/models/warnings_fail.h"
#include "ui/models/object_table_model.h"
#include "ui/models/task_table_model.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;

namespace {

MomentPtr present(const StreamBuilder& s) {
    const auto snapshot = s.snapshot();
    return std::make_shared<Moment>(snapshot, snapshot->now());
}

QString textOf(const QAbstractItemModel& model, const QModelIndex& row, int column) {
    return model.data(row.siblingAtColumn(column)).toString();
}

}  // namespace

class TableModelsTest : public QObject {
    Q_OBJECT
    WarningsFail m_warnings;

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_warnings.take(), QStringList()); }

    void aGrowingRunNeverResetsTheTasks() {
        TaskTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main);
        model.setMoment(present(s));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept(model.indexOf(main));
        std::vector<TaskId> threads;
        for (int i = 0; i < 30; ++i) {
            threads.push_back(s.thread(main, "T" + std::to_string(i)));
            s.admit(threads.back()).after(1ms);
            if (i % 3 == 0) {
                const TaskId process = s.process("child " + std::to_string(i), main);
                const TaskId inner = s.thread(process, "inner");
                const TaskId fiber = s.fiber(inner, "fiber");
                s.in(inner, 1).after(1us).admit(fiber).fiberIn(fiber, inner).after(1us).out(inner);
            }
            if (i % 2 == 0)
                model.setMoment(present(s));
        }
        model.setMoment(present(s));
        QCOMPARE(resets.count(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(model.taskAt(kept), main);
        QCOMPARE(model.rowCount(), 11);                     // main and ten children
        QCOMPARE(model.rowCount(model.indexOf(main)), 30);  // its threads
        const QModelIndex child = model.index(1, 0);
        QCOMPARE(textOf(model, child, TaskTableModel::Name), QStringLiteral("child 0"));
        const QModelIndex inner = model.index(0, 0, child);
        QCOMPARE(textOf(model, inner, TaskTableModel::Name), QStringLiteral("inner"));
        QCOMPARE(textOf(model, model.index(0, 0, inner), TaskTableModel::Kind), QStringLiteral("fiber"));
    }

    void onlyRowsThatDifferAreAnnounced() {
        DeadlockRun run;
        TaskTableModel model;
        model.setMoment(present(run.s));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        run.s.after(10ms);
        model.setMoment(present(run.s));
        QCOMPARE(changes.count(), 0);  // everybody is as blocked as before
        run.s.woken(run.threads[3]).after(1ms);
        model.setMoment(present(run.s));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.taskAt(changes[0][0].toModelIndex()), run.threads[3]);
        QCOMPARE(model.taskAt(changes[0][1].toModelIndex()), run.threads[3]);
    }

    void aRowIsAProcessControlBlock() {
        DeadlockRun run;
        run.s.counter(run.threads[0], wire::CounterKind::Policy, 0);
        run.s.counter(run.threads[0], wire::CounterKind::ResidentBytes, 3 << 20);
        TaskTableModel model;
        model.setMoment(present(run.s));
        const QModelIndex row = model.indexOf(run.threads[0]);
        QCOMPARE(textOf(model, row, TaskTableModel::Name), QStringLiteral("Thread-1"));
        QCOMPARE(textOf(model, row, TaskTableModel::StateColumn), QStringLiteral("blocked"));
        QCOMPARE(textOf(model, row, TaskTableModel::Why), QStringLiteral("lock(A), held by Thread-2"));
        QCOMPARE(textOf(model, row, TaskTableModel::Place), QStringLiteral("deadlock_ab.cpp:30"));
        QCOMPARE(textOf(model, row, TaskTableModel::CpuTime), QStringLiteral("160 ms"));
        QCOMPARE(textOf(model, row, TaskTableModel::VoluntarySwitches), QStringLiteral("2"));
        QCOMPARE(textOf(model, row, TaskTableModel::Policy), QStringLiteral("fair"));
        QCOMPARE(textOf(model, row, TaskTableModel::Memory), QStringLiteral("3.00 MiB"));
        QCOMPARE(textOf(model, row, TaskTableModel::Priority), QString());  // nobody told
    }

    void thePastIsShownAtTheCursor() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        TaskTableModel model;
        model.setMoment(std::make_shared<Moment>(snapshot, snapshot->now()));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setMoment(std::make_shared<Moment>(snapshot, snapshot->start() + 50ms));
        QVERIFY(changes.count() > 0);
        QCOMPARE(textOf(model, model.indexOf(run.main), TaskTableModel::StateColumn),
                 QStringLiteral("running"));
        QCOMPARE(textOf(model, model.indexOf(run.threads[7]), TaskTableModel::StateColumn),
                 QStringLiteral("not yet there"));
    }

    void anotherRunStartsAnew() {
        DeadlockRun run;
        TaskTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setMoment(present(run.s));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        StreamBuilder other;
        other.process("other");
        model.setMoment(present(other));
        QCOMPARE(resets.count(), 1);
        QCOMPARE(model.rowCount(), 1);
        model.setMoment(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void tenThousandTasksStayCheap() {
        CrowdRun run(10'000);
        TaskTableModel model;
        model.setMoment(present(run.s));
        std::vector<qint64> times;
        for (int i = 0; i < 5; ++i) {
            for (std::size_t k = 0; k < 100; ++k) run.s.woken(run.threads[2 + 97 * k]);
            const MomentPtr next = present(run.s);
            QElapsedTimer clock;
            clock.start();
            model.setMoment(next);
            times.push_back(clock.nsecsElapsed());
        }
        std::sort(times.begin(), times.end());
        qInfo("one update of 10,000 rows: %.2f ms", static_cast<double>(times[2]) / 1e6);
        QVERIFY2(times[2] < 50'000'000, "several updates a second would be felt");
    }

    void objectsShowHolderValueAndTheirLine() {
        SemaphoreRun run;
        ObjectTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setMoment(present(run.s));
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex row = model.indexOf(run.semaphore);
        QCOMPARE(textOf(model, row, ObjectTableModel::Kind), QStringLiteral("semaphore"));
        QCOMPARE(textOf(model, row, ObjectTableModel::Value), QStringLiteral("0 of 3 free"));
        QCOMPARE(textOf(model, row, ObjectTableModel::Who),
                 QStringLiteral("held by P1, P2 and P3; waiting: P4, P5, P6, P7 and P8"));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        run.handOver();
        const ObjectId lock = run.s.mutex("late", run.main);
        model.setMoment(present(run.s));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(textOf(model, model.indexOf(lock), ObjectTableModel::Value), QStringLiteral("free"));
        QCOMPARE(textOf(model, row, ObjectTableModel::Who),
                 QStringLiteral("held by P2, P3 and P4; waiting: P5, P6, P7 and P8"));
    }
};

QTEST_GUILESS_MAIN(TableModelsTest)
#include "tst_table_models.moc"
