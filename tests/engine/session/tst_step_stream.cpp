// From what the steps of a controlled run left behind to its stream in logical time.
#include <QTest>

#include "engine/model/model.h"
#include "engine/model/step_time.h"
#include "engine/session/stepping/step_log.h"
#include "engine/session/stepping/step_stream.h"
#include "tests/support/describe.h"

using namespace heddle;
using namespace heddle::session;
using model::State;
using wire::Event;
using wire::EventKind;
using wire::OperationKind;

namespace {

constexpr TaskId kMain{1}, kWorker{2};
constexpr ObjectId kLock{1};

Event born(TaskId task, wire::TaskKind kind, std::uint64_t value) {
    return {.value = value,
            .task = task.value(),
            .object = task.value() - 1,
            .kind = EventKind::TaskCreated,
            .detail = static_cast<std::uint16_t>(kind)};
}

Stand before(OperationKind operation, bool mayGo = true) {
    Stand stand;
    stand.operation = operation;
    stand.object = operation == OperationKind::Lock ? kLock : ObjectId{};
    stand.mayGo = mayGo;
    return stand;
}

// A process makes a worker of `kind`, takes the lock, and gives it back: the worker stands in front of it
// meanwhile.
class Story {
public:
    explicit Story(wire::TaskKind kind) {
        m_stream.begin(std::vector{born(kMain, wire::TaskKind::Process, wire::packIds(Pid{7}, Tid{7})),
                                   Event{.value = wire::packPair(1, 1),
                                         .task = 1,
                                         .object = 1,
                                         .kind = EventKind::ObjectCreated,
                                         .detail = static_cast<std::uint16_t>(wire::ObjectKind::Mutex)}},
                       std::vector{before(OperationKind::Spawn)}, m_events);
        const std::uint64_t value = kind == wire::TaskKind::Fiber ? 1 : wire::packIds(Pid{7}, Tid{8});
        step(kMain, {born(kWorker, kind, value)},
             {before(OperationKind::Lock), before(OperationKind::Begin)});
        step(kWorker, {}, {before(OperationKind::Lock), before(OperationKind::Lock)});
        step(kMain, {onLock(EventKind::Acquired, 5)},
             {before(OperationKind::Unlock), before(OperationKind::Lock, false)});
        step(kMain, {onLock(EventKind::Released, 6)},
             {before(OperationKind::Exit), before(OperationKind::Lock)});
    }

    void step(TaskId task, std::vector<Event> facts, std::vector<Stand> stands, bool timedOut = false) {
        const std::size_t first = m_events.size();
        m_stream.step({.task = task, .timedOut = timedOut}, facts, stands, m_events);
        m_steps.emplace_back(m_events.begin() + static_cast<std::ptrdiff_t>(first), m_events.end());
    }
    // The runtime numbers the events of an object as it likes.
    static Event onLock(EventKind kind, std::uint32_t sequence) {
        return {.value = sequence, .task = 1, .object = 1, .kind = kind, .detail = 1};
    }

    model::SnapshotPtr snapshot() {
        model::Model model;
        model.apply(m_events);
        return model.snapshot(m_stream.now());
    }
    StepStream m_stream;
    std::vector<Event> m_events;
    std::vector<std::vector<Event>> m_steps;
};

}  // namespace

class StepStreamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachTaskIsInEachColumnWhatItWas_data() {
        QTest::addColumn<int>("kind");
        for (const auto kind : {wire::TaskKind::Process, wire::TaskKind::Thread, wire::TaskKind::Fiber})
            QTest::newRow(std::to_string(static_cast<int>(kind)).c_str()) << static_cast<int>(kind);
    }
    void eachTaskIsInEachColumnWhatItWas() {
        QFETCH(int, kind);
        Story story{static_cast<wire::TaskKind>(kind)};
        const model::SnapshotPtr snapshot = story.snapshot();
        QCOMPARE(snapshot->now(), model::beginOfStep(*snapshot, 5));
        // Column 1 makes it, 2 is its own, in 3 the lock is taken, in 4 given back.
        QCOMPARE(model::statesOf(*snapshot, kWorker), std::string("new running blocked ready"));
        const model::HistoryView worker = snapshot->history(kWorker);
        QCOMPARE(worker.at(2).begin, model::beginOfStep(*snapshot, 3));
        QCOMPARE(worker.at(2).end, model::beginOfStep(*snapshot, 4));
        QCOMPARE(worker.at(2).wait.object, kLock);
        QCOMPARE(snapshot->task(kWorker)->state, State::Ready);
        QCOMPARE(snapshot->task(kMain)->state, State::Ready);
        QVERIFY(snapshot->object(kLock)->certain);
        QCOMPARE(snapshot->object(kLock)->maxWaiters, std::uint64_t{1});
    }

    void aTaskThatIsBlockedAtASemaphoreTellsHowManyUnitsItAsksFor() {
        Story story{wire::TaskKind::Thread};
        Stand wants = before(OperationKind::Acquire, false);
        wants.object = kLock;
        wants.units = 2;
        story.step(kMain, {}, {before(OperationKind::Exit), wants});
        const auto wait = std::find_if(story.m_steps.back().begin(), story.m_steps.back().end(),
                                       [](const Event& e) { return e.kind == EventKind::WaitBegan; });
        QVERIFY(wait != story.m_steps.back().end());
        QCOMPARE(wire::unitsAskedFor(*wait), std::uint16_t{2});
    }

    void aBlockedTaskThatGivesUpRunsItsColumn() {
        Story story{wire::TaskKind::Thread};
        story.step(kMain, {Story::onLock(EventKind::Acquired, 7)},
                   {before(OperationKind::Unlock), before(OperationKind::Lock, false)});
        QCOMPARE(story.m_stream.blockedSince(kWorker), std::optional<std::uint32_t>(5));
        story.step(kWorker, {}, {before(OperationKind::Unlock), before(OperationKind::Yield)}, true);
        QVERIFY(!story.m_stream.blockedSince(kWorker));
        const model::SnapshotPtr snapshot = story.snapshot();
        QCOMPARE(model::statesOf(*snapshot, kWorker),
                 std::string("new running blocked ready blocked running ready"));
        QVERIFY(snapshot->object(kLock)->waiters.empty());
    }

    void whoEndsEndsWithItsColumn() {
        Story story{wire::TaskKind::Thread};
        story.step(kWorker, {}, {before(OperationKind::Exit), Stand{}});
        const model::SnapshotPtr snapshot = story.snapshot();
        QCOMPARE(snapshot->task(kWorker)->exited, std::optional(model::beginOfStep(*snapshot, 6)));
        QCOMPARE(snapshot->task(kWorker)->totals[model::indexOf(State::Running)],
                 Duration{2 * model::kStepLength});
    }

    void whoIsKilledByAStepHasItsSignal() {
        Story story{wire::TaskKind::Thread};
        Stand dead;
        dead.status = 9;
        story.step(kMain, {}, {before(OperationKind::Join), dead});
        const model::SnapshotPtr snapshot = story.snapshot();
        QCOMPARE(snapshot->task(kWorker)->exited, std::optional(model::beginOfStep(*snapshot, 5)));
        QCOMPARE(snapshot->task(kWorker)->exitStatus, std::optional(9));
    }

    // As a daemon: the one whose step was an end is told first.
    void whoIsTakenAlongByAnEndEndsAfterIt() {
        Story story{wire::TaskKind::Thread};
        Stand dead;
        dead.status = 9;
        story.step(kMain, {}, {Stand{}, dead});
        const model::SnapshotPtr snapshot = story.snapshot();
        QVERIFY(snapshot->task(kMain)->exited && snapshot->task(kWorker)->exited);
        QVERIFY(*snapshot->task(kMain)->exited <= *snapshot->task(kWorker)->exited);
        QCOMPARE(snapshot->task(kWorker)->exitStatus, std::optional(9));
    }

    // Its event comes meanwhile.
    void whoIsSuspendedIsSoUntilItIsActivated() {
        Story story{wire::TaskKind::Thread};
        const auto suspended = [](Stand stand) {
            stand.isSuspended = true;
            return stand;
        };
        story.step(kMain, {Story::onLock(EventKind::Acquired, 7)},
                   {before(OperationKind::Suspend), before(OperationKind::Lock, false)});
        story.step(kMain, {}, {before(OperationKind::Unlock), suspended(before(OperationKind::Lock, false))});
        story.step(kMain, {Story::onLock(EventKind::Released, 8)},
                   {before(OperationKind::Activate), suspended(before(OperationKind::Lock))});
        story.step(kMain, {}, {before(OperationKind::Exit), before(OperationKind::Lock)});
        QCOMPARE(model::statesOf(*story.snapshot(), kWorker),
                 std::string("new running blocked ready blocked suspended_blocked suspended_ready ready"));
    }

    void aLockOfADeadProcessChangesItsOwnerInOneStep() {
        Story story{wire::TaskKind::Thread};
        story.step(kMain, {Story::onLock(EventKind::Acquired, 7)},
                   {before(OperationKind::Unlock), before(OperationKind::Lock)});
        story.step(kWorker,
                   {{.task = kWorker.value(),
                     .object = kLock.value(),
                     .kind = EventKind::WaitEnded,
                     .detail = static_cast<std::uint16_t>(wire::WaitOutcome::OwnerDied)}},
                   {before(OperationKind::Unlock), before(OperationKind::Unlock)});
        const model::SnapshotPtr snapshot = story.snapshot();
        QCOMPARE(snapshot->object(kLock)->holders.size(), std::size_t{1});
        QCOMPARE(snapshot->object(kLock)->holders.front().task, kWorker);
    }

    void whatWasKeptGoesOnAsIfItHadBeenMade() {
        Story story{wire::TaskKind::Fiber};
        StepStream again;
        const std::size_t steps = story.m_steps.size();
        std::size_t start = story.m_events.size();
        for (const auto& step : story.m_steps) start -= step.size();
        again.resume({story.m_events.data(), start});
        for (std::size_t i = 0; i + 1 < steps; ++i) again.resume(story.m_steps[i]);
        std::vector<Event> last;
        again.step({.task = kMain}, std::vector{Story::onLock(EventKind::Released, 6)},
                   std::vector{before(OperationKind::Exit), before(OperationKind::Lock)}, last);
        QVERIFY(last == story.m_steps.back());
        QCOMPARE(again.now(), story.m_stream.now());
    }

    void aFootprintKnowsNoTimeAndNoKernelNumbers() {
        Event one = born(kWorker, wire::TaskKind::Thread, 8),
              other = born(kWorker, wire::TaskKind::Thread, 9);
        other.time = 5;
        const Event taken = Story::onLock(EventKind::Acquired, 1);
        QVERIFY(footprintOf(std::vector{one, taken}) == footprintOf(std::vector{taken, other}));
        QVERIFY(!(footprintOf(std::vector{one}) == footprintOf(std::vector{one, taken})));
        QVERIFY(!(footprintOf(std::vector{taken}) ==
                  footprintOf(std::vector{Story::onLock(EventKind::Released, 1)})));
        QVERIFY(!(footprintOf(std::vector{taken}) ==
                  footprintOf(std::vector{Story::onLock(EventKind::Acquired, 2)})));
    }
};

QTEST_GUILESS_MAIN(StepStreamTest)
#include "tst_step_stream.moc"
