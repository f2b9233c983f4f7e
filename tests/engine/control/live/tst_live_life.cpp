// Processes that end others, end themselves, suspend and activate, under control: a signal is a step, at
// whose end it has been obeyed, and the same choices give the same run.
#include <signal.h>

#include <set>

#include <QFile>
#include <QTest>

#include "tests/engine/control/any_choice.h"
#include "tests/engine/control/live/live_run.h"

using namespace heddle;
using namespace heddle::control;
using heddle::test::AnyChoice;
using heddle::test::liveRun;
using heddle::test::processesOf;
using heddle::test::taskNamed;
using heddle::test::text;

namespace {

constexpr std::uint32_t kEnough = 2'000;

// False: it does not come there.
bool stepUntil(LiveExecutor& run, std::string_view task, OperationKind kind) {
    for (int i = 0; i < 100; ++i) {
        const TaskNumber number = taskNamed(run, task);
        if (number != TaskNumber::None && run.tasks()[indexOf(number)].next.kind == kind)
            return true;
        RoundRobin turns;
        run.step(*turns.choose(run.tasks()));
    }
    return false;
}

// As /proc tells it; 0: there is no such process.
char stateOf(pid_t pid) {
    QFile file{QStringLiteral("/proc/%1/stat").arg(pid)};
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readAll();
    return line.mid(line.lastIndexOf(')') + 2, 1).at(0);
}

}  // namespace

class LiveLifeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whateverIsChosenTheSignalIsObeyed_data() {
        QTest::addColumn<QString>("program");
        for (const char* name : {"kills", "terminates", "inherits", "inherits-recursive", "inherits-shared",
                                 "inherits-from-reader", "inherits-unit", "exits", "leaves-daemons",
                                 "notifies-the-living", "suspends", "suspends-and-terminates"})
            QTest::newRow(name) << name;
    }
    void whateverIsChosenTheSignalIsObeyed() {
        QFETCH(QString, program);
        std::set<pid_t> pids;
        {
            const auto run = liveRun(program.toStdString());
            for (std::uint64_t seed = 0; seed < 12; ++seed) {
                QVERIFY(run->restart());
                AtRandom calmly{seed};
                AnyChoice wildly{seed};
                Drive made = drive(*run, seed % 2 == 0 ? static_cast<Chooser&>(calmly) : wildly, kEnough);
                QVERIFY2(made.end == DriveEnd::AllEnded && !made.failure,
                         qPrintable(QStringLiteral("seed %1: end %2 after %3 steps, %4")
                                        .arg(seed)
                                        .arg(static_cast<int>(made.end))
                                        .arg(made.steps.size())
                                        .arg(text(made.failure ? made.failure->message : ""))));
                const std::uint64_t fingerprint = run->fingerprint();
                pids.merge(processesOf(*run));
                // By the script, and once more by the same one.
                for (int again = 0; again < 2; ++again) {
                    const auto replayed = run->restartAt(made.steps);
                    QVERIFY2(replayed, replayed ? "" : replayed.error().sentence().c_str());
                    QCOMPARE(run->standing(), Outcome::AllEnded);
                    QCOMPARE(run->fingerprint(), fingerprint);
                    pids.merge(processesOf(*run));
                }
            }
        }
        for (const pid_t pid : pids) QVERIFY(::kill(pid, 0) != 0);
    }

    void aKillIsAStepAfterWhichItsVictimsAreDead() {
        const auto run = liveRun("kills");
        QVERIFY(stepUntil(*run, "kills", OperationKind::Kill));
        const TaskNumber killer = taskNamed(*run, "kills");
        QCOMPARE(run->tasks()[indexOf(killer)].next.target, taskNamed(*run, "victim"));
        std::vector<pid_t> victims;
        for (const char* name : {"victim", "its thread", "its daemon"}) {
            QVERIFY(run->tasks()[indexOf(taskNamed(*run, name))].isAlive());
            victims.push_back(run->segment().controlOf(refOf(taskNamed(*run, name))).pid.load());
        }
        QCOMPARE(run->step({killer}), Outcome::GoesOn);
        for (const char* name : {"victim", "its thread", "its daemon"})
            QVERIFY(!run->tasks()[indexOf(taskNamed(*run, name))].isAlive());
        QCOMPARE(run->statusOf(taskNamed(*run, "victim")), SIGKILL);
        // The victim is a zombie, which its parent has not asked for yet; its daemon is nobody's any more.
        QCOMPARE(stateOf(victims[0]), 'Z');
        QTRY_VERIFY(::kill(victims[2], 0) != 0);
    }

    void whoIsSuspendedCannotBeChosenUntilItIsActivated() {
        const auto run = liveRun("suspends");
        QVERIFY(stepUntil(*run, "suspends", OperationKind::Suspend));
        const auto waiter = [&] { return run->tasks()[indexOf(taskNamed(*run, "waiter"))]; };
        run->step({taskNamed(*run, "suspends")});
        QVERIFY(waiter().isSuspended && !waiter().mayGo);
        const auto refused = whyNot(*run, {taskNamed(*run, "waiter")});
        QVERIFY(!refused);
        QCOMPARE(QString::fromStdString(refused.error().why), QStringLiteral("its process is suspended"));
        QVERIFY(stepUntil(*run, "suspends", OperationKind::Activate));
        QVERIFY(waiter().isSuspended);
        run->step({taskNamed(*run, "suspends")});
        QVERIFY(!waiter().isSuspended && waiter().mayGo);
    }

    void aSuspendedProcessCanBeEndedFromOutside() {
        const auto run = liveRun("suspends");
        QVERIFY(stepUntil(*run, "suspends", OperationKind::Suspend));
        run->step({taskNamed(*run, "suspends")});
        QVERIFY(run->kill(taskNamed(*run, "waiter")));
        QVERIFY(!run->tasks()[indexOf(taskNamed(*run, "waiter"))].isAlive());
        QCOMPARE(run->standing(), Outcome::GoesOn);
    }

    void aSignalThatAProcessTakesItselfIsRefusedInWords() {
        const auto run = liveRun("refuses");
        RoundRobin turns;
        const Drive made = drive(*run, turns, kEnough);
        QVERIFY(made.failure);
        QVERIFY(text(made.failure->message).contains(QStringLiteral("that cannot be stepped")));
    }
};

QTEST_GUILESS_MAIN(LiveLifeTest)
#include "tst_live_life.moc"
