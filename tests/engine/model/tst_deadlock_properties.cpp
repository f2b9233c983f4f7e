// The watch against a witness that looks at everything again after each event, in the plainest way there is:
// on random runs of tasks that lock, wait, put, join, end.
#include <QTest>

#include <set>

#include "tests/engine/model/random_world.h"

using namespace heddle;
using namespace heddle::model;

namespace {

std::set<TaskId> stuckIn(const Snapshot& snapshot) {
    std::set<TaskId> stuck;
    for (const Deadlock& deadlock : snapshot.deadlocks()) {
        if (deadlock.brokenAt)
            continue;
        for (const auto* tasks : {&deadlock.tasks, &deadlock.entangled, &deadlock.behind}) {
            for (const TaskId task : *tasks) {
                if (snapshot.task(task)->isAlive())
                    stuck.insert(task);
            }
        }
    }
    return stuck;
}

QList<unsigned> listed(const std::set<TaskId>& tasks) {
    QList<unsigned> list;
    for (const TaskId task : tasks) list.append(task.value());
    return list;
}

}  // namespace

class DeadlockPropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWatchFindsWhoIsStuckAtEachStepAndNobodyElse_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 1000; ++seed) QTest::addRow("seed %u", seed) << seed;
    }
    void theWatchFindsWhoIsStuckAtEachStepAndNobodyElse() {
        QFETCH(unsigned, seed);
        RandomWorld world{seed};
        Model model;
        for (int step = 0; step < 300 && world.step(); ++step) {
            model.apply(world.s.takeEvents());
            const SnapshotPtr snapshot = model.snapshot(world.s.now());
            QCOMPARE(listed(stuckIn(*snapshot)), listed(world.stuck()));
            m_foundStuck += world.stuck().empty() ? 0 : 1;
            for (const Deadlock& deadlock : snapshot->deadlocks()) {
                QCOMPARE(deadlock.tasks.size(), deadlock.edges.size());
                QCOMPARE(deadlock.tasks.size(), deadlock.objects.size());
                QVERIFY(deadlock.at <= world.s.now());
            }
        }
    }
    void cleanupTestCase() { QVERIFY(m_foundStuck > 1000); }  // the runs were not without deadlocks

private:
    int m_foundStuck = 0;
};

QTEST_GUILESS_MAIN(DeadlockPropertiesTest)
#include "tst_deadlock_properties.moc"
