// Every scenario, run for real and observed: what it promises is what was seen, and the window can show it.
#include <unistd.h>

#include <QSet>
#include <QTest>

#include "engine/scenarios/library.h"
#include "tests/engine/scenarios/observed_run.h"
#include "tests/support/sanitized_scenario.h"

using namespace heddle;
using namespace heddle::scenarios;
using namespace heddle::test;

namespace {

// What the window marks on the timeline: a stretch of a task of the run, while it lived or lay as a zombie
// (or was asked for, and not yet made). Empty: it is.
std::string whyNotShown(const model::Snapshot& seen, const Stretch& shown) {
    const model::TaskInfo* task = seen.task(shown.task);
    if (!task)
        return "no task of the run";
    if (shown.end <= shown.begin)
        return "it has no length";
    if (shown.begin < seen.start() || shown.end > seen.now())
        return "it is not in the run";
    if (shown.begin < task->requested.value_or(task->created) ||
        shown.end > task->reaped.value_or(task->exited.value_or(seen.now())))
        return "it is not in the life of " + seen.nameOf(task->id);
    return {};
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
        row("a long hold", "deadlock-ab", {{"threads", "2"}, {"hold", "2500"}});
        row("a long reach", "dining-philosophers", {{"reach", "2500"}});
        row("a long gap", "condition-lost-wakeup", {{"gap", "2000"}});
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
        row("a full pipe", "ipc-pipe", {{"messages", "300"}, {"pause", "0"}});
        row("two threads lose one", "lost-update", {{"threads", "2"}});
    }
    void whatItPromisesIsWhatIsSeen() {
        QFETCH(QByteArray, id);
        QFETCH(Values, values);
        if (usesFibers(id))
            SKIP_WITHOUT_FIBERS();
        if (const char* why = test::whyNotSanitized(id.toStdString()))
            QSKIP(why);
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
        // Of these two what is asked is answered by the whole of the run.
        QVERIFY(verdict.shown || !values.empty());
        if (verdict.shown)
            QCOMPARE(whyNotShown(*run.seen, *verdict.shown), std::string{});
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
};

QTEST_GUILESS_MAIN(ScenariosTest)
#include "tst_scenarios.moc"
