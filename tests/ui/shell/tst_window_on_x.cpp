// The real program on a real X server, driven by real keys and clicks.
#include <QFileInfo>
#include <QTest>

#include "tests/ui/shell/x_server.h"

namespace {

constexpr int kPatience = 60'000;  // ms, for a loaded machine

}  // namespace

class WindowOnXTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (const QString why = m_x.start(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aUserRunsAScenarioSavesItAndQuits() {
        const QString saved = m_x.filePath(QStringLiteral("by-hand.heddle"));
        QProcess heddle;
        heddle.setProcessEnvironment(m_x.environment());
        heddle.setProcessChannelMode(QProcess::ForwardedChannels);
        heddle.start(QStringLiteral(HEDDLE_BINARY), {});
        QVERIFY(heddle.waitForStarted(kPatience));

        m_x.awaitWindow(QStringLiteral("^Heddle$"));
        m_x.key(QStringLiteral("ctrl+l"));
        m_x.awaitWindow(QStringLiteral("^Scenarios"));
        m_x.type(QStringLiteral("lost-update"));
        m_x.key(QStringLiteral("Return"));
        m_x.awaitWindow(QStringLiteral("^lost-update"));

        // Saving is possible while it runs and after; the file grows to a whole recording.
        m_x.key(QStringLiteral("ctrl+s"));
        m_x.awaitWindow(QStringLiteral("^Save recording"));
        m_x.type(saved);
        m_x.key(QStringLiteral("Return"));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo{saved}.size() > 0, kPatience);
        const QString report = m_x.run(QStringLiteral(HEDDLE_BINARY), {QStringLiteral("report"), saved});
        QVERIFY2(report.contains(QStringLiteral("lost-update")), qPrintable(report));

        m_x.awaitWindow(QStringLiteral("^lost-update"));
        m_x.key(QStringLiteral("ctrl+q"));
        QVERIFY(heddle.waitForFinished(kPatience));
        QCOMPARE(heddle.exitStatus(), QProcess::NormalExit);
        QCOMPARE(heddle.exitCode(), 0);
    }

    void aClickOnTheFirstCardOpensTheLibrary() {
        QProcess heddle;
        heddle.setProcessEnvironment(m_x.environment());
        heddle.start(QStringLiteral(HEDDLE_BINARY), {});
        QVERIFY(heddle.waitForStarted(kPatience));
        const QString id = m_x.awaitWindow(QStringLiteral("^Heddle$"));
        const QString shape = m_x.run(QStringLiteral("xdotool"),
                                      {QStringLiteral("getwindowgeometry"), QStringLiteral("--shell"), id});
        const auto value = [&shape](const QString& name) {
            return shape.section(name + QLatin1Char('='), 1).section(QLatin1Char('\n'), 0, 0).toInt();
        };
        m_x.run(QStringLiteral("xdotool"),
                {QStringLiteral("mousemove"),
                 QString::number(value(QStringLiteral("X")) + value(QStringLiteral("WIDTH")) / 4),
                 QString::number(value(QStringLiteral("Y")) + value(QStringLiteral("HEIGHT")) * 6 / 10),
                 QStringLiteral("click"), QStringLiteral("1")});
        m_x.awaitWindow(QStringLiteral("^Scenarios"));
        m_x.key(QStringLiteral("Escape"));
        m_x.awaitWindow(QStringLiteral("^Heddle$"));
        m_x.key(QStringLiteral("ctrl+q"));
        QVERIFY(heddle.waitForFinished(kPatience));
    }

private:
    heddle::test::XServer m_x;
};

QTEST_GUILESS_MAIN(WindowOnXTest)
#include "tst_window_on_x.moc"
