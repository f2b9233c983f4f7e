#include "tests/ui/shell/x_server.h"

#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

namespace heddle::test {
namespace {

constexpr int kPatience = 60'000;  // ms, for a loaded machine

}  // namespace

XServer::~XServer() {
    for (QProcess* process : {&m_manager, &m_x}) {
        if (process->state() == QProcess::NotRunning)
            continue;
        process->terminate();
        process->waitForFinished(kPatience);
    }
}

QString XServer::start() {
    for (const char* need : {"Xvfb", "xdotool", "openbox"})
        if (QStandardPaths::findExecutable(QString::fromLatin1(need)).isEmpty())
            return QStringLiteral("%1 is not installed").arg(QLatin1String(need));
    m_x.start(
        QStringLiteral("Xvfb"),
        {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
         QStringLiteral("1280x720x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    QByteArray number;
    while (!number.endsWith('\n') && m_x.waitForReadyRead(kPatience)) number += m_x.readAllStandardOutput();
    if (!number.endsWith('\n') || !m_folder.isValid())
        return QStringLiteral("Xvfb does not start");
    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(QStringLiteral("DISPLAY"), QLatin1Char(':') + QString::fromLatin1(number.trimmed()));
    m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.path());
    m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder.path());
    m_environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    m_manager.setProcessEnvironment(m_environment);
    // A window that asks to be shown while the manager takes over the screen is never shown: so it says when
    // it has done so.
    const QString ready = m_folder.filePath(QStringLiteral("managed"));
    m_manager.start(QStringLiteral("openbox"),
                    {QStringLiteral("--startup"), QStringLiteral("touch ") + ready});
    const bool isManaged = QTest::qWaitFor([&ready] { return QFile::exists(ready); }, kPatience);
    return isManaged ? QString() : QStringLiteral("openbox does not start");
}

QString XServer::awaitWindow(const QString& pattern) const {
    const QRegularExpression wanted{pattern};
    QString id;
    const auto isActive = [&] {
        id = run(QStringLiteral("xdotool"), {QStringLiteral("getactivewindow")});
        return wanted.match(run(QStringLiteral("xdotool"), {QStringLiteral("getwindowname"), id})).hasMatch();
    };
    if (!QTest::qWaitFor(isActive, kPatience))
        QTest::qFail(qPrintable(QStringLiteral("no window %1 became active").arg(pattern)), __FILE__,
                     __LINE__);
    return id;
}

QString XServer::run(const QString& program, const QStringList& arguments) const {
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, arguments);
    process.waitForFinished(kPatience);
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void XServer::key(const QString& name) const {
    run(QStringLiteral("xdotool"), {QStringLiteral("key"), name});
}

void XServer::type(const QString& text) const {
    run(QStringLiteral("xdotool"), {QStringLiteral("type"), text});
}

void XServer::click(QPoint at, int button) const {
    run(QStringLiteral("xdotool"),
        {QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y()),
         QStringLiteral("click"), QString::number(button)});
}

}  // namespace heddle::test
