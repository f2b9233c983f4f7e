// The host runs what it is told, tells what became of it, and leaves nothing behind, whatever happens.
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/host/descendants.h"
#include "engine/host/host_client.h"
#include "tests/engine/runtime/collected_events.h"
#include "tests/support/comes_true.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::host;
using Kind = Message::Kind;

namespace {

constexpr auto kLimit = std::chrono::seconds{20};

// Collects the host's messages until `isEnough`.
bool waitFor(HostClient& client, std::vector<Message>& messages, const std::function<bool()>& isEnough) {
    const Instant limit = MonotonicClock::now() + kLimit;
    while (!isEnough()) {
        if (MonotonicClock::now() > limit)
            return false;
        pollfd source{client.descriptor(), POLLIN, 0};
        ::poll(&source, 1, 100);
        if (!client.receive(messages))
            return isEnough();
    }
    return true;
}

const Message* find(const std::vector<Message>& messages, Kind kind, Pid pid = {}) {
    for (const Message& message : messages)
        if (message.kind == kind && (pid.isNone() || message.pid == pid))
            return &message;
    return nullptr;
}

bool waitForEnd(HostClient& client, std::vector<Message>& messages) {
    return waitFor(client, messages, [&] { return find(messages, Kind::AllEnded) != nullptr; });
}

// Processes whose environment holds our mark.
int survivors(const std::string& mark) {
    int count = 0;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc", ignored}) {
        QFile file{QString::fromStdString((entry.path() / "environ").string())};
        if (file.open(QIODevice::ReadOnly))
            count += file.readAll().contains(QByteArray::fromStdString(mark));
    }
    return count;
}

Launch shell(const std::string& script) {
    Launch launch;
    launch.command = {"sh", "-c", script};
    return launch;
}

// Marks everything that is started from now on.
std::string newMark() {
    static int number = 0;
    const std::string value = std::to_string(::getpid()) + "-" + std::to_string(++number);
    ::setenv("HEDDLE_TEST_MARK", value.c_str(), 1);
    return "HEDDLE_TEST_MARK=" + value;
}

std::unique_ptr<HostClient> startedHost() {
    auto client = HostClient::start();
    if (!client)
        qFatal("%s", client.error().sentence().c_str());
    return std::move(client).value();
}

const char* const kTrees[][2] = {
    {"children that sleep", "sleep 1000 & sleep 1000 & wait"},
    {"a child that ignores SIGTERM", "trap '' TERM; while true; do sleep 1; done"},
    {"a child in a session of its own",
     "setsid sh -c 'trap \"\" TERM HUP; while true; do sleep 1; done' & sleep 1000"},
    {"a daemon", "(setsid sh -c 'sleep 1000 & exec sleep 1000' &) ; exit 0"},
    {"a stopped child", "sleep 1000 & kill -STOP $!; kill -STOP $$"},
    {"a small fork bomb",
     "trap '' TERM; bomb() { trap '' TERM; sleep 0.02; [ $1 -gt 0 ] && { bomb $(($1-1)) & bomb $(($1-1)) & "
     "}; "
     "while true; do sleep 1 & wait; done; }; bomb 4 & bomb 4 & wait"},
};

}  // namespace

class HostTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCommandRunsAfterGoAndItsStatusComesBack() {
        QTemporaryDir folder;
        const auto client = startedHost();
        Launch launch = shell("echo here > made; exit 7");
        launch.workingDirectory = folder.path().toStdString();
        const auto pid = client->prepare(launch);
        QVERIFY2(pid.ok(), pid.ok() ? "" : pid.error().sentence().c_str());
        QVERIFY(::kill(pid.value().value(), 0) == 0);
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("made"))));
        client->go();
        std::vector<Message> messages;
        QVERIFY(waitForEnd(*client, messages));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("made"))));
        const Message* reaped = find(messages, Kind::Reaped, pid.value());
        QVERIFY(reaped);
        QVERIFY(WIFEXITED(reaped->status));
        QCOMPARE(WEXITSTATUS(reaped->status), 7);
        QVERIFY(reaped->time <= MonotonicClock::now());
    }

    void aScenarioWritesItsEventsIntoTheSegment() {
        SKIP_WITHOUT_FIBERS();
        auto segment = wire::Segment::create();
        QVERIFY(segment.ok());
        const auto client = startedHost();
        Launch launch;
        launch.scenario = "process-thread-fiber";
        launch.parameters = {{"processes", "2"}, {"threads", "2"}, {"fibers", "3"}, {"hold", "1"}};
        launch.segmentFd = segment.value()->fd();
        const auto pid = client->prepare(launch);
        QVERIFY2(pid.ok(), pid.ok() ? "" : pid.error().sentence().c_str());
        client->go();
        std::vector<Message> messages;
        QVERIFY(waitForEnd(*client, messages));
        const Message* reaped = find(messages, Kind::Reaped, pid.value());
        QVERIFY(reaped);
        QCOMPARE(reaped->status, 0);

        test::CollectedEvents events{*segment.value()};
        events.drain();
        using enum wire::EventKind;
        QCOMPARE(events.count(TaskBound), std::size_t{1 + 2 + 4});
        QCOMPARE(events.count(TaskSpawning), std::size_t{2 + 4});
        QCOMPARE(events.count(TaskCreated), std::size_t{12});
        QCOMPARE(events.count(TaskExited), std::size_t{12});
        QCOMPARE(events.count(ObjectCreated), std::size_t{1});
        const auto onLock = events.onObject(events.objectNamed("shared"));
        for (std::size_t i = 0; i < onLock.size(); ++i)
            QCOMPARE(onLock[i].sequence(), static_cast<std::uint32_t>(i + 1));
        QCOMPARE(events.count(Acquired) + events.count(Granted), std::size_t{12});
        QCOMPARE(events.count(Released) + events.count(Granted), std::size_t{12});
    }

    void nothingIsStartedWhenTheOrderCannotBeCarriedOut_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* program, const char* scenario, const char* key,
                            const char* value, const char* folder, const char* says) {
            QTest::newRow(name) << QString::fromUtf8(program) << QString::fromUtf8(scenario)
                                << QString::fromUtf8(key) << QString::fromUtf8(value)
                                << QString::fromUtf8(folder) << QString::fromUtf8(says);
        };
        row("no such program", "no-such-program", "", "", "", "", "no such program in PATH");
        row("no such file", "./no/such/file", "", "", "", "", "No such file or directory");
        row("a directory", "/etc", "", "", "", "", "it is a directory");
        row("not executable", "/etc/passwd", "", "", "", "", "not executable");
        row("unknown scenario", "", "dedlock-ab", "", "", "", "did you mean 'deadlock-ab'?");
        row("unknown parameter", "", "deadlock-ab", "thread", "3", "", "did you mean 'threads'?");
        row("no number", "", "deadlock-ab", "threads", "ten", "", "'ten' is not a whole number");
        row("too many", "", "deadlock-ab", "threads", "5000", "", "give 2 to 1000");
        row("far too many", "", "deadlock-ab", "threads", "99999999999999999999", "", "give 2 to 1000");
        row("no such directory", "true", "", "", "", "/no/such/directory", "choose another directory");
    }
    void nothingIsStartedWhenTheOrderCannotBeCarriedOut() {
        QFETCH(QString, program);
        QFETCH(QString, scenario);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, folder);
        QFETCH(QString, says);
        Launch launch;
        if (!program.isEmpty())
            launch.command = {program.toStdString()};
        launch.scenario = scenario.toStdString();
        if (!key.isEmpty())
            launch.parameters[key.toStdString()] = value.toStdString();
        launch.workingDirectory = folder.toStdString();
        const auto client = startedHost();
        const auto pid = client->prepare(launch);
        QVERIFY(!pid.ok());
        const QString sentence = QString::fromStdString(pid.error().sentence());
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY(descendantsOf(client->hostPid()).empty());
    }

    void aFileThatIsNoProgramFailsWhenItIsLetGo() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("garbage"));
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x01\x02 no program");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const auto client = startedHost();
        Launch launch;
        launch.command = {path.toStdString()};
        QVERIFY(client->prepare(launch).ok());
        client->go();
        std::vector<Message> messages;
        QVERIFY(waitForEnd(*client, messages));
        const Message* failed = find(messages, Kind::ExecFailed);
        QVERIFY(failed);
        QCOMPARE(failed->status, ENOEXEC);
    }

    void suspendAndResumeAreTold() {
        const auto client = startedHost();
        const auto pid = client->prepare(shell("sleep 1000"));
        QVERIFY(pid.ok());
        client->go();
        std::vector<Message> messages;
        client->suspend(pid.value());
        QVERIFY(waitFor(*client, messages, [&] { return find(messages, Kind::Stopped, pid.value()); }));
        client->resume(pid.value());
        QVERIFY(waitFor(*client, messages, [&] { return find(messages, Kind::Continued, pid.value()); }));
        client->stop();
        QVERIFY(waitForEnd(*client, messages));
    }

    // Who lacks CAP_SYS_NICE, as an ordinary user does, may not have another process's pages taken out of memory.
    // The capability alone is given up, and not root: the host may lie where another user cannot reach it.
    void whatStaysInMemoryIsTold() {
        const pid_t ordinary = ::fork();
        if (ordinary == 0) {
            if (::prctl(PR_CAPBSET_READ, CAP_SYS_NICE) == 1 && ::geteuid() == 0 &&
                ::prctl(PR_CAPBSET_DROP, CAP_SYS_NICE) != 0)
                ::_exit(2);
            const auto client = startedHost();
            const auto pid = client->prepare(shell("sleep 1000"));
            client->go();
            client->suspend(pid.value());
            std::vector<Message> messages;
            const bool areTold = waitFor(*client, messages, [&] {  // in either order
                return find(messages, Kind::KeptInMemory, pid.value()) &&
                       find(messages, Kind::Stopped, pid.value());
            });
            client->kill();
            ::_exit(areTold ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(ordinary, &status, 0), ordinary);
        QCOMPARE(status, 0);
    }

    // Nobody is left who could activate them.
    void whoIsLeftStoppedByItsKinIsEnded_data() {
        QTest::addColumn<QString>("script");
        QTest::newRow("an orphan") << QStringLiteral("sleep 1000 & kill -STOP $!");
        QTest::newRow("a child of an orphan")
            << QStringLiteral("sh -c 'sleep 1000 & kill -STOP $!; kill -STOP $$' &");
    }
    void whoIsLeftStoppedByItsKinIsEnded() {
        QFETCH(QString, script);
        const std::string mark = newMark();
        const auto client = startedHost();
        const auto pid = client->prepare(shell(script.toStdString()));
        QVERIFY(pid.ok());
        client->go();
        std::vector<Message> messages;
        QVERIFY(waitForEnd(*client, messages));
        QVERIFY(find(messages, Kind::Reaped, pid.value()));
        QVERIFY(descendantsOf(client->hostPid()).empty());
        QCOMPARE(survivors(mark), 1);  // the host itself
    }

    // The observer may still activate it.
    void whoWasSuspendedByTheObserverStays() {
        const auto client = startedHost();
        const auto pid = client->prepare(shell("sleep 1000 & read line < /proc/$!/stat"));
        QVERIFY(pid.ok());
        client->go();
        std::vector<Message> messages;
        QVERIFY(waitFor(*client, messages, [&] { return find(messages, Kind::Reaped, pid.value()); }));
        const std::vector<Pid> left = descendantsOf(client->hostPid());
        QCOMPARE(left.size(), std::size_t{1});
        client->suspend(left.front());
        QVERIFY(waitFor(*client, messages, [&] { return find(messages, Kind::Stopped, left.front()); }));
        QVERIFY(!test::comesTrue([&] { return descendantsOf(client->hostPid()).empty(); },
                                 std::chrono::seconds{1}));  // some looks of the host long
        client->stop();
        QVERIFY(waitForEnd(*client, messages));
    }

    void aProcessOfSomebodyElseIsNotSuspended() {
        const pid_t other = ::fork();
        if (other == 0) {
            ::pause();
            ::_exit(0);
        }
        const auto client = startedHost();
        client->suspend(Pid{other});
        Launch launch = shell("true");  // an answer comes only after that
        QVERIFY(client->prepare(launch).ok());
        int status = 0;
        QCOMPARE(::waitpid(other, &status, WNOHANG | WUNTRACED), 0);
        ::kill(other, SIGKILL);
        ::waitpid(other, &status, 0);
    }

    void stopLeavesNothing_data() { rowsOfTrees(); }
    void stopLeavesNothing() {
        QFETCH(QString, script);
        const std::string mark = newMark();
        const auto client = startedHost();
        QVERIFY(client->prepare(shell(script.toStdString())).ok());
        client->go();
        QVERIFY(test::comesTrue([&] { return descendantsOf(client->hostPid()).size() >= 2; }));
        client->stop();
        std::vector<Message> messages;
        QVERIFY(waitForEnd(*client, messages));
        QVERIFY(descendantsOf(client->hostPid()).empty());
        QCOMPARE(survivors(mark), 1);  // the host itself
    }

    void nothingOutlivesAnObserverThatIsKilled_data() { rowsOfTrees(); }
    void nothingOutlivesAnObserverThatIsKilled() {
        QFETCH(QString, script);
        const std::string mark = newMark();
        int ready[2];
        QVERIFY(::pipe(ready) == 0);
        const pid_t observer = ::fork();
        if (observer == 0) {
            const auto client = startedHost();
            if (!client->prepare(shell(script.toStdString())).ok())
                ::_exit(1);
            client->go();
            if (!test::comesTrue([&] { return descendantsOf(client->hostPid()).size() >= 2; }))
                ::_exit(1);
            static_cast<void>(!::write(ready[1], "r", 1));
            ::pause();
        }
        ::close(ready[1]);
        char byte = 0;
        QCOMPARE(::read(ready[0], &byte, 1), 1);
        ::close(ready[0]);
        QVERIFY(survivors(mark) >= 2);
        ::kill(observer, SIGKILL);
        ::waitpid(observer, nullptr, 0);
        QVERIFY(test::comesTrue([&] { return survivors(mark) == 0; }));
    }

    void whatWasNeverLetGoEndsWithItsClient() {
        const std::string mark = newMark();
        {
            const auto client = startedHost();
            QVERIFY(client->prepare(shell("sleep 1000")).ok());
        }
        QCOMPARE(survivors(mark), 0);
    }

    void theKernelKeepsTheLimitOnTasksWhereItMay() {
        const auto client = startedHost();
        Launch launch = shell("i=0; while [ $i -lt 40 ]; do sleep 1000 & i=$((i+1)); done; wait");
        launch.taskLimit = 10;
        QVERIFY(client->prepare(launch).ok());
        if (!client->kernelLimitsTasks())
            QSKIP("no pids cgroup may be made here");
        client->go();
        QVERIFY(test::comesTrue([&] { return descendantsOf(client->hostPid()).size() >= 8; }));
        for (int i = 0; i < 20; ++i) QVERIFY(descendantsOf(client->hostPid()).size() <= 10);
        client->stop();
        std::vector<Message> messages;
        QVERIFY(waitForEnd(*client, messages));
    }

private:
    static void rowsOfTrees() {
        QTest::addColumn<QString>("script");
        for (const auto& [name, script] : kTrees) QTest::newRow(name) << QString::fromUtf8(script);
    }
};

QTEST_GUILESS_MAIN(HostTest)
#include "tst_host.moc"
