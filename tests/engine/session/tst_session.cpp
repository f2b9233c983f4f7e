// The facade: what it starts is real, what it hands out grows and never blocks, and what it stops is gone.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/session/report/report.h"
#include "engine/session/session.h"

using namespace heddle;
using namespace std::chrono_literals;
using session::Phase;
using session::Session;

namespace {

session::RunRequest program(std::vector<std::string> command) {
    session::RunRequest request;
    request.command = std::move(command);
    return request;
}

std::unique_ptr<Session> launched(const session::RunRequest& request) {
    auto session = Session::launch(request);
    if (session)
        return std::move(session).value();
    qWarning("%s", session.error().sentence().c_str());
    return nullptr;
}

bool isGone(Pid pid) {
    return ::kill(pid.value(), 0) != 0 && errno == ESRCH;
}

}  // namespace

class SessionTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

private Q_SLOTS:
    void aRequestWithoutSenseIsRefusedAndStartsNothing_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("recordTo");
        const QString none, all = QStringLiteral("true");
        QTest::newRow("nothing to run") << none << none << none;
        QTest::newRow("two things to run") << QStringLiteral("deadlock-ab") << all << none;
        QTest::newRow("no such scenario") << QStringLiteral("deadlock-xyz") << none << none;
        QTest::newRow("no such program") << none << QStringLiteral("/no/such/program") << none;
        QTest::newRow("no such folder") << none << all << QStringLiteral("/no/such/folder/x.heddle");
    }
    void aRequestWithoutSenseIsRefusedAndStartsNothing() {
        QFETCH(QString, scenario);
        QFETCH(QString, program);
        QFETCH(QString, recordTo);
        session::RunRequest request;
        request.scenario = scenario.toStdString();
        if (!program.isEmpty())
            request.command = {program.toStdString()};
        request.recordTo = recordTo.toStdString();
        const auto session = Session::launch(request);
        QVERIFY(!session.ok());
        QVERIFY(!session.error().why.empty() && !session.error().wayOut.empty());
        QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1);  // not even the host is left
    }

    void snapshotsGrowWhileItRunsAndTheOldOnesStay() {
        const auto session = launched(program({"sh", "-c", "while :; do sleep 0.01; done"}));
        QVERIFY(session != nullptr);
        const model::SnapshotPtr first = session->snapshot();
        QVERIFY(first != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(session->snapshot()->tasks().size() >= 5, 20'000);
        const model::SnapshotPtr later = session->snapshot();
        const std::size_t tasks = later->tasks().size();
        QVERIFY(session->phase() == Phase::Running);
        QVERIFY(!later->isEnded());
        session->requestStop();
        QVERIFY(session->waitForEnd(20s));
        QVERIFY(session->snapshot()->isEnded());
        QVERIFY(session->outcome().stoppedByUser);
        QVERIFY(!session->outcome().timedOut);
        QCOMPARE(later->tasks().size(), tasks);
        QVERIFY(session->snapshot()->tasks().size() >= tasks);
    }

    void theEndIsToldOnce() {
        std::atomic<int> ended{0};
        const auto session = launched(program({"sleep", "60"}));
        QVERIFY(session != nullptr);
        session->setPhaseListener([&ended](Phase phase) { ended += phase == Phase::Ended ? 1 : 0; });
        session->requestStop();
        QVERIFY(session->waitForEnd(20s));
        session->setPhaseListener(nullptr);
        QCOMPARE(ended.load(), 1);
        QVERIFY(session->phase() == Phase::Ended);
    }

    void destroyingItEndsWhatItStarted() {
        Pid pid;
        {
            const auto session = launched(program({"sh", "-c", "trap '' TERM; while :; do sleep 1; done"}));
            QVERIFY(session != nullptr);
            QTRY_VERIFY_WITH_TIMEOUT(!session->snapshot()->tasks().empty(), 20'000);
            pid = session->snapshot()->tasks().front().pid;
            QVERIFY(!isGone(pid));
        }
        QVERIFY(isGone(pid));
    }

    void aTaskCanBeSuspendedAndActivated() {
        const auto session = launched(program({"sleep", "60"}));
        QVERIFY(session != nullptr);
        const auto state = [&session] {
            const model::SnapshotPtr seen = session->snapshot();
            return seen->tasks().empty() ? model::State::Unknown : seen->tasks().front().state;
        };
        QTRY_VERIFY_WITH_TIMEOUT(state() == model::State::Blocked, 20'000);
        const TaskId task = session->snapshot()->tasks().front().id;
        QVERIFY(session->suspend(task).ok());
        QTRY_VERIFY_WITH_TIMEOUT(model::isSuspended(state()), 20'000);
        QVERIFY(session->activate(task).ok());
        QTRY_VERIFY_WITH_TIMEOUT(!model::isSuspended(state()), 20'000);
        QVERIFY(!session->suspend(TaskId{4711}).ok());
        session->requestStop();
        QVERIFY(session->waitForEnd(20s));
        QVERIFY(!session->suspend(task).ok());  // it has ended
    }

    void aTimeLimitEndsIt() {
        session::RunRequest request = program({"sleep", "60"});
        request.timeLimit = 100ms;
        const auto session = launched(request);
        QVERIFY(session != nullptr);
        QVERIFY(session->waitForEnd(20s));
        QVERIFY(session->outcome().timedOut);
        QVERIFY(!session->outcome().stoppedByUser);
    }

    void aRunThatWasNotRecordedCanBeSavedAfterwards() {
        session::RunRequest request;
        request.scenario = "producer-consumer";
        request.parameters = {{"produce", "1"}, {"consume", "1"}};
        const auto session = launched(request);
        QVERIFY(session != nullptr);
        QVERIFY(session->waitForEnd(20s));
        QVERIFY(session->verdict().has_value());
        QVERIFY(session->save(path("saved.heddle")).ok());
        QVERIFY(!session->save("/dev/full").ok());

        auto opened = Session::open(path("saved.heddle"));
        QVERIFY(opened.ok());
        Session& recording = *opened.value();
        QVERIFY(recording.waitForEnd(20s));
        QVERIFY(recording.request().scenario == "producer-consumer");
        QCOMPARE(recording.verdict()->held, session->verdict()->held);
        QVERIFY(!recording.suspend(TaskId{1}).ok());
        QCOMPARE(jsonOf(reportOf(recording)), jsonOf(reportOf(*session)));
        QVERIFY(recording.save(path("again.heddle")).ok());
        QFile one(QString::fromStdString(path("saved.heddle"))),
            two(QString::fromStdString(path("again.heddle")));
        QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
        QCOMPARE(one.readAll(), two.readAll());
    }

    void aFileThatFillsUpIsToldAndWhatWasWrittenOpens() {
        rlimit old{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        ::signal(SIGXFSZ, SIG_IGN);
        session::RunRequest request =
            program({"sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1; done"});
        request.recordTo = path("full.heddle");
        const auto session = launched(request);
        QVERIFY(session != nullptr);
        rlimit small = old;
        small.rlim_cur = 2'000;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const bool isOver = session->waitForEnd(20s);
        ::setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(isOver);
        QVERIFY(session->outcome().recordingError.has_value());
        QCOMPARE(session->outcome().waitStatus, 0);  // the program was not disturbed
        auto opened = Session::open(path("full.heddle"));
        QVERIFY(opened.ok());
        QVERIFY(opened.value()->waitForEnd(20s));
        QVERIFY(!opened.value()->snapshot()->isEnded());
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
