#include <QElapsedTimer>
#include <QTest>

#include "tests/ui/models/synthetic_runs.h"
#include "tests/ui/models/warnings_fail.h"
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
