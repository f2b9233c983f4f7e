// The same choices give the same run, and at most one task moves at a time: by the runtime's own events, and
// by the kernel's.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include <QTest>

#include "engine/capture/capture.h"
#include "engine/control/choosers.h"
#include "tests/engine/control/live/live_run.h"
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

// Holds the steps of a run against the kernel's record of who was on a CPU.
class Witness {
public:
    struct Judgement {
        std::size_t stretches = 0;  // on a CPU, that were looked at
        std::string violation;      // empty: none
    };

    // Who is which thread; asked while all stand.
    void noteThreads(const LiveExecutor& run) {
        const wire::Segment& segment = run.segment();
        for (std::uint32_t i = 0; i < segment.header().channelsUsed.load(); ++i) {
            const wire::ChannelSlot& slot = segment.channel(i);
            if (slot.state.load() == wire::ChannelState::Open)
                m_threads[slot.tid.load()] = TaskRef{slot.task.load()};
        }
    }
    void noteStep(TaskRef task, Instant granted, Instant rest) {
        m_steps[task].push_back({granted, rest});
        m_lastRest = rest;
    }
    [[nodiscard]] Instant lastRest() const { return m_lastRest; }

    [[nodiscard]] Judgement judge(const std::vector<wire::Event>& stream) const {
        Judgement judgement;
        std::map<std::uint32_t, TaskRef> tasks;  // by the stream's TaskIds
        std::map<TaskRef, bool> sleeps;
        for (const wire::Event& event : stream) {
            if (event.kind == wire::EventKind::TaskCreated) {
                if (const auto thread = m_threads.find(wire::tidOf(event).value()); thread != m_threads.end())
                    tasks[event.task] = thread->second;
                continue;
            }
            const auto task = tasks.find(event.task);
            if (task == tasks.end() || event.instant() > m_lastRest)
                continue;
            bool& asleep = sleeps[task->second];
            if (event.kind == wire::EventKind::SwitchedOut)
                asleep = event.value == static_cast<std::uint64_t>(wire::SwitchReason::Blocked);
            if (event.kind != wire::EventKind::SwitchedIn)
                continue;
            ++judgement.stretches;
            // Before its first own step it is moved by its maker's.
            if (asleep && hasBegun(task->second, event.instant()) &&
                !isItsTurn(task->second, event.instant()))
                judgement.violation =
                    "task " + std::to_string(task->second.value()) + " woke out of its turn";
        }
        return judgement;
    }

private:
    struct Turn {
        Instant granted, rest;
    };
    [[nodiscard]] bool hasBegun(TaskRef task, Instant at) const {
        const auto steps = m_steps.find(task);
        return steps != m_steps.end() && at > steps->second.front().granted;
    }
    [[nodiscard]] bool isItsTurn(TaskRef task, Instant at) const {
        const auto steps = m_steps.find(task);
        return std::any_of(steps->second.begin(), steps->second.end(),
                           [at](const Turn& turn) { return turn.granted <= at && at <= turn.rest; });
    }

    std::map<std::int32_t, TaskRef> m_threads;
    std::map<TaskRef, std::vector<Turn>> m_steps;
    Instant m_lastRest{};
};

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
        QTest::newRow("a queue") << "queue" << 100 << false;
        QTest::newRow("mixed, while the CPUs are busy") << "mixed" << 50 << true;
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
        QTest::addColumn<QString>("program");
        QTest::newRow("threads") << "threads";
        QTest::newRow("processes") << "processes";
    }
    // A task that has come to stand sleeps until it is its turn again: nothing else wakes it. On the way to
    // its sleep others may run before it; that is no step.
    void theKernelSawOneTaskMoveAtATime() {
        QFETCH(QString, program);
        std::unique_ptr<capture::Capture> capture;
        std::string refusal;
        host::Launch launch;
        launch.command = {HEDDLE_LIVE_PROGRAMS, program.toStdString(), "3"};
        const auto watch = [&](Pid first) {
            auto started =
                capture::Capture::start({.root = first, .forcedSource = wire::KernelSource::Switches});
            if (started)
                capture = std::move(started).value();
            else
                refusal = started.error().sentence();
        };
        auto made = LiveExecutor::create(std::move(launch), {.onStart = watch});
        QVERIFY(made);
        LiveExecutor& run = *made.value();
        QVERIFY(run.restart());
        if (!capture)
            QSKIP(refusal.c_str());

        Witness witness;
        std::vector<wire::Event> stream;
        AtRandom atRandom{3};
        while (run.standing() == Outcome::GoesOn) {
            const Choice choice = *atRandom.choose(run.tasks());
            witness.noteThreads(run);
            const Instant granted = MonotonicClock::now();
            run.step(choice);
            witness.noteThreads(run);
            witness.noteStep(refOf(choice.task), granted, MonotonicClock::now());
            capture->poll(stream);
        }
        QVERIFY(run.restart());  // the second run is of no interest: only that the first one is over
        QTRY_VERIFY((capture->poll(stream), capture->settledUntil() > witness.lastRest()));
        capture->finish(stream);
        for (const wire::Event& event : stream) QVERIFY(event.kind != wire::EventKind::GapBegan);
        const auto judged = witness.judge(stream);
        QVERIFY(judged.stretches > 20);
        QCOMPARE(QString::fromStdString(judged.violation), QString());
    }
};

QTEST_GUILESS_MAIN(LiveTruthTest)
#include "tst_live_truth.moc"
