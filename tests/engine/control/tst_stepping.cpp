// Interactive stepping: who is chosen next, when a drive ends, and the tree of what was stepped.
#include <QTest>

#include "engine/control/choosers.h"
#include "engine/control/history_tree.h"
#include "engine/control/replay.h"
#include "tests/engine/control/programs.h"

using namespace heddle::control;
using namespace heddle::control::testing;

namespace {

constexpr std::uint32_t kMany = 1000;

std::string tasksOf(const std::vector<Step>& steps) {
    std::string text;
    for (const Step& step : steps)
        text += static_cast<char>('1' + static_cast<char>(indexOf(step.choice.task)));
    return text;
}

Step stepOf(std::size_t task, OperationKind kind = OperationKind::Yield) {
    Step step;
    step.choice.task = taskAt(task);
    step.operation.kind = kind;
    return step;
}

std::vector<TaskView> sleepers() {
    std::vector<TaskView> views(3);
    for (TaskView& view : views) {
        view.next.kind = OperationKind::Sleep;
        view.mayGo = true;
    }
    views[0].due = std::chrono::seconds(3);
    views[1].due = std::chrono::seconds(1);
    views[2].next.kind = OperationKind::Lock;
    views[2].next.timed = true;
    views[2].mayGo = false;
    views[2].mayTimeOut = true;
    views[2].due = std::chrono::seconds(2);
    return views;
}

}  // namespace

class SteppingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneTaskGoesUntilItBlocks() {
        const Program program = deadlockAb(2, false);
        MachineExecutor executor{program};
        QVERIFY(executor.restart().ok());
        executor.step({taskAt(1), false});  // P2 has B
        OneTask chooser{taskAt(0)};
        const Drive run = drive(executor, chooser, kMany);
        QVERIFY(run.end == DriveEnd::Failed);  // taking A closed the cycle, which is all there is
        QCOMPARE(tasksOf(run.steps), std::string("1"));
        QVERIFY(executor.restart().ok());
        const Drive alone = drive(executor, chooser, kMany);
        QVERIFY(alone.end == DriveEnd::NothingToDo);
        QCOMPARE(tasksOf(alone.steps), std::string("11111"));
    }

    void roundRobinTakesTurns() {
        const Program program = independent(3, 3);
        MachineExecutor executor{program};
        QVERIFY(executor.restart().ok());
        RoundRobin one;
        QCOMPARE(tasksOf(drive(executor, one, kMany).steps), std::string("123123123123"));
        QVERIFY(executor.restart().ok());
        RoundRobin two{2, taskAt(0)};
        QCOMPARE(tasksOf(drive(executor, two, kMany).steps), std::string("223311223311"));
    }

    void roundRobinPassesOverWhoIsBlocked() {
        const Program program = lostUpdate(2, true);
        MachineExecutor executor{program};
        QVERIFY(executor.restart().ok());
        RoundRobin chooser;
        const Drive run = drive(executor, chooser, kMany);
        QVERIFY(run.end == DriveEnd::AllEnded);
        QVERIFY(!run.failure);
    }

    void calmSwitchesOnlyWhenItMust() {
        const Program program = lostUpdate(3, false);
        MachineExecutor executor{program};
        QVERIFY(executor.restart().ok());
        Calm chooser{taskAt(1)};
        const Drive run = drive(executor, chooser, kMany);
        QVERIFY(run.end == DriveEnd::AllEnded);
        std::string text = tasksOf(run.steps);
        text.erase(std::unique(text.begin(), text.end()), text.end());
        // P4 waits for P1, P2 and P3 in turn: it may go between them.
        QVERIFY(text.size() <= 5);
    }

    void atRandomIsTheSameForASeed() {
        const Program program = busy(20);
        MachineExecutor executor{program};
        std::vector<std::string> runs;
        for (const std::uint64_t seed : {1u, 1u, 2u}) {
            QVERIFY(executor.restart().ok());
            AtRandom chooser{seed};
            runs.push_back(tasksOf(drive(executor, chooser, kMany).steps));
        }
        QCOMPARE(runs[0], runs[1]);
        QVERIFY(runs[0] != runs[2]);
    }

    void timePassesOnlyWhenNobodyElseMayGo() {
        auto views = sleepers();
        RoundRobin robin;
        Calm calm;
        AtRandom random{1};
        for (Chooser* chooser :
             {static_cast<Chooser*>(&robin), static_cast<Chooser*>(&calm), static_cast<Chooser*>(&random)}) {
            const Choice first = *chooser->choose(views);
            QVERIFY(first == (Choice{taskAt(1), false}));
        }
        views[1].due = std::chrono::seconds(9);
        QVERIFY(*earliestLastResort(views) == (Choice{taskAt(2), true}));
        views[2].mayGo = true;
        QVERIFY(*calm.choose(views) == (Choice{taskAt(2), false}));
    }

    void aDriveStopsAtTheEventAskedFor() {
        const Program program = deadlockAb(2, false);
        MachineExecutor executor{program};
        const auto run = [&](const StopWhen& stop) {
            (void)executor.restart().ok();
            RoundRobin chooser;
            return drive(executor, chooser, kMany, stop);
        };
        Drive taken = run(whenTaken(static_cast<ObjectNumber>(1)));
        QVERIFY(taken.end == DriveEnd::Stopped);
        QCOMPARE(tasksOf(taken.steps), std::string("12"));
        const Drive blocked = run(whenSomebodyBlocks());
        QVERIFY(blocked.end == DriveEnd::Stopped);
        QCOMPARE(tasksOf(blocked.steps), std::string("12"));
        const Drive stuck = run(whenDeadlock());
        QVERIFY(stuck.end == DriveEnd::Stopped);
        QCOMPARE(stuck.failure->stuck.size(), 2u);
        (void)executor.restart().ok();
        RoundRobin chooser;
        QVERIFY(drive(executor, chooser, 1).end == DriveEnd::StepLimit);
    }

    void aPartialDeadlockIsSeenWhileOthersRun() {
        const Program program = deadlockAb(3, false);
        MachineExecutor executor{program};
        QVERIFY(executor.restart().ok());
        RoundRobin chooser;
        const Drive run = drive(executor, chooser, kMany, whenDeadlock());
        QVERIFY(run.end == DriveEnd::Stopped);
        QCOMPARE(tasksOf(run.steps), std::string("12"));
        QCOMPARE(run.failure->stuck.size(), 2u);
    }

    void aChoiceThatIsNotPossibleIsRefusedInWords() {
        const Program program = deadlockAb(2, false);
        MachineExecutor executor{program};
        QVERIFY(executor.restart().ok());
        executor.step({taskAt(0), false});
        executor.step({taskAt(1), false});
        QVERIFY(whyNot(executor, {taskAt(7), false}).error().why == "there is no such task");
        QCOMPARE(whyNot(executor, {taskAt(0), false}).error().sentence(),
                 std::string("step 'P1': it is blocked: it waits in lock on 'B', held by 'P2'; choose a task "
                             "that may go"));
    }

    void allBranchesOfAHistoryStay() {
        HistoryTree tree;
        tree.advance(stepOf(0));
        const NodeNumber fork = tree.advance(stepOf(1));
        const NodeNumber left = tree.advance(stepOf(0));
        tree.back();
        QVERIFY(tree.current() == fork);
        const NodeNumber right = tree.advance(stepOf(1));
        const NodeNumber deeper = tree.advance(stepOf(2));
        QVERIFY(left != right);
        QCOMPARE(tree.size(), 6u);
        QCOMPARE(tree.node(fork).children.size(), 2u);
        QVERIFY((tree.leaves() == std::vector<NodeNumber>{left, deeper}));
        QCOMPARE(tasksOf(tree.steps(left)), std::string("121"));
        QCOMPARE(tasksOf(tree.steps(deeper)), std::string("1223"));
        QVERIFY(tree.parting(left, deeper) == fork);
        QVERIFY(tree.parting(right, deeper) == right);
        QVERIFY(tree.parting(NodeNumber::Root, deeper) == NodeNumber::Root);
        QVERIFY(tree.parting(left, left) == left);
    }

    void theSameChoiceGoesDownTheSameBranch() {
        HistoryTree tree;
        const NodeNumber first = tree.advance(stepOf(0));
        QVERIFY(tree.back());
        QVERIFY(!tree.back());
        QVERIFY(tree.advance(stepOf(0)) == first);
        QCOMPARE(tree.size(), 2u);
    }

    void namesOfBranchesAreUnique() {
        HistoryTree tree;
        const NodeNumber a = tree.advance(stepOf(0)), b = tree.advance(stepOf(1));
        QVERIFY(tree.setName(a, "before").ok());
        QVERIFY(tree.setName(a, "before").ok());
        QVERIFY(!tree.setName(b, "before").ok());
        QVERIFY(!tree.setName(b, "").ok());
        QVERIFY(tree.find("before") == a);
        QVERIFY(!tree.find("after").has_value());
        QVERIFY(!tree.find("").has_value());
        tree.removeName(a);
        QVERIFY(tree.setName(b, "before").ok());
    }

    void goingBackIsRunningAgain() {
        const Program program = busy(20);
        MachineExecutor executor{program};
        QVERIFY(executor.restart().ok());
        HistoryTree tree;
        AtRandom chooser{3};
        std::vector<std::uint64_t> states{executor.fingerprint()};
        while (executor.standing() == Outcome::GoesOn) {
            const Choice choice = *chooser.choose(executor.tasks());
            tree.advance({choice, executor.tasks()[indexOf(choice.task)].next});
            executor.step(choice);
            states.push_back(executor.fingerprint());
        }
        while (tree.back()) {
            QVERIFY(replay(executor, tree.steps(tree.current())).ok());
            QCOMPARE(executor.fingerprint(), states[tree.node(tree.current()).depth]);
        }
    }
};

QTEST_GUILESS_MAIN(SteppingTest)
#include "tst_stepping.moc"
