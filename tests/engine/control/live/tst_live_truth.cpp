// The same choices give the same run, and at most one task moves at a time: by the runtime's own events, and
// by the kernel's.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include "engine/capture/capture.h"
#include "engine/control/choosers.h"
#include "tests/engine/control/live/live_run.h"
#include "tests/engine/control/live/witness.h"
#include "tests/engine/runtime/collected_events.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::control;
using heddle::test::liveRun;

namespace {

constexpr std::uint32_t kEnough = 10'000;

// What was written in this run, in the order of time, without the times and without the kernel's numbers.
std::vector<wire::Event> eventsOf(const LiveExecutor& run) {
    test::CollectedEvents collected{run.segment()};
    collected.drain();
    std::vector<wire::Event> events = collected.all();
    for (wire::Event& event : events) {
        event.time = 0;
        if (event.kind == wire::EventKind::TaskBound)
            event.value = 0;
    }
    return events;
}

// Keeps every CPU busy while it lives.
class Load {
public:
    Load() {
        for (pid_t& pid : m_pids) {
            pid = ::fork();
            if (pid == 0) {
                ::alarm(60);
                for (std::atomic<int> i{0};; ++i) {
                }
            }
        }
    }
    ~Load() {
        for (const pid_t pid : m_pids) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

private:
    pid_t m_pids[2];
};

// A run of a program that the kernel's scheduler is watched in from its first process on.
struct WatchedRun {
    std::unique_ptr<LiveExecutor> run;
    std::unique_ptr<capture::Capture> capture;
    std::string refusal;  // of the source, where there is no capture
};

std::unique_ptr<WatchedRun> watchedRun(const QByteArray& program, wire::KernelSource source) {
    auto watched = std::make_unique<WatchedRun>();
    host::Launch launch;
    launch.command = {HEDDLE_LIVE_PROGRAMS, program.toStdString(), "3"};
    const auto watch = [source, &watched = *watched](Pid first) {
        if (watched.capture || !watched.refusal.empty())
            return;  // it is started anew
        auto started = capture::Capture::start({.root = first, .forcedSource = source});
        if (started)
            watched.capture = std::move(started).value();
        else
            watched.refusal = started.error().sentence();
    };
    auto made = LiveExecutor::create(std::move(launch), {.onStart = watch});
    if (!made || !made.value()->restart())
        qFatal("%s cannot be started", program.constData());
    watched->run = std::move(made).value();
    return watched;
}

}  // namespace

class LiveTruthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameChoicesGiveTheSameEventsAThousandTimes_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<int>("times");
        QTest::addColumn<bool>("underLoad");
        QTest::newRow("threads") << "threads" << 1000 << false;
        QTest::newRow("processes") << "processes" << 1000 << false;
        QTest::newRow("fibers") << "fibers" << 1000 << false;
        QTest::newRow("mixed") << "mixed" << 1000 << false;
        QTest::newRow("a queue") << "queue" << 1000 << false;
        QTest::newRow("mixed, while the CPUs are busy") << "mixed" << 200 << true;
    }
    void theSameChoicesGiveTheSameEventsAThousandTimes() {
        QFETCH(QString, program);
        QFETCH(int, times);
        QFETCH(bool, underLoad);
        if (program == QLatin1String("fibers") || program == QLatin1String("mixed"))
            SKIP_WITHOUT_FIBERS();
        const std::unique_ptr<Load> load = underLoad ? std::make_unique<Load>() : nullptr;
        const auto run = liveRun(program.toStdString());
        AtRandom atRandom{7};
        const Drive made = drive(*run, atRandom, kEnough);
        QCOMPARE(made.end, DriveEnd::AllEnded);
        const std::vector<wire::Event> expected = eventsOf(*run);
        QVERIFY(expected.size() > 20);
        for (int i = 0; i < times; ++i) {
            // By a script, step by step, and after a kill in the middle.
            if (i % 10 == 0) {
                QVERIFY(run->restart());
                for (const Step& step : made.steps) {
                    QCOMPARE(run->tasks()[indexOf(step.choice.task)].next, step.operation);
                    run->step(step.choice);
                }
            } else {
                if (i % 10 == 1)
                    QVERIFY(run->restart());
                const auto outcome = run->restartAt(made.steps);
                QVERIFY2(outcome, outcome ? "" : outcome.error().sentence().c_str());
            }
            QCOMPARE(run->standing(), Outcome::AllEnded);
            const std::vector<wire::Event> events = eventsOf(*run);
            QCOMPARE(events.size(), expected.size());
            for (std::size_t e = 0; e < events.size(); ++e)
                QVERIFY2(events[e] == expected[e],
                         qPrintable(QStringLiteral("run %1, event %2: %3 by %4, and before %5 by %6")
                                        .arg(i)
                                        .arg(e)
                                        .arg(QLatin1String(wire::nameOf(events[e].kind)))
                                        .arg(events[e].task)
                                        .arg(QLatin1String(wire::nameOf(expected[e].kind)))
                                        .arg(expected[e].task)));
        }
    }

    void theKernelSawOneTaskMoveAtATime_data() {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<int>("source");
        for (const auto source : {wire::KernelSource::Switches, wire::KernelSource::Tracepoints})
            for (const char* crew : {"threads", "processes", "fibers", "mixed"})
                QTest::addRow("%s, by %s", crew,
                              source == wire::KernelSource::Switches ? "switch records" : "tracepoints")
                    << QByteArray{crew} << static_cast<int>(source);
    }
    void theKernelSawOneTaskMoveAtATime() {
        QFETCH(QByteArray, program);
        QFETCH(int, source);
        if (program == "fibers" || program == "mixed")
            SKIP_WITHOUT_FIBERS();
        const auto watched = watchedRun(program, static_cast<wire::KernelSource>(source));
        if (!watched->capture)
            QSKIP(watched->refusal.c_str());
        LiveExecutor& run = *watched->run;
        test::Witness witness;
        std::vector<wire::Event> stream;
        AtRandom atRandom{3};
        while (run.standing() == Outcome::GoesOn) {
            witness.step(run, *atRandom.choose(run.tasks()));
            watched->capture->poll(stream);
        }
        QVERIFY(run.restart());  // the second run is of no interest: only that the first one is over
        QTRY_VERIFY((watched->capture->poll(stream), watched->capture->settledUntil() > witness.lastRest()));
        watched->capture->finish(stream);
        for (const wire::Event& event : stream) QVERIFY(event.kind != wire::EventKind::GapBegan);
        const auto judged = witness.judge(stream);
        QVERIFY(judged.stretches > (program == "fibers" ? 5u : 20u));
        QCOMPARE(QString::fromStdString(judged.violation), QString());
    }

    void aTaskThatMovesOutOfItsTurnIsSeenByTheKernel() {
        const auto watched = watchedRun("restless", wire::KernelSource::Switches);
        if (!watched->capture)
            QSKIP(watched->refusal.c_str());
        LiveExecutor& run = *watched->run;
        test::Witness witness;
        std::vector<wire::Event> stream;
        for (int i = 0; i < 2; ++i) witness.step(run, {taskAt(0)});  // begins, and makes the thread
        witness.step(run, {taskAt(1)});                              // sets its alarm, and stands
        const auto isSeen = [&] {
            witness.step(run, {taskAt(0)});
            watched->capture->poll(stream);
            return !witness.judge(stream).violation.empty();
        };
        QTRY_VERIFY(isSeen());
        QCOMPARE(QString::fromStdString(witness.judge(stream).violation),
                 QStringLiteral("task 2 woke out of its turn"));
    }
};

QTEST_GUILESS_MAIN(LiveTruthTest)
#include "tst_live_truth.moc"
