// The real program on a real X server, driven by real keys and clicks.
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kPatience = 60'000;  // ms, for a loaded machine

QString run(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.waitForFinished(kPatience);
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

}  // namespace

class WindowOnXTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        for (const char* need : {"Xvfb", "xdotool", "openbox"})
            if (QStandardPaths::findExecutable(QString::fromLatin1(need)).isEmpty())
                QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(QLatin1String(need))));
        m_x.start(QStringLiteral("Xvfb"), {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                                           QStringLiteral("1280x720x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        QByteArray number;
        QTRY_VERIFY_WITH_TIMEOUT((number += m_x.readAllStandardOutput()).endsWith('\n'), kPatience);
        QVERIFY(m_folder.isValid());
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(QStringLiteral("DISPLAY"), QLatin1Char(':') + QString::fromLatin1(number.trimmed()));
        m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.path());
        m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder.path());
        m_environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        m_manager.setProcessEnvironment(m_environment);
        m_manager.start(QStringLiteral("openbox"), {});
        QVERIFY(m_manager.waitForStarted(kPatience));
        // A window that asks to be shown while the manager takes over the screen is never shown.
        QTRY_VERIFY_WITH_TIMEOUT(
            !run(QStringLiteral("xdotool"), {QStringLiteral("get_num_desktops")}, m_environment).isEmpty(), kPatience);
    }

    void cleanupTestCase() {
        for (QProcess* process : {&m_manager, &m_x}) {
            process->terminate();
            process->waitForFinished(kPatience);
        }
    }

    void aUserRunsAScenarioSavesItAndQuits() {
        const QString saved = m_folder.filePath(QStringLiteral("by-hand.heddle"));
        QProcess heddle;
        heddle.setProcessEnvironment(m_environment);
        heddle.setProcessChannelMode(QProcess::ForwardedChannels);
        heddle.start(QStringLiteral(HEDDLE_BINARY), {});
        QVERIFY(heddle.waitForStarted(kPatience));

        awaitWindow(QStringLiteral("^Heddle$"));
        key(QStringLiteral("ctrl+l"));
        awaitWindow(QStringLiteral("^Scenarios"));
        key(QStringLiteral("shift+Tab"));  // from the list to the search field
        type(QStringLiteral("lost-update"));
        key(QStringLiteral("Return"));
        awaitWindow(QStringLiteral("^lost-update"));

        // Saving is possible while it runs and after; the file grows to a whole recording.
        key(QStringLiteral("ctrl+s"));
        awaitWindow(QStringLiteral("^Save recording"));
        type(saved);
        key(QStringLiteral("Return"));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo{saved}.size() > 0, kPatience);
        const QString report = run(QStringLiteral(HEDDLE_BINARY), {QStringLiteral("report"), saved}, m_environment);
        QVERIFY2(report.contains(QStringLiteral("lost-update")), qPrintable(report));

        awaitWindow(QStringLiteral("^lost-update"));
        key(QStringLiteral("ctrl+q"));
        QVERIFY(heddle.waitForFinished(kPatience));
        QCOMPARE(heddle.exitStatus(), QProcess::NormalExit);
        QCOMPARE(heddle.exitCode(), 0);
    }

    void aClickOnTheFirstCardOpensTheLibrary() {
        QProcess heddle;
        heddle.setProcessEnvironment(m_environment);
        heddle.start(QStringLiteral(HEDDLE_BINARY), {});
        QVERIFY(heddle.waitForStarted(kPatience));
        const QString id = awaitWindow(QStringLiteral("^Heddle$"));
        const QString shape = run(QStringLiteral("xdotool"), {QStringLiteral("getwindowgeometry"), QStringLiteral("--shell"), id}, m_environment);
        const auto value = [&shape](const QString& name) {
            return shape.section(name + QLatin1Char('='), 1).section(QLatin1Char('\n'), 0, 0).toInt();
        };
        run(QStringLiteral("xdotool"),
            {QStringLiteral("mousemove"), QString::number(value(QStringLiteral("X")) + value(QStringLiteral("WIDTH")) / 4),
             QString::number(value(QStringLiteral("Y")) + value(QStringLiteral("HEIGHT")) * 6 / 10), QStringLiteral("click"), QStringLiteral("1")},
            m_environment);
        awaitWindow(QStringLiteral("^Scenarios"));
        key(QStringLiteral("Escape"));
        awaitWindow(QStringLiteral("^Heddle$"));
        key(QStringLiteral("ctrl+q"));
        QVERIFY(heddle.waitForFinished(kPatience));
    }

private:
    // Waits until the active window has such a name; its id.
    QString awaitWindow(const QString& pattern) {
        const QRegularExpression wanted{pattern};
        QString id;
        const bool came = QTest::qWaitFor(
            [&] {
                id = run(QStringLiteral("xdotool"), {QStringLiteral("getactivewindow")}, m_environment);
                return wanted.match(run(QStringLiteral("xdotool"), {QStringLiteral("getwindowname"), id}, m_environment)).hasMatch();
            },
            kPatience);
        if (!came)
            qWarning("no window %s became active", qPrintable(pattern));
        return id;
    }
    void key(const QString& name) { run(QStringLiteral("xdotool"), {QStringLiteral("key"), name}, m_environment); }
    void type(const QString& text) { run(QStringLiteral("xdotool"), {QStringLiteral("type"), text}, m_environment); }

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess m_x;
    QProcess m_manager;
};

QTEST_GUILESS_MAIN(WindowOnXTest)
#include "tst_window_on_x.moc"
