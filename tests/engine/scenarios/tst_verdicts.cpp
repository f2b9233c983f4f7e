// What a scenario promises is not believed of a run in which it was not seen.
#include <QTest>
#include <algorithm>
#include <cstring>
#include <functional>
#include <map>

#include "engine/model/model.h"
#include "engine/scenarios/library.h"
#include "tests/engine/scenarios/observed_run.h"
#include "tests/support/sanitized_scenario.h"

using namespace heddle;
using namespace heddle::scenarios;
using namespace heddle::test;

namespace {

// Something to change in what was observed.
using Change = std::function<void(std::vector<wire::Event>&)>;

// Changes each text of the stream. A text keeps its length: its bytes stand where they stood, in pieces
// of 16.
void changeTexts(std::vector<wire::Event>& stream, const std::function<void(std::string&)>& change) {
    std::map<std::uint32_t, std::vector<wire::Event*>> pieces;
    for (wire::Event& event : stream)
        if (event.kind == wire::EventKind::TextPiece)
            pieces[event.task].push_back(&event);
    for (const auto& [id, ofText] : pieces) {
        std::string text;
        for (const wire::Event* piece : ofText) {
            text.append(reinterpret_cast<const char*>(&piece->value), 8);
            text.append(reinterpret_cast<const char*>(&piece->object), 4);
            text.append(reinterpret_cast<const char*>(&piece->site), 4);
        }
        change(text);
        for (std::size_t i = 0; i < ofText.size(); ++i) {
            std::memcpy(&ofText[i]->value, text.data() + 16 * i, 8);
            std::memcpy(&ofText[i]->object, text.data() + 16 * i + 8, 4);
            std::memcpy(&ofText[i]->site, text.data() + 16 * i + 12, 4);
        }
    }
}

// Other words of the same length.
Change saidInstead(const std::string& words, const std::string& others) {
    return [words, others](std::vector<wire::Event>& stream) {
        changeTexts(stream, [&](std::string& text) {
            if (const auto at = text.find(words); at != std::string::npos)
                text.replace(at, words.size(), others);
        });
    };
}

// The number behind these words becomes 0.
Change zeroAfter(const std::string& words) {
    return [words](std::vector<wire::Event>& stream) {
        changeTexts(stream, [&](std::string& text) {
            auto at = text.find(words);
            if (at == std::string::npos)
                return;
            for (at += words.size(); at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
                text[at] = '0';
        });
    };
}

// The first event of its kind is missing.
Change without(wire::EventKind kind, std::uint16_t detail = 0) {
    return [kind, detail](std::vector<wire::Event>& stream) {
        const auto found = std::find_if(stream.begin(), stream.end(), [&](const wire::Event& event) {
            return event.kind == kind && (detail == 0 || event.detail == detail);
        });
        if (found != stream.end())
            stream.erase(found);
    };
}

// The first event of its kind has another value.
Change changed(wire::EventKind kind, std::uint64_t by) {
    return [kind, by](std::vector<wire::Event>& stream) {
        const auto found = std::find_if(stream.begin(), stream.end(),
                                        [kind](const wire::Event& event) { return event.kind == kind; });
        if (found != stream.end())
            found->value += by;
    };
}

}  // namespace

Q_DECLARE_METATYPE(Change)

class VerdictsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
        for (const QByteArray& scenario : {id, ran})
            if (const char* why = test::whyNotSanitized(scenario.toStdString()))
                QSKIP(why);
        QFETCH(Values, promised);
        const Run run = observe(*findScenario(ran.toStdString()).value(), values);
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        const Scenario& scenario = *findScenario(id.toStdString()).value();
        const Verdict verdict = scenario.judge(*run.seen, parsed(scenario, promised));
        QVERIFY2(!verdict.held, verdict.observed.text().c_str());
        QVERIFY(!verdict.text.isEmpty());
    }

    // What was observed, but for one thing: that makes the difference.
    void aStreamThatTellsOtherwiseInOnePlaceIsNotBelieved_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<Values>("values");
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const char* id, const Values& values, const Change& change) {
            QTest::addRow("%s, %s", id, name) << QByteArray{id} << values << change;
        };
        row("the child was told something else", "fork-returns-twice", {},
            saidInstead("returned 0 to the child", "returned 1 to the child"));
        row("the child has another number", "fork-returns-twice", {}, zeroAfter("child: process "));
        row("the child has another parent", "fork-returns-twice", {}, zeroAfter(", parent "));
        row("the parent was given another number", "fork-returns-twice", {},
            saidInstead(" to the parent", "0 to a parent"));
        row("a child has another parent", "process-identity", {}, zeroAfter("second: process "));
        row("a child has other data", "process-identity", {}, zeroAfter("first was given "));
        row("no child is alive", "process-identity", {}, saidInstead("live children", "dead children"));
        row("fewer processors than are used", "process-identity", {}, zeroAfter("processors: "));
        for (const char* label : {"at first: ", "while they work: ", "afterwards: "})
            row(label, "thread-enumeration", {{"work", "100"}}, zeroAfter(label));
        row("the daemon was not alive", "daemon-process", {{"work", "100"}, {"look", "30"}},
            saidInstead("the daemon is too", "the daemon is not"));
        row("nobody looked", "daemon-process", {{"work", "100"}, {"look", "30"}},
            saidInstead("the worker is alive", "the weather is nice"));
        row("no date", "three-writers", {}, saidInstead("writer 2 on 2", "writer 2 on x"));
        row("another name", "three-writers", {}, saidInstead("writer 2 on ", "writer 3 on "));
        row("a file that was not written", "three-writers", {}, without(wire::EventKind::Received));
        row("a longer note", "three-writers", {}, changed(wire::EventKind::Sent, std::uint64_t{1} << 32));
        row("a note of another writer", "three-writers", {}, [](std::vector<wire::Event>& stream) {
            for (wire::Event& event : stream)
                if (event.kind == wire::EventKind::Sent && event.task <= 3)
                    event.task = 5 - event.task;  // tasks 2 and 3 are the first two writers
        });
        row("memory before there is a process to have it", "creation-steps", {{"work", "1"}},
            [](std::vector<wire::Event>& stream) {
                for (wire::Event& event : stream)
                    if (event.kind == wire::EventKind::TaskStepDone &&
                        event.detailAs<wire::CreationStep>() == wire::CreationStep::Resources)
                        event.value = 1;
            });
        row("a read that is not there", "lost-update", {{"threads", "5"}},
            without(wire::EventKind::ValueRead));
        row("a write that is not there", "lost-update", {{"threads", "5"}},
            without(wire::EventKind::ValueSet));
        row("a pause that is not there", "lost-update", {{"threads", "5"}},
            without(wire::EventKind::WaitBegan, static_cast<std::uint16_t>(wire::Operation::Sleep)));
        row("a write out of the blue", "lost-update", {{"threads", "5"}},
            changed(wire::EventKind::ValueSet, std::uint64_t{7} << 32));
    }
    void aStreamThatTellsOtherwiseInOnePlaceIsNotBelieved() {
        QFETCH(QByteArray, id);
        QFETCH(Values, values);
        QFETCH(Change, change);
        if (const char* why = test::whyNotSanitized(id.toStdString()))
            QSKIP(why);
        const Scenario& scenario = *findScenario(id.toStdString()).value();
        std::vector<wire::Event> stream;
        const Run run = observe(scenario, values, &stream);
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        const auto verdict = [&] {
            model::Model model;
            model.apply(stream);
            return scenario.judge(*model.snapshot(run.seen->now()), parsed(scenario, values));
        };
        const Verdict before = verdict();
        QVERIFY2(before.held, before.observed.text().c_str());
        const std::vector<wire::Event> told = stream;
        change(stream);
        QVERIFY(stream != told);
        const Verdict after = verdict();
        QVERIFY2(!after.held, after.observed.text().c_str());
    }
};

QTEST_GUILESS_MAIN(VerdictsTest)
#include "tst_verdicts.moc"
