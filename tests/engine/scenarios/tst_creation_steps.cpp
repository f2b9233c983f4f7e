// What each source tells of how real tasks come into being: with tracepoints all, else what it knows, and no
// more.
#include <QTest>

#include "engine/model/beginning.h"
#include "engine/scenarios/library.h"
#include "engine/scenarios/observed.h"
#include "tests/engine/scenarios/observed_run.h"
#include "tests/support/sanitized_scenario.h"

using namespace heddle;
using namespace heddle::scenarios;
using namespace heddle::test;
using model::Milestone;
using wire::KernelSource;

namespace {

Run observeFrom(KernelSource source, const char* id = "creation-steps",
                const Values& values = {{"work", "1"}}) {
    return observe(*findScenario(id).value(), values, nullptr, source);
}

model::Beginning beginningOf(const Run& run, const char* name) {
    const model::TaskInfo* task = taskNamed(*run.seen, name);
    return task ? model::beginningOf(*run.seen, *task) : model::Beginning{};
}

}  // namespace

class CreationStepsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SKIP_WITHOUT_FIBERS(); }

    void withTracepointsEachMomentIsTold_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"process", "thread", "fiber"}) QTest::newRow(name) << QByteArray{name};
    }
    void withTracepointsEachMomentIsTold() {
        QFETCH(QByteArray, name);
        const Run run = observeFrom(KernelSource::Tracepoints);
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        const model::Beginning told = beginningOf(run, name.constData());
        QVERIFY(told.tellsSteps());
        QVERIFY(told.isInOrder());
        for (const auto& [milestone, at] : told.moments)
            QVERIFY2(at, std::to_string(static_cast<int>(milestone)).c_str());
        // Of a process the kernel copies the tables of the memory: never at one blow.
        if (name == "process")
            QVERIFY(*told.when(Milestone::Resources) > *told.when(Milestone::ControlBlock));
    }

    void withSwitchRecordsTheKernelTellsOfTheirEndOnly() {
        const Run run = observeFrom(KernelSource::Switches);
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        const model::Beginning process = beginningOf(run, "process"), thread = beginningOf(run, "thread"),
                               fiber = beginningOf(run, "fiber");
        QVERIFY(!process.when(Milestone::ControlBlock));
        QVERIFY(!process.when(Milestone::Resources));
        QVERIFY(process.when(Milestone::Filled));
        QVERIFY(thread.when(Milestone::Resources));  // the runtime's word
        QVERIFY(!thread.when(Milestone::ControlBlock));
        QVERIFY(process.isInOrder() && thread.isInOrder() && fiber.isAllTold() && fiber.isInOrder());
    }

    void withSamplingNobodyTellsWhatTheKernelDoes() {
        const Run run = observeFrom(KernelSource::Sampling);
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        const model::Beginning process = beginningOf(run, "process"), thread = beginningOf(run, "thread");
        QVERIFY(!process.tellsSteps());
        QVERIFY(thread.when(Milestone::Resources));
        QVERIFY(!thread.when(Milestone::Filled));
        QVERIFY(thread.isInOrder());
    }

    // It would be too dear.
    void otherRunsAreNotToldTheSteps() {
        const Run run = observe(*findScenario("fiber-sleep").value(), {});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        for (const model::TaskInfo& task : run.seen->tasks())
            QVERIFY(!model::beginningOf(*run.seen, task).tellsSteps());
    }
};

QTEST_GUILESS_MAIN(CreationStepsTest)
#include "tst_creation_steps.moc"
