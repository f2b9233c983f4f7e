#include <QElapsedTimer>
#include <QTest>

#include "engine/model/step_time.h"
#include "tests/ui/models/synthetic_runs.h"
#include "tests/ui/models/warnings_fail.h"
#include "ui/theme/theme.h"
#include "ui/waitgraph/graph_labels.h"
#include "ui/waitgraph/graph_painter.h"
#include "ui/waitgraph/wait_graph_view.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;

class WaitGraphViewTest : public QObject {
    Q_OBJECT
    WarningsFail m_warnings;

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_warnings.take(), QStringList()); }

    void aClickOnANodeSelectsIt() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        WaitGraphView view(&state);
        view.resize(420, 280);
        view.show();
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.placeOf(run.threads[1]).center().toPoint());
        QCOMPARE(state.selection().task, run.threads[1]);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.placeOf(run.b).center().toPoint());
        QCOMPARE(state.selection().object, run.b);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(state.selection().object != run.b);
    }

    void hoverAndSpokenWordsTellWhoWaits() {
        DeadlockRun run;
        ViewState state;
        WaitGraphView view(&state);
        view.resize(420, 280);
        state.setSnapshot(run.s.snapshot());
        QTRY_VERIFY(!view.graph().nodes.empty());
        QVERIFY(view.explanation(view.placeOf(run.threads[0]).center())
                    .startsWith(QStringLiteral("Thread-1 has waited ")));
        QVERIFY(view.explanation(view.placeOf(run.a).center()).startsWith(QStringLiteral("lock A")));
        const QPointF between = (view.placeOf(run.threads[0]).center() + view.placeOf(run.a).center()) / 2;
        const QString wait = view.explanation(between);
        QVERIFY2(wait.startsWith(QStringLiteral("Thread-1 waits in lock(A)\nsince ")), qPrintable(wait));
        QVERIFY2(wait.contains(QStringLiteral("deadlock_ab.cpp:30")), qPrintable(wait));
        const QString hold =
            view.explanation((view.placeOf(run.a).center() + view.placeOf(run.threads[1]).center()) / 2);
        QVERIFY2(hold.startsWith(QStringLiteral("Thread-2 has A\nsince ")), qPrintable(hold));
        QVERIFY2(hold.contains(QStringLiteral("deadlock_ab.cpp:21")), qPrintable(hold));
        const QString spoken = view.accessibleDescription();
        QVERIFY2(spoken.contains(QStringLiteral("Deadlocks: 1.")), qPrintable(spoken));
        QVERIFY2(spoken.contains(QStringLiteral("Thread-1 waits for A.")), qPrintable(spoken));
        QVERIFY2(spoken.contains(QStringLiteral("A is held by Thread-2.")), qPrintable(spoken));
    }

    void inStepsEachEdgeSaysItsLineAndItsStep_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("panel") << QSize(320, 260);
        QTest::newRow("wide") << QSize(420, 280);
        QTest::newRow("picture") << QSize(1200, 700);
    }
    void inStepsEachEdgeSaysItsLineAndItsStep() {
        QFETCH(const QSize, size);
        StreamBuilder s(wire::KernelSource::Gate);
        const TaskId main = s.process("deadlock-ab");
        const TaskId one = s.thread(main, "Thread-1"), two = s.thread(main, "Thread-2");
        const ObjectId a = s.mutex("A", main), b = s.mutex("B", main);
        const auto site = [&s](std::uint32_t line) { return s.site("deadlock_ab.cpp", line); };
        s.admit(one).admit(two).in(main).after(3ms).join(main, one, site(32)).out(main);
        s.in(one).after(2ms).acquire(one, a, 1, site(16)).preempt(one);
        s.in(two).after(2ms).acquire(two, b, 1, site(23)).preempt(two);
        s.in(one).after(2ms).wait(one, wire::Operation::Lock, b, site(18)).out(one);
        s.in(two).after(2ms).wait(two, wire::Operation::Lock, a, site(25)).out(two).after(1ms);
        const auto snapshot = s.snapshot();
        const Moment moment(snapshot, snapshot->now());
        const WaitGraph graph = buildWaitGraph(moment, {});
        QCOMPARE(graph.edges.size(), 5u);
        const GraphLayout layout = layOutGraph(graph, size, labelWidthsOf(graph, *snapshot));
        QFont font = Theme::font();
        font.setPixelSize(qRound(layout.textSize));
        const auto labels = placeEdgeLabels(graph, layout, *snapshot, font, {});
        QCOMPARE(labels.size(), graph.edges.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const QString text = labels[i].lines.join(QLatin1Char(' '));
            const GraphEdge& edge = graph.edges[labels[i].edge];
            QVERIFY2(text.contains(QStringLiteral("line %1").arg(snapshot->site(edge.site).line)),
                     qPrintable(text));
            QVERIFY2(text.contains(QStringLiteral("step %1").arg(model::stepAt(*snapshot, edge.since))),
                     qPrintable(text));
            const QRectF room = labels[i].box.adjusted(0, 3, 0, -3);
            for (const QRectF& node : layout.nodes) QVERIFY(!node.intersects(room));
            for (std::size_t j = 0; j < i; ++j) QVERIFY(!labels[j].box.intersects(room));
        }
    }

    void withoutWaitingAndWithoutARunItPaintsAnInvitation() {
        ViewState state;
        WaitGraphView view(&state);
        view.resize(420, 280);
        QVERIFY(!view.grab().isNull());
        StreamBuilder s;
        s.in(s.process("main")).after(1ms);
        state.setSnapshot(s.snapshot());
        QTRY_VERIFY(view.accessibleDescription().contains(QStringLiteral("Nobody waits")));
        QVERIFY(!view.grab().isNull());
    }

    void paintingIsCheap() {
        CrowdRun run(10'000);
        ViewState state;
        WaitGraphView view(&state);
        view.resize(420, 280);
        QElapsedTimer clock;
        std::vector<qint64> renew, paint;
        QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
        for (int i = 0; i < 7; ++i) {
            run.s.after(1ms);
            const auto snapshot = run.s.snapshot();
            clock.start();
            state.setSnapshot(snapshot);
            state.selectTask(run.threads[static_cast<std::size_t>(i)]);  // renews at once
            renew.push_back(clock.nsecsElapsed());
            clock.start();
            view.render(&image);
            paint.push_back(clock.nsecsElapsed());
        }
        std::sort(renew.begin(), renew.end());
        std::sort(paint.begin(), paint.end());
        qInfo("9,000 waiters: a new snapshot %.2f ms, a repaint %.2f ms", static_cast<double>(renew[3]) / 1e6,
              static_cast<double>(paint[3]) / 1e6);
        QVERIFY(paint[3] < 16'000'000);
    }
};

QTEST_MAIN(WaitGraphViewTest)
#include "tst_wait_graph_view.moc"
