#include <QTest>
#include <random>

#include "tests/ui/models/synthetic_runs.h"
#include "ui/waitgraph/graph_layout.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;

namespace {

Moment present(const StreamBuilder& s) {
    const auto snapshot = s.snapshot();
    return {snapshot, snapshot->now()};
}

bool hasNode(const WaitGraph& graph, TaskId task) {
    return std::any_of(graph.nodes.begin(), graph.nodes.end(),
                       [task](const GraphNode& n) { return n.task == task; });
}

// Tasks and locks in any tangle.
WaitGraph tangle(std::uint32_t seed) {
    std::minstd_rand random{seed};
    WaitGraph graph;
    const std::size_t count = 1 + random() % kMostGraphNodes;
    for (std::size_t i = 0; i < count; ++i) {
        GraphNode node;
        node.kind = static_cast<GraphNode::Kind>(random() % 3);
        if (node.kind == GraphNode::Kind::Object)
            node.units.resize(random() % (static_cast<unsigned>(kMostUnits) + 1));
        graph.nodes.push_back(node);
    }
    for (std::size_t i = 0; i < count; ++i)
        graph.edges.push_back(
            {.from = i, .to = random() % count, .kind = static_cast<GraphEdge::Kind>(random() % 4)});
    if (random() % 2 == 0 && count >= 2) {
        const std::size_t length = 2 + random() % (count - 1);
        for (std::size_t i = 0; i < length; ++i) {
            graph.cycle.push_back(i);
            graph.edges.push_back(
                {.from = i, .to = (i + 1) % length, .kind = GraphEdge::Kind::Waits, .isInCycle = true});
        }
    }
    return graph;
}

}  // namespace

class WaitGraphTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeadlockIsShownFirstWithWhoWaitsBehindIt() {
        DeadlockRun run;
        const WaitGraph graph = buildWaitGraph(present(run.s), {});
        QCOMPARE(graph.cycles, 1u);
        QCOMPARE(graph.cycle.size(), 4u);
        QCOMPARE(graph.waiting, 9u);
        QCOMPARE(graph.notShown, 0u);
        // Two tasks, two locks, main that joins, and a pile of six.
        QCOMPARE(graph.nodes.size(), 6u);
        const auto pile = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                       [](const GraphNode& n) { return n.kind == GraphNode::Kind::Group; });
        QVERIFY(pile != graph.nodes.end());
        QCOMPARE(pile->members.size(), 6u);
        QCOMPARE(pile->members.front(), run.threads[2]);
        QCOMPARE(std::count_if(graph.edges.begin(), graph.edges.end(),
                               [](const GraphEdge& e) { return e.isInCycle; }),
                 4);
        for (std::size_t i = 0; i < graph.cycle.size(); ++i) {
            const std::size_t from = graph.cycle[i], to = graph.cycle[(i + 1) % 4];
            QVERIFY(std::any_of(graph.edges.begin(), graph.edges.end(), [=](const GraphEdge& e) {
                return e.from == from && e.to == to && e.isInCycle;
            }));
        }
    }

    void theSelectionStepsOutOfThePile() {
        DeadlockRun run;
        const WaitGraph graph =
            buildWaitGraph(present(run.s), {.task = run.threads[5], .object = {}, .intervalAt = {}});
        QVERIFY(hasNode(graph, run.threads[5]));
        QCOMPARE(graph.cycle.size(), 4u);
    }

    void aSemaphoreWithSeveralHoldersIsNoDeadlock() {
        SemaphoreRun run;
        const WaitGraph graph = buildWaitGraph(present(run.s), {});
        QCOMPARE(graph.cycles, 0u);
        QVERIFY(graph.cycle.empty());
        for (std::size_t i = 0; i < 3; ++i) QVERIFY(hasNode(graph, run.workers[i]));
        const auto node = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                       [&](const GraphNode& n) { return n.object == run.semaphore; });
        QCOMPARE(node->units, (std::vector{run.workers[0], run.workers[1], run.workers[2]}));
        // The line of each holder leaves from its unit.
        const GraphLayout layout =
            layOutGraph(graph, {600, 400}, std::vector<double>(graph.nodes.size(), 3.0));
        const auto number = static_cast<std::size_t>(node - graph.nodes.begin());
        std::size_t lines = 0;
        for (const GraphEdge& edge : graph.edges) {
            if (edge.from != number)
                continue;
            QCOMPARE(edge.kind, GraphEdge::Kind::HeldBy);
            QVERIFY(std::count(layout.units[number].begin(), layout.units[number].end(),
                               shapeOf(edge, graph, layout).begin) == 1);
            ++lines;
        }
        QCOMPARE(lines, 3u);
    }

    void aLockWhoseHolderHasEndedIsMarkedThoughThereIsNoCircle() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId dead = s.thread(main, "dead"), t = s.thread(main, "T");
        const ObjectId a = s.mutex("A", main);
        s.in(main).acquire(dead, a).exit(dead).after(20ms).admit(t).in(t);
        s.wait(t, Operation::Lock, a).out(t).after(1ms);
        const WaitGraph graph = buildWaitGraph(present(s), {});
        QCOMPARE(graph.cycles, 1u);
        QCOMPARE(graph.cycle.size(), 2u);
        QVERIFY(!graph.isCircular);
        const auto wait = std::find_if(graph.edges.begin(), graph.edges.end(),
                                       [](const GraphEdge& e) { return e.isInCycle; });
        QVERIFY(wait != graph.edges.end() && wait->kind == GraphEdge::Kind::Waits);
        QCOMPARE(graph.nodes[wait->from].task, t);
        QCOMPARE(graph.nodes[wait->to].object, a);
    }

    void tasksThatCouldEndEachOthersWaitsStandInACircle() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId one = s.thread(main, "one"), two = s.thread(main, "two");
        const ObjectId a = s.queue("a", main, 1), b = s.queue("b", main, 1);
        s.admit(main).admit(one).admit(two).join(main, one).out(main);
        s.in(one).wait(one, Operation::Get, a).out(one).in(two).wait(two, Operation::Get, b).out(two);
        const WaitGraph graph = buildWaitGraph(present(s.after(1ms)), {});
        QCOMPARE(graph.cycles, 1u);
        QVERIFY(graph.isCircular);
        for (std::size_t i = 0; i < graph.cycle.size(); ++i) {
            const std::size_t from = graph.cycle[i], to = graph.cycle[(i + 1) % graph.cycle.size()];
            QVERIFY(std::any_of(graph.edges.begin(), graph.edges.end(), [=](const GraphEdge& e) {
                return e.from == from && e.to == to && e.isInCycle;
            }));
        }
        QVERIFY(std::any_of(graph.edges.begin(), graph.edges.end(),
                            [](const GraphEdge& e) { return e.kind == GraphEdge::Kind::CouldEnd; }));
    }

    void whereNobodyWaitsThereIsNothing() {
        StreamBuilder s;
        s.in(s.process("main")).after(1ms);
        const WaitGraph graph = buildWaitGraph(present(s), {});
        QVERIFY(graph.nodes.empty());
        QCOMPARE(graph.waiting, 0u);
    }

    void whatFindsNoRoomIsCounted() {
        // Twenty pairs: each has a lock of its own that the other one waits for.
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main);
        for (int i = 0; i < 20; ++i) {
            const TaskId holder = s.thread(main, "holder " + std::to_string(i));
            const TaskId waiter = s.thread(main, "waiter " + std::to_string(i));
            const ObjectId lock = s.mutex("L" + std::to_string(i), main);
            s.admit(holder).admit(waiter).in(holder, 1).acquire(holder, lock).out(holder).in(waiter, 1);
            s.wait(waiter, Operation::Lock, lock).out(waiter);
        }
        const WaitGraph graph = buildWaitGraph(present(s), {});
        QCOMPARE(graph.waiting, 20u);
        QCOMPARE(graph.notShown, 19u);
        QCOMPARE(graph.nodes.size(), 3u);
    }

    void aCircleIsShownWholeInAnyRoom() {
        constexpr std::size_t kPhilosophers = 5;
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main);
        std::vector<TaskId> philosophers;
        std::vector<ObjectId> forks;
        for (std::size_t i = 0; i < kPhilosophers; ++i) {
            philosophers.push_back(s.thread(main, "p" + std::to_string(i)));
            forks.push_back(s.mutex("f" + std::to_string(i), main));
            s.admit(philosophers[i]);
        }
        for (std::size_t i = 0; i < kPhilosophers; ++i)
            s.in(philosophers[i], 1).acquire(philosophers[i], forks[i]).preempt(philosophers[i]);
        for (std::size_t i = 0; i < kPhilosophers; ++i) {
            s.in(philosophers[i], 1).wait(philosophers[i], Operation::Lock, forks[(i + 1) % kPhilosophers]);
            s.out(philosophers[i]);
        }
        s.join(main, philosophers[0]).out(main).after(1s);
        constexpr std::size_t kRoom = 4;
        // From who waits for the circle, too.
        for (const TaskId selected : {TaskId{}, philosophers[2], main}) {
            Selection selection;
            selection.task = selected;
            const WaitGraph graph = buildWaitGraph(present(s), selection, kRoom);
            QCOMPARE(graph.cycle.size(), 2 * kPhilosophers);
            QVERIFY(!selected || hasNode(graph, selected));
        }
    }

    void beforeTheCycleClosedThereWasNone() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const WaitGraph graph = buildWaitGraph(Moment(snapshot, snapshot->now() - 1150ms), {});
        QCOMPARE(graph.cycles, 0u);
        QVERIFY(graph.waiting > 0);
    }

    void theSameMomentGivesTheSamePicture() {
        DeadlockRun run;
        const WaitGraph a = buildWaitGraph(present(run.s), {});
        run.s.after(10ms);
        const WaitGraph b = buildWaitGraph(present(run.s), {});
        const std::vector<double> widths(a.nodes.size(), 3.0);
        QCOMPARE(layOutGraph(a, {400, 300}, widths).nodes, layOutGraph(b, {400, 300}, widths).nodes);
    }

    // A chain of seven: side by side each would have room for two letters.
    void namesOfALongChainAreReadInFull() {
        constexpr std::size_t kNodes = 7;
        WaitGraph graph;
        graph.nodes.resize(kNodes);
        for (std::size_t i = 0; i + 1 < kNodes; ++i)
            graph.edges.push_back({.from = i, .to = i + 1, .kind = GraphEdge::Kind::Waits});
        constexpr double kName = 5.0;  // of its height
        const GraphLayout layout = layOutGraph(graph, {375, 290}, std::vector<double>(kNodes, kName));
        for (const QRectF& box : layout.nodes) QVERIFY(box.width() >= kName * layout.textSize + 16);
    }

    void nodesNeverOverlapNorLeaveThePicture_data() {
        QTest::addColumn<QSizeF>("size");
        for (const QSize size : {QSize(400, 280), QSize(240, 140), QSize(300, 800), QSize(1400, 700)})
            QTest::addRow("%d x %d", size.width(), size.height()) << QSizeF(size);
    }
    void nodesNeverOverlapNorLeaveThePicture() {
        QFETCH(const QSizeF, size);
        for (std::uint32_t seed = 1; seed <= 500; ++seed) {
            const WaitGraph graph = tangle(seed);
            std::vector<double> widths;
            for (std::size_t i = 0; i < graph.nodes.size(); ++i)
                widths.push_back(1.0 + static_cast<double>((seed + i) % 9));
            const GraphLayout layout = layOutGraph(graph, size, widths);
            QCOMPARE(layout.nodes.size(), graph.nodes.size());
            for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
                QVERIFY(QRectF(QPointF(), size).contains(layout.nodes[i]));
                for (const QPointF unit : layout.units[i]) QVERIFY(layout.nodes[i].contains(unit));
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY2(!layout.nodes[i].intersects(layout.nodes[k]), qPrintable(QString::number(seed)));
            }
            for (const GraphEdge& edge : graph.edges) {
                const EdgeShape shape = shapeOf(edge, graph, layout);
                QVERIFY(std::isfinite(shape.begin.x()) && std::isfinite(shape.end.y()));
            }
        }
    }
};

QTEST_GUILESS_MAIN(WaitGraphTest)
#include "tst_wait_graph.moc"
