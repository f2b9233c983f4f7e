// Every scenario with each of its counts at its most, the others as they are and all times at their least:
// done, and as promised, or refused with the limit that stands in the way.
#include <algorithm>
#include <set>

#include <QTest>

#include "engine/model/ending.h"
#include "engine/scenarios/library.h"
#include "tests/engine/scenarios/observed_run.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::scenarios;
using namespace heddle::test;

namespace {

// What lasts from five seconds to minutes, for it does so much one thing after the other.
bool takesLong(const QByteArray& id, const QByteArray& key) {
    static const std::set<std::pair<QByteArray, QByteArray>> kLong{{"echo-fibers", "messages"},
                                                                   {"fiber-sleep", "rounds"},
                                                                   {"ipc-semaphore", "rounds"},
                                                                   {"joinable-queue", "jobs"},
                                                                   {"million-switches", "switches"},
                                                                   {"pool-apply", "tasks"},
                                                                   {"pool-map", "tasks"},
                                                                   {"pool-close-join-terminate", "tasks"},
                                                                   {"producer-consumer", "items"},
                                                                   {"queue-full", "items"},
                                                                   {"slow-producer", "items"},
                                                                   {"starvation", "urgent"},
                                                                   {"suspend-and-activate", "memory"},
                                                                   {"thread-pool", "tasks"},
                                                                   {"yield-cost", "pieces"}};
    return kLong.contains({id, key});
}

QByteArray bytes(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

// A process of the run said which limit stands in the way, and how to raise it.
bool wasRefusedByALimit(const model::Snapshot& seen) {
    return std::any_of(seen.tasks().begin(), seen.tasks().end(), [&](const model::TaskInfo& task) {
        return task.exited && model::endingOf(seen, task).cause == model::EndCause::GaveReason &&
               seen.text(task.lastWords.why).find("raise that with") != std::string_view::npos;
    });
}

}  // namespace

class BoundsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("crowds need more time and memory under a sanitizer than there is");
    }

    void eachCountMayBeAtItsMost_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QByteArray>("key");
        for (const Scenario* scenario : library()) {
            for (const Parameter& parameter : scenario->parameters) {
                if (parameter.choices.empty() && parameter.unit != "ms")
                    QTest::addRow("%s, %s", bytes(scenario->id).constData(), bytes(parameter.key).constData())
                        << bytes(scenario->id) << bytes(parameter.key);
            }
        }
    }
    void eachCountMayBeAtItsMost() {
        QFETCH(QByteArray, id);
        QFETCH(QByteArray, key);
        if (takesLong(id, key))
            QSKIP("it takes too long for a test");
        const Scenario& scenario = *findScenario(id.toStdString()).value();
        Values values;
        for (const Parameter& parameter : scenario.parameters) {
            if (parameter.key == key.toStdString())
                values[std::string{parameter.key}] = std::to_string(parameter.max);
            else if (parameter.unit == "ms")
                values[std::string{parameter.key}] = std::to_string(parameter.min);
        }
        const Run run = observe(scenario, values);
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        QCOMPARE(run.seen->source().lostEvents, std::uint64_t{0});
        if (wasRefusedByALimit(*run.seen))
            return;
        const Verdict verdict = scenario.judge(*run.seen, parsed(scenario, values));
        QVERIFY2(verdict.held, (verdict.text.text() + "; seen: " + verdict.observed.text()).c_str());
    }
};

QTEST_GUILESS_MAIN(BoundsTest)
#include "tst_bounds.moc"
