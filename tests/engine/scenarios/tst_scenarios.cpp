// Every scenario, run for real and observed: what it promises is what was seen, and a promise that was not
// kept is told.
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include "engine/capture/capture.h"
#include "engine/host/host_client.h"
#include "engine/model/model.h"
#include "engine/scenarios/library.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::scenarios;

namespace {

using Values = std::map<std::string, std::string>;

struct Run {
    std::string failure;  // empty: it ran
    model::SnapshotPtr seen;
    int status = -1;
    Duration took{};
};

Parameters parsed(const Scenario& scenario, const Values& values) {
    return Parameters::parse(scenario.parameters, values).value();
}

bool usesFibers(const QByteArray& id) {
    static const QList<QByteArray> others{
        "start-cost",       "generator-ping-pong",     "yield-cost",
        "million-switches", "echo-process-per-client", "echo-thread-per-client",
        "master-worker"};
    return id.contains("fiber") || others.contains(id);
}

// Runs a scenario as the session does; one that does not end by itself is stopped.
Run observe(const Scenario& scenario, const Values& values) {
    Run run;
    const auto segment = wire::Segment::create();
    const auto host = host::HostClient::start();
    if (!segment || !host)
        return {.failure = "no segment or no host", .seen = {}};
    const FileDescriptor nowhere{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
    host::Launch launch;
    launch.scenario = std::string{scenario.id};
    launch.parameters = values;
    launch.segmentFd = segment.value()->fd();
    launch.outputFd = nowhere.get();
    const auto root = host.value()->prepare(launch);
    if (!root)
        return {.failure = root.error().sentence(), .seen = {}};
    auto capture =
        capture::Capture::start({.root = root.value(), .segment = segment.value().get(), .forcedSource = {}});
    if (!capture)
        return {.failure = capture.error().sentence(), .seen = {}};
    model::Model model;
    std::vector<wire::Event> events;
    const auto take = [&] {
        model.apply(events);
        events.clear();
    };
    host.value()->go();
    const Instant begin = MonotonicClock::now();
    const bool standsStill = scenario.promisesStandstill(parsed(scenario, values));
    const Duration limit = standsStill ? scenario.endsAfter : std::chrono::seconds{60};
    bool hasEnded = false, isStopping = false;
    while (!hasEnded) {
        capture.value()->wait(std::chrono::milliseconds{5});
        capture.value()->poll(events);
        take();
        // A deadlock that was promised and has come needs no more waiting.
        const bool hasCome = standsStill && !model.snapshot(MonotonicClock::now())->deadlocks().empty();
        if (!isStopping && (hasCome || MonotonicClock::now() - begin > limit)) {
            isStopping = true;
            host.value()->stop();
        }
        std::vector<host::Message> messages;
        if (!host.value()->receive(messages) && messages.empty())
            return {.failure = "the host is gone", .seen = {}};
        for (const host::Message& message : messages) {
            hasEnded = hasEnded || message.kind == host::Message::Kind::AllEnded;
            if (message.kind != host::Message::Kind::Reaped)
                continue;
            capture.value()->noteReaped(message.pid, message.status, message.time);
            if (message.pid == root.value())
                run.status = message.status;
        }
    }
    run.took = MonotonicClock::now() - begin;
    capture.value()->finish(events);
    take();
    run.seen = model.snapshot(MonotonicClock::now());
    return run;
}

}  // namespace

class ScenariosTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatItPromisesIsWhatIsSeen_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<Values>("values");
        for (const Scenario* scenario : library()) {
            const QByteArray id{scenario->id.data(), static_cast<qsizetype>(scenario->id.size())};
            QTest::newRow((id + ", by default").constData()) << id << Values{};
            Values least;
            for (const Parameter& parameter : scenario->parameters)
                if (parameter.choices.empty())
                    least[std::string{parameter.key}] = std::to_string(parameter.min);
            QTest::newRow((id + ", all at their least").constData()) << id << least;
        }
        const auto row = [](const char* name, const char* id, const Values& values) {
            QTest::newRow(name) << QByteArray{id} << values;
        };
        row("one permit", "semaphore-processes", {{"permits", "1"}, {"processes", "4"}, {"hold", "5"}});
        row("more permits than processes", "semaphore-processes",
            {{"permits", "9"}, {"processes", "4"}, {"hold", "5"}});
        row("two threads", "deadlock-ab", {{"threads", "2"}, {"hold", "50"}});
        row("a fast consumer", "producer-consumer", {{"items", "50"}, {"produce", "1"}, {"consume", "0"}});
        row("a place for one", "producer-consumer",
            {{"items", "50"}, {"capacity", "1"}, {"produce", "0"}, {"consume", "1"}});
        row("many items", "producer-consumer", {{"items", "20000"}, {"produce", "0"}, {"consume", "0"}});
        row("many fibers", "process-thread-fiber", {{"fibers", "100"}, {"hold", "0"}});
        row("one of each", "process-thread-fiber", {{"processes", "1"}, {"threads", "1"}, {"fibers", "1"}});
        row("a call that lets others go on", "fiber-blocking-call", {{"call", "friendly"}});
        row("one value", "generator-ping-pong", {{"values", "1"}});
        row("ten thousand to join", "fiber-join-all", {{"fibers", "10000"}, {"unit", "0"}});
        row("a hundred fetches", "fiber-io", {{"fetches", "100"}});
        row("five hundred clients", "echo-fibers", {{"clients", "500"}, {"messages", "2"}});
        row("three workers", "master-worker", {{"workers", "3"}, {"threads", "2"}, {"clients", "50"}});
        row("one round", "two-processes", {{"rounds", "1"}, {"sleep", "50"}});
        row("forks in order", "dining-philosophers", {{"way", "ordered"}, {"reach", "20"}});
        row("a waiter", "dining-philosophers", {{"way", "waiter"}, {"reach", "20"}, {"meals", "3"}});
        row("forks back", "dining-philosophers", {{"way", "trylock"}, {"reach", "10"}, {"meals", "3"}});
        row("two philosophers", "dining-philosophers", {{"philosophers", "2"}});
        row("a wake-up that is not lost", "condition-lost-wakeup", {{"mended", "yes"}, {"gap", "50"}});
        row("the wrong order", "peterson", {{"order", "wrong"}});
        row("only readers", "readers-writers", {{"writers", "0"}, {"read", "5"}});
        row("only writers", "readers-writers", {{"readers", "0"}, {"write", "5"}});
        row("one worker", "barrier", {{"workers", "1"}, {"work", "1"}, {"phases", "20"}});
        row("many workers", "barrier", {{"workers", "50"}, {"work", "1"}, {"phases", "10"}});
        row("one chair", "sleeping-barber", {{"chairs", "1"}, {"apart", "1"}, {"cut", "10"}});
        row("nobody pauses to smoke", "cigarette-smokers", {{"cigarettes", "200"}, {"smoke", "0"}});
        row("deep down", "recursive-lock", {{"depth", "1000"}, {"work", "0"}});
        row("the priority is lent", "priority-inversion", {{"inheritance", "on"}});
        row("a daemon that does not finish", "daemon-surprise", {{"daemon", "60000"}, {"worker", "50"}});
        row("many customers", "bankers-algorithm",
            {{"customers", "10"}, {"claim", "4"}, {"units", "8"}, {"work", "20"}});
        row("two threads lose one", "lost-update", {{"threads", "2"}});
    }
    void whatItPromisesIsWhatIsSeen() {
        QFETCH(QByteArray, id);
        QFETCH(Values, values);
        if (usesFibers(id))
            SKIP_WITHOUT_FIBERS();
        if (id == "termination-gallery" && (test::kIsAddressSanitizer || test::kIsThreadSanitizer))
            QSKIP("the sanitizer has handlers of its own");
        if (id == "suspend-and-activate" && (test::kIsAddressSanitizer || test::kIsThreadSanitizer))
            values["memory"] = "256";  // much beside the sanitizer's own, which stays
        if (values.count("inheritance") != 0 && ::geteuid() != 0)
            QSKIP("a higher priority is not permitted here");
        const Scenario& scenario = *findScenario(id.toStdString()).value();
        const Run run = observe(scenario, values);
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        QCOMPARE(run.seen->source().lostEvents, std::uint64_t{0});
        const Verdict verdict = scenario.judge(*run.seen, parsed(scenario, values));
        QVERIFY2(verdict.held, (verdict.text.text() + "; seen: " + verdict.observed.text()).c_str());
        const bool standsStill = scenario.promisesStandstill(parsed(scenario, values));
        QVERIFY(standsStill || run.seen->deadlocks().empty());
        for (const model::ObjectInfo& object : run.seen->objects())
            for (std::size_t i = 0; i < object.holds.size(); ++i)
                QCOMPARE(run.seen->site(object.holds[i].site).file, sourceOf(scenario.id).file);
        if (!standsStill)
            QCOMPARE(run.status, 0);
        if (values.empty())
            QVERIFY2(run.took < std::chrono::seconds{4}, std::to_string(run.took.count()).c_str());
    }

    // A check that never fails proves nothing: each is asked about a run of something else.
    void whatWasNotSeenIsNotBelieved_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("ran");
        QTest::addColumn<Values>("values");
        QTest::addColumn<Values>("promised");
        const auto row = [](const char* id, const char* ran, const Values& values, const Values& promised) {
            QTest::newRow(id) << QByteArray{id} << QByteArray{ran} << values << promised;
        };
        row("two-processes", "lost-update", {{"threads", "2"}, {"pause", "1"}}, {});
        row("producer-consumer", "producer-consumer", {{"produce", "0"}, {"consume", "1"}, {"capacity", "5"}},
            {{"capacity", "4"}});
        row("lost-update", "lost-update", {{"threads", "2"}, {"pause", "1"}},
            {{"money", "200"}, {"threads", "2"}});
        row("semaphore-processes", "semaphore-processes", {{"hold", "20"}, {"permits", "4"}},
            {{"permits", "3"}});
        row("deadlock-ab", "lost-update", {{"threads", "2"}, {"pause", "1"}}, {});
        row("pool-apply", "thread-pool", {{"work", "5"}}, {{"tasks", "6"}});
        row("pool-apply-async", "pool-apply-async", {{"tasks", "2"}, {"unit", "5"}}, {});
        row("pool-map", "pool-map", {{"tasks", "20"}, {"work", "5"}, {"chunk", "20"}}, {{"tasks", "40"}});
        row("pool-timeout", "pool-timeout", {{"work", "1"}, {"limit", "1000"}}, {});
        row("pool-close-join-terminate", "pool-close-join-terminate", {{"tasks", "3"}, {"work", "20"}}, {});
        row("pool-error-callback", "pool-error-callback", {{"tasks", "4"}, {"work", "1"}}, {{"tasks", "5"}});
        row("pool-oversized", "pool-oversized", {{"workers", "5"}, {"work", "1"}}, {{"workers", "6"}});
        row("future-states", "pool-timeout", {{"work", "20"}, {"limit", "5"}}, {});
        row("fork-returns-twice", "same-pid", {{"tasks", "1"}, {"work", "1"}}, {});
        row("process-isolation", "process-isolation", {{"rounds", "2"}, {"pause", "0"}}, {{"rounds", "3"}});
        row("join-serial-vs-concurrent", "join-serial-vs-concurrent", {{"work", "20"}, {"children", "2"}},
            {});
        row("process-identity", "fork-returns-twice", {{"work", "20"}}, {});
        row("three-writers", "three-writers", {{"writers", "2"}, {"work", "1"}}, {});
        row("start-cost", "start-cost", {{"tasks", "5"}}, {});
        row("same-pid", "same-pid", {{"tasks", "2"}, {"work", "1"}}, {});
        row("shared-global", "shared-global", {{"rounds", "2"}, {"pause", "0"}}, {});
        row("thread-join", "thread-enumeration", {{"threads", "2"}, {"work", "50"}}, {});
        row("thread-enumeration", "thread-enumeration", {{"threads", "2"}, {"work", "50"}}, {});
        row("slow-producer", "slow-producer", {{"items", "1"}, {"produce", "1"}}, {});
        row("queue-timeouts", "queue-timeouts", {{"limit", "5"}}, {});
        row("queue-full", "queue-full", {{"items", "4"}, {"consume", "1"}}, {{"capacity", "4"}});
        row("lifo-queue", "priority-queue", {{"consume", "0"}}, {});
        row("priority-queue", "lifo-queue", {{"consume", "0"}}, {});
        row("joinable-queue", "joinable-queue", {{"jobs", "2"}, {"work", "1"}}, {});
        row("queue-racy-poll", "queue-full", {{"items", "8"}, {"consume", "1"}}, {});
        row("pool-reuse", "process-pool", {{"work", "1"}}, {{"workers", "4"}});
        row("process-pool", "pool-reuse", {{"work", "1"}, {"tasks", "5"}}, {});
        const Values oneMessage{{"messages", "1"}, {"pause", "0"}};
        row("ipc-file", "ipc-file", oneMessage, {});
        row("ipc-pipe", "ipc-pipe", oneMessage, {});
        row("ipc-socket", "ipc-socket", {{"requests", "1"}}, {});
        row("ipc-signal", "ipc-signal", {{"signals", "1"}}, {});
        row("ipc-semaphore", "ipc-semaphore", {{"rounds", "1"}}, {});
        row("ipc-shared-memory", "ipc-shared-memory", {{"readings", "1"}}, {});
        row("ipc-message-queue", "ipc-message-queue", {{"messages", "1"}}, {});
        row("ipc-server-process", "ipc-server-process", {{"clients", "1"}}, {});
        row("thread-pool", "thread-pool", {{"workers", "6"}, {"work", "50"}}, {{"workers", "3"}});
        const Values none{{"threads", "2"}, {"pause", "1"}};  // of lost-update, which has nothing of all that
        for (const char* other :
             {"deadlock-ab-fixed", "lost-update-fixed", "semaphore-threads", "dining-philosophers",
              "condition-lost-wakeup", "peterson", "event-traffic-light", "readers-writers", "recursive-lock",
              "barrier", "sleeping-barber", "cigarette-smokers", "livelock"})
            QTest::addRow("%s of another run", other)
                << QByteArray{other} << QByteArray{"lost-update"} << none << Values{};
        row("semaphore-threads", "semaphore-threads", {{"hold", "20"}, {"permits", "6"}}, {});
        row("lost-update-fixed", "lost-update", {{"threads", "3"}, {"pause", "50"}}, {{"threads", "3"}});
        row("dining-philosophers", "dining-philosophers", {{"way", "ordered"}, {"reach", "1"}},
            {{"way", "waiter"}, {"meals", "2"}});
        row("condition-lost-wakeup", "condition-lost-wakeup", {{"mended", "yes"}, {"gap", "50"}}, {});
        row("peterson", "peterson", {{"order", "wrong"}}, {{"order", "right"}});
        row("event-traffic-light", "event-traffic-light", {{"cars", "2"}, {"red", "0"}, {"apart", "300"}},
            {{"cars", "2"}});
        row("readers-writers", "readers-writers", {{"read", "1"}, {"write", "1"}}, {{"rounds", "4"}});
        row("recursive-lock", "recursive-lock", {{"depth", "3"}, {"work", "1"}}, {});
        row("barrier", "barrier", {{"phases", "4"}, {"work", "1"}}, {});
        row("sleeping-barber", "sleeping-barber", {{"chairs", "5"}, {"apart", "1"}, {"cut", "20"}}, {});
        row("cigarette-smokers", "cigarette-smokers", {{"cigarettes", "8"}, {"smoke", "1"}}, {});
        row("livelock", "livelock", {{"tries", "1"}, {"step", "20"}}, {});
        row("daemon-process", "terminate-and-exit-codes", {{"leave", "10"}, {"work", "10"}}, {});
        row("daemon-thread", "daemon-surprise", {{"daemon", "1"}, {"worker", "150"}}, {});
        row("daemon-surprise", "daemon-surprise", {{"daemon", "500"}, {"worker", "50"}}, {});
        row("terminate-and-exit-codes", "terminate-and-exit-codes", {{"leave", "50"}, {"work", "50"}},
            {{"code", "8"}});
        row("termination-gallery", "terminate-and-exit-codes", {{"leave", "10"}, {"work", "10"}}, {});
        row("suspend-and-activate", "daemon-process", {{"work", "50"}}, {});
        row("creation-steps", "daemon-thread", {{"work", "50"}}, {});
        row("process-lock", "process-lock", {{"rounds", "2"}, {"inside", "1"}}, {{"rounds", "3"}});
        row("join-vs-mutex", "join-vs-mutex", {{"apart", "1"}, {"shared", "1"}}, {});
        row("convoy", "convoy", {{"threads", "3"}, {"stop", "300"}}, {});
        row("starvation", "starvation", {{"urgent", "2"}, {"work", "5"}}, {{"urgent", "3"}});
        row("priority-inversion", "priority-inversion", {}, {{"inheritance", "on"}});
        row("bankers-algorithm", "bankers-algorithm", {{"units", "100"}, {"work", "1"}}, {});
        row("gil-cpu-bound", "gil-cpu-bound", {{"work", "20"}}, {});
        row("io-bound-4000", "io-bound-4000", {{"tasks", "5"}, {"sleep", "10"}}, {{"tasks", "6"}});
        row("fiber-sleep", "fiber-sleep", {{"rounds", "1"}, {"unit", "5"}},
            {{"rounds", "2"}, {"unit", "100"}});
        row("generator-ping-pong", "generator-ping-pong", {{"values", "2"}}, {{"values", "3"}});
        row("fiber-switch", "fiber-switch", {{"turns", "2"}}, {{"turns", "5"}});
        row("fiber-join-all", "fiber-join-all", {{"unit", "1"}}, {{"unit", "60"}});
        row("fiber-io", "fiber-io", {{"fetches", "2"}, {"delay", "50"}}, {{"fetches", "3"}});
        row("fiber-blocking-call", "fiber-blocking-call", {{"call", "friendly"}, {"length", "100"}},
            {{"length", "100"}});
        row("yield-cost", "fiber-switch", {{"turns", "2"}}, {});
        row("million-switches", "million-switches", {{"switches", "1000"}}, {{"switches", "3000"}});
        row("echo-process-per-client", "echo-thread-per-client", {{"clients", "2"}, {"pause", "0"}},
            {{"clients", "2"}});
        row("echo-thread-per-client", "echo-fibers", {{"clients", "2"}, {"pause", "0"}}, {{"clients", "2"}});
        row("echo-fibers", "echo-thread-per-client", {{"clients", "2"}, {"pause", "0"}}, {{"clients", "2"}});
        row("master-worker", "master-worker", {{"workers", "2"}}, {{"workers", "3"}});
        row("process-thread-fiber", "process-thread-fiber", {{"fibers", "2"}, {"hold", "1"}},
            {{"fibers", "3"}});
    }
    void whatWasNotSeenIsNotBelieved() {
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, ran);
        QFETCH(Values, values);
        if (usesFibers(ran))
            SKIP_WITHOUT_FIBERS();
        QFETCH(Values, promised);
        const Run run = observe(*findScenario(ran.toStdString()).value(), values);
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        const Scenario& scenario = *findScenario(id.toStdString()).value();
        const Verdict verdict = scenario.judge(*run.seen, parsed(scenario, promised));
        QVERIFY2(!verdict.held, verdict.observed.text().c_str());
        QVERIFY(!verdict.text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ScenariosTest)
#include "tst_scenarios.moc"
