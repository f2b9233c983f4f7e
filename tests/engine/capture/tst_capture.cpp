// Capture of real programs, held against what the kernel's own books say about them.
#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "tests/engine/capture/told.h"
#include "tests/engine/capture/traced_run.h"

using namespace heddle;
using namespace heddle::wire;
using test::account;
using test::textsOf;
using test::Told;
using test::trace;
using test::TracedRun;

namespace {

const std::string kPuppet = HEDDLE_PUPPET;

std::vector<std::string> puppet(const QStringList& words) {
    std::vector<std::string> command{kPuppet};
    for (const QString& word : words) command.push_back(word.toStdString());
    return command;
}

// Within 1 % or 1 ms.
bool isClose(std::int64_t told, std::int64_t witness, double share = 0.01) {
    return std::abs(static_cast<double>(told - witness)) <=
           std::max(1e6, share * static_cast<double>(witness));
}

QByteArray sideBySide(const char* what, int tid, std::int64_t told, std::int64_t witness) {
    return QStringLiteral("%1 of %2: told %3, the kernel's books say %4")
        .arg(QLatin1String(what))
        .arg(tid)
        .arg(told)
        .arg(witness)
        .toUtf8();
}

std::vector<Event> eventsOf(const TracedRun& run, EventKind kind) {
    std::vector<Event> found;
    std::copy_if(run.stream.begin(), run.stream.end(), std::back_inserter(found),
                 [&](const Event& e) { return e.kind == kind; });
    return found;
}

void checkOrder(const std::vector<Event>& stream) {
    QVERIFY(stream.size() >= 2);
    QCOMPARE(stream.front().kind, EventKind::SourceUsed);
    QCOMPARE(stream.back().kind, EventKind::StreamEnded);
    std::set<std::uint32_t> known;
    for (std::size_t i = 1; i < stream.size(); ++i) {
        const Event& e = stream[i];
        QVERIFY(e.time >= stream[i - 1].time);
        if (e.kind == EventKind::TaskCreated)
            QVERIFY(known.insert(e.task).second);
        else if (taskFieldsOf(e).task && e.kind != EventKind::GapBegan && e.kind != EventKind::GapEnded)
            QVERIFY(known.contains(e.task));
        QVERIFY(e.kind != EventKind::TaskSpawning && e.kind != EventKind::TaskBound);
    }
}

// Whether the books' run_delay bears out how long a task was ready.
//
// The books begin when the woken task stands in a queue. On its way there it may have to wait for an idle CPU
// to answer an interrupt, which takes a virtual CPU some 10 to 20 us: ready for us, nothing for them.
//
// They leave out for how long a task was preempted that had already said that it will sleep. Whoever awaits
// children does so in that condition: wait4() clears away what /proc showed of the child, and gives way
// there. For such a program the books lie between what was told of the time after wake-ups, and of all.
bool isBorneOut(const Told& task, std::int64_t runDelayNs, bool awaitsChildren) {
    constexpr std::int64_t kWayToAnIdleCpuNs = 30'000;
    constexpr double kShare = 0.05;
    const std::int64_t mostOnTheWay = task.voluntary * kWayToAnIdleCpuNs;
    const std::int64_t mostLeftOut = awaitsChildren ? task.preemptedNs : 0;
    const std::int64_t nearest =
        std::clamp(runDelayNs, task.readyNs() - mostLeftOut - mostOnTheWay, task.readyNs());
    return isClose(nearest, runDelayNs, kShare);
}

// What disagrees between the stream and the books; empty when nothing does.
QByteArray disagreement(const TracedRun& run, bool awaitsChildren) {
    if (run.testimonies.empty())
        return "the program told nothing about itself";
    for (const auto& [tid, witness] : run.testimonies) {
        const auto tasks = account(run.stream, static_cast<std::uint64_t>(witness.timeNs));
        const Told* task = test::find(tasks, tid);
        if (!task)
            return "nothing was told about " + QByteArray::number(tid);
        constexpr int kApart = 3;
        if (std::abs(task->voluntary - witness.voluntary) > kApart)
            return sideBySide("voluntary switches", tid, task->voluntary, witness.voluntary);
        if (std::abs(task->involuntary - witness.involuntary) > kApart)
            return sideBySide("involuntary switches", tid, task->involuntary, witness.involuntary);
        if (!isClose(task->runningNs, witness.cpuNs))
            return sideBySide("running", tid, task->runningNs, witness.cpuNs);
        if (run.source == KernelSource::Tracepoints && !isBorneOut(*task, witness.runDelayNs, awaitsChildren))
            return sideBySide("ready", tid, task->readyNs(), witness.runDelayNs);
    }
    return {};
}

// A task's own clock stands still while interrupts and the hypervisor use its CPU; the wall clock of the
// switches does not. On a loaded machine that can be more than the tolerance, so a disagreement counts when
// it is there every time.
template <class TraceOnce>
void checkAgainstBooks(TraceOnce&& traceOnce, bool awaitsChildren = false) {
    QByteArray differs;
    for (int attempt = 0; attempt < 4; ++attempt) {
        const TracedRun run = traceOnce();
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        checkOrder(run.stream);
        for (const auto& [id, task] : account(run.stream)) {
            QVERIFY(task.exited != 0);
            QCOMPARE(task.runningNs + task.readyNs() + task.blockedNs + task.newNs,
                     static_cast<std::int64_t>(task.exited - task.created));
        }
        differs = disagreement(run, awaitsChildren);
        if (differs.isEmpty())
            return;
    }
    QFAIL(differs);
}

}  // namespace

class CaptureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runningReadyAndSwitchesAreThoseOfTheKernelsBooks_data() {
        QTest::addColumn<int>("source");
        QTest::addColumn<QStringList>("command");
        for (const auto& [name, source] : {std::pair{"tracepoints", KernelSource::Tracepoints},
                                           std::pair{"switches", KernelSource::Switches}}) {
            for (const QString& line :
                 {QStringLiteral("burn 0.2"), QStringLiteral("share 0.1 3"), QStringLiteral("sleep 30"),
                  QStringLiteral("pingpong 50"), QStringLiteral("pingpong-processes 50"),
                  QStringLiteral("threads 8"), QStringLiteral("fork 20"), QStringLiteral("churn 20")})
                QTest::addRow("%s, %s", qPrintable(line), name)
                    << static_cast<int>(source) << line.split(QLatin1Char(' '));
        }
    }
    void runningReadyAndSwitchesAreThoseOfTheKernelsBooks() {
        QFETCH(int, source);
        QFETCH(QStringList, command);
        const bool awaitsChildren =
            command.first() == QLatin1String("churn") || command.first() == QLatin1String("fork");
        checkAgainstBooks(
            [&] { return trace({.command = puppet(command), .source = static_cast<KernelSource>(source)}); },
            awaitsChildren);
    }

    // Without any privilege: as the user "nobody", in a child of this test.
    void anOrdinaryUserIsToldTheSame_data() {
        QTest::addColumn<QStringList>("command");
        for (const QString& line :
             {QStringLiteral("burn 0.1"), QStringLiteral("share 0.05 3"), QStringLiteral("fork 10")})
            QTest::addRow("%s", qPrintable(line)) << line.split(QLatin1Char(' '));
    }
    void anOrdinaryUserIsToldTheSame() {
        QFETCH(QStringList, command);
        QTemporaryDir folder;  // where anybody may read
        QVERIFY(::chmod(qPrintable(folder.path()), 0755) == 0);
        const QString copy = folder.filePath(QStringLiteral("puppet"));
        QVERIFY(QFile::copy(QString::fromStdString(kPuppet), copy));
        QVERIFY(::chmod(qPrintable(copy), 0755) == 0);
        auto words = puppet(command);
        words[0] = copy.toStdString();
        const auto traceOnce = [&] {
            return test::inUnprivilegedChild([&] { return trace({.command = words}); });
        };
        const auto run = traceOnce();
        if (run.failure.empty() && run.source != KernelSource::Switches)
            QSKIP(run.whyNotBetter.c_str());
        QVERIFY(!run.failure.empty() || !run.whyNotBetter.empty());
        checkAgainstBooks(traceOnce);
    }

    void aWakeUpNamesTheTaskThatCausedIt() {
        const auto run = trace({.command = puppet({"pingpong", "500"}), .source = KernelSource::Tracepoints});
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        std::map<std::uint32_t, int> wakers;
        int wakeUps = 0;
        for (const Event& e : eventsOf(run, EventKind::Woken)) {
            QVERIFY(e.object != e.task);
            ++wakers[e.object];
            ++wakeUps;
        }
        QVERIFY(wakeUps > 500);
        QVERIFY2(wakers[1] + wakers[2] > wakeUps * 9 / 10, qPrintable(QString::number(wakers[0])));
    }

    void namesAreFollowed() {
        const auto run = trace({.command = puppet({"rename"})});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        if (run.source == KernelSource::Sampling)
            QSKIP(run.whyNotBetter.c_str());
        const auto texts = textsOf(run.stream);
        QStringList names;
        for (const Event& e : run.stream)
            if (e.kind == EventKind::TaskNamed || e.kind == EventKind::TaskExecuted)
                names << QString::fromStdString(texts.at(e.object));
        QCOMPARE(names.mid(1), (QStringList{"heddle_puppet", "first-name", "second-name"}));
    }

    void programsThatReplaceThemselvesStayOneTask() {
        const auto run = trace({.command = puppet({"exec", "3"})});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        if (run.source == KernelSource::Sampling)
            QSKIP(run.whyNotBetter.c_str());
        QCOMPARE(eventsOf(run, EventKind::TaskExecuted).size(), 4u);
        QCOMPARE(eventsOf(run, EventKind::TaskCreated).size(), 1u);
    }

    void aThreadThatReplacesTheProgramIsFollowed() {
        const auto run = trace({.command = puppet({"exec-thread"})});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        if (run.source == KernelSource::Sampling)
            QSKIP(run.whyNotBetter.c_str());
        checkOrder(run.stream);
        QCOMPARE(run.status, 0);
        QCOMPARE(eventsOf(run, EventKind::TaskExecuted).size(), 2u);
        QCOMPARE(eventsOf(run, EventKind::TaskExited).size(), eventsOf(run, EventKind::TaskCreated).size());
    }

    void aStoppedTaskIsSuspendedUntilItGoesOn() {
        const auto run = trace({.command = puppet({"stop"}), .source = KernelSource::Tracepoints});
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        std::uint64_t stopped = 0, continued = 0;
        for (const Event& e : run.stream) {
            if (e.kind == EventKind::SwitchedOut &&
                e.value == static_cast<std::uint64_t>(SwitchReason::Stopped))
                stopped = e.time;
            if (e.kind == EventKind::Continued)
                continued = e.time;
        }
        QVERIFY(stopped != 0);
        QVERIFY(continued > stopped + 15'000'000);  // the puppet lets 20 ms pass
    }

    void samplingTellsOnlyWhatIsProven() {
        const auto run = trace({.command = puppet({"burn", "0.3"}), .source = KernelSource::Sampling});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        checkOrder(run.stream);
        const auto witness = run.testimonies.at(run.root.value());
        std::int64_t running = 0, sampled = 0;
        for (const Event& e : eventsOf(run, EventKind::Sampled)) {
            const auto span = static_cast<std::int64_t>(e.time - e.value);
            QVERIFY(span > 0);
            sampled += span;
            running += e.detail == 3 ? span : 0;
        }
        QVERIFY(sampled > 200'000'000);
        QVERIFY2(running <= witness.cpuNs + 1'000'000,
                 sideBySide("running", run.root.value(), running, witness.cpuNs));
    }

    void samplingFindsChildrenAndThreadsThatLiveLongEnough() {
        const auto run = trace({.command = puppet({"share", "0.2", "3"}), .source = KernelSource::Sampling});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        checkOrder(run.stream);
        QCOMPARE(eventsOf(run, EventKind::TaskCreated).size(), 4u);
        QCOMPARE(eventsOf(run, EventKind::TaskExited).size(), 4u);
    }

    void aTasksFiguresAreToldWhenTheyHaveChanged() {
        const auto run = trace({.command = puppet({"burn", "0.3"})});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        std::map<CounterKind, std::uint64_t> last, largest;
        for (const Event& e : eventsOf(run, EventKind::TaskCounter)) {
            last[e.detailAs<CounterKind>()] = e.value;
            largest[e.detailAs<CounterKind>()] = std::max(largest[e.detailAs<CounterKind>()], e.value);
        }
        QVERIFY(last[CounterKind::CpuTime] > 30'000'000 && last[CounterKind::CpuTime] < 320'000'000);
        QCOMPARE(static_cast<int>(last[CounterKind::Priority]), 20 + ::getpriority(PRIO_PROCESS, 0));
        QVERIFY(largest[CounterKind::ResidentBytes] > 4096);
    }

    void everySourceIsProbedAndSaysHowToGetIt() {
        const auto statuses = capture::probeSources();
        QCOMPARE(statuses.size(), 3u);
        for (const auto& status : statuses) {
            QVERIFY(!status.detail.empty());
            QCOMPARE(status.permitted, status.advice.empty());
        }
    }

    void whatIsNotPermittedIsSaidWithTheWayOut() {
        const auto run = test::inUnprivilegedChild(
            [&] { return trace({.command = {"/bin/true"}, .source = KernelSource::Tracepoints}); });
        QVERIFY(!run.failure.empty());
        QVERIFY2(QString::fromStdString(run.failure).contains(QLatin1String("CAP_PERFMON")),
                 run.failure.c_str());
    }
};

QTEST_GUILESS_MAIN(CaptureTest)
#include "tst_capture.moc"
