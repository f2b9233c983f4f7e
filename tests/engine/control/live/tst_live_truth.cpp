// The same choices give the same run, and at most one task moves at a time: by the runtime's own events, and
// by the kernel's.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

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
};

QTEST_GUILESS_MAIN(LiveTruthTest)
#include "tst_live_truth.moc"
