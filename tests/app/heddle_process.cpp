#include "tests/app/heddle_process.h"

#include <grp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace heddle::test {
namespace {

constexpr int kGenerousMs = 60'000;

constexpr unsigned kNobody = 65534;

bool becomeOrdinaryUser() {
    return ::setgroups(0, nullptr) == 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
}

// In the environment of all that a test starts: other tests may run the same programs at the same time.
const char* const kMark = "HEDDLE_TEST";
QByteArray ownMark() {
    return QByteArray::number(::getpid());
}

QByteArray contents(qint64 pid, const char* file) {
    QFile of(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(file)));
    return of.open(QIODevice::ReadOnly) ? of.readAll() : QByteArray{};
}

}  // namespace

QJsonObject Finished::json() const {
    return QJsonDocument::fromJson(out).object();
}

bool canOrdinaryUserReachHeddle() {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit((::geteuid() != 0 || becomeOrdinaryUser()) && ::access(HEDDLE_BINARY, X_OK) == 0 ? 0 : 1);
    int status = -1;
    return ::waitpid(child, &status, 0) == child && status == 0;
}

std::unique_ptr<QProcess> startHeddle(const QStringList& arguments, const Environment& environment) {
    auto process = std::make_unique<QProcess>();
    process->setProgram(QStringLiteral(HEDDLE_BINARY));
    process->setArguments(arguments);
    qputenv(kMark, ownMark());
    if (!environment.input)
        process->setStandardInputFile(environment.terminal.isEmpty() ? QProcess::nullDevice()
                                                                     : environment.terminal);
    if (!environment.folder.isEmpty())
        process->setWorkingDirectory(environment.folder);
    if (environment.withoutDisplay) {
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.remove(QStringLiteral("DISPLAY"));
        variables.remove(QStringLiteral("WAYLAND_DISPLAY"));
        variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("none-such"));
        process->setProcessEnvironment(variables);
    }
    process->setChildProcessModifier([isOrdinary = environment.asOrdinaryUser && ::geteuid() == 0,
                                      descriptors = environment.descriptors, tasks = environment.tasks] {
        const auto limit = [](__rlimit_resource resource, const std::optional<unsigned>& most) {
            const rlimit few{most.value_or(0), most.value_or(0)};
            if (most && ::setrlimit(resource, &few) != 0)
                ::_exit(99);
        };
        limit(RLIMIT_NOFILE, descriptors);
        limit(RLIMIT_NPROC, tasks);
        if (isOrdinary && !becomeOrdinaryUser())
            ::_exit(99);
    });
    process->start();
    if (environment.input) {
        process->write(*environment.input);
        process->closeWriteChannel();
    }
    return process;
}

Finished waitFor(QProcess& process) {
    if (!process.waitForFinished(kGenerousMs)) {
        const QByteArray err = process.readAllStandardError();
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), "did not end in time\n" + err};
    }
    const int status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {status, process.readAllStandardOutput(), process.readAllStandardError()};
}

Finished runHeddle(const QStringList& arguments, const Environment& environment) {
    return waitFor(*startHeddle(arguments, environment));
}

QList<qint64> processesWith(const QByteArray& marker) {
    const QByteArray own = QByteArray{kMark} + '=' + ownMark() + '\0';
    QList<qint64> found;
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isPid = false;
        const qint64 pid = entry.toLongLong(&isPid);
        if (isPid && pid != ::getpid() && contents(pid, "cmdline").contains(marker) &&
            contents(pid, "environ").contains(own))
            found.append(pid);
    }
    return found;
}

}  // namespace heddle::test
