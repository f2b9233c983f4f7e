#include "engine/model/model.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "engine/model/budget.h"
#include "engine/model/object_fold.h"
#include "engine/model/snapshot_data.h"
#include "engine/model/store.h"
#include "engine/model/task_fold.h"
#include "engine/model/transfer_fold.h"

namespace heddle::model {

using wire::Event;
using wire::EventKind;
using wire::GapSource;

// Deals each event to those whom it concerns.
class Model::Fold {
public:
    explicit Fold(DeadlockSearch search) : m_objects(*m_store, m_tasks, m_budget, search) {}
    Fold(const Fold&) = delete;
    Fold& operator=(const Fold&) = delete;

    void apply(std::span<const Event> events);
    SnapshotPtr snapshot(Instant now);
    SourceInfo source() const;
    std::size_t bytes() const {
        return m_store->bytes() + m_tasks.bytes() + m_transfers.bytes() + m_gaps.capacity() * sizeof(Gap) +
               m_expectations->capacity() * sizeof(FailedExpectation);
    }

private:
    void apply(const Event& event);
    void expectationFailed(const Event& event);
    void gapBegan(const Event& event);
    void gapEnded(const Event& event);
    std::size_t openGap(const Event& event);  // index into m_gaps; its size() if there is none

    std::shared_ptr<Store> m_store = std::make_shared<Store>();
    std::shared_ptr<TablePool> m_pool = std::make_shared<TablePool>();
    Budget m_budget;
    TaskFold m_tasks{*m_store, m_budget};
    ObjectFold m_objects;
    TransferFold m_transfers{*m_store};

    std::vector<Gap> m_gaps;
    std::unordered_map<std::uint64_t, std::size_t> m_openGaps;  // by source and whose ring
    SourceInfo m_source;
    std::uint64_t m_lostNumbered = 0;  // of m_source.lostEvents: those that may have had a number
    std::int64_t m_start = 0;
    std::int64_t m_now = 0;
    bool m_hasBegun = false;
    bool m_isEnded = false;

    bool m_hadOpenGaps = false;  // when m_gapList was made

    // What the last snapshot saw; a new one shares what has not changed.
    bool m_isDirty = true;
    std::uint32_t m_epoch = 1;  // grows with every snapshot
    std::weak_ptr<const Snapshot> m_last;
    std::uint64_t m_deadlockVersion = 0;
    std::shared_ptr<const std::vector<Deadlock>> m_deadlockList = std::make_shared<std::vector<Deadlock>>();
    std::shared_ptr<const std::vector<Gap>> m_gapList = std::make_shared<std::vector<Gap>>();
    // Copied when one is added to what a snapshot may hold.
    std::shared_ptr<const std::vector<FailedExpectation>> m_expectations =
        std::make_shared<std::vector<FailedExpectation>>();
    std::uint64_t m_expectationCount = 0;
};

void Model::Fold::apply(std::span<const Event> events) {
    // Far enough ahead that the memory answers in time.
    constexpr std::size_t kAhead = 12;
    m_isDirty = m_isDirty || !events.empty();
    m_budget.noteEvents(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i + kAhead < events.size())
            m_tasks.prefetch(events[i + kAhead]);
        apply(events[i]);
    }
}

void Model::Fold::apply(const Event& event) {
    if (event.time >> 63 != 0 || m_isEnded)
        return;
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_start = static_cast<std::int64_t>(event.time);
    }
    m_now = std::max(m_now, static_cast<std::int64_t>(event.time));
    const std::int64_t now = m_now;
    m_objects.advance(now);

    // The stream itself.
    switch (event.kind) {
        case EventKind::TextPiece:
            m_store->names.addPiece(event);
            return;
        case EventKind::SiteDefined:
            m_store->names.defineSite(event);
            return;
        case EventKind::SourceUsed:
            if (event.detail <= static_cast<std::uint16_t>(wire::KernelSource::Gate)) {
                m_source.kernel = event.detailAs<wire::KernelSource>();
                m_tasks.setSource(m_source.kernel);
            }
            return;
        case EventKind::GapBegan:
            gapBegan(event);
            return;
        case EventKind::GapEnded:
            gapEnded(event);
            return;
        case EventKind::StreamEnded:
            m_objects.giveUpAll(now);
            m_isEnded = true;
            return;
        case EventKind::TaskCreated:
            if (m_tasks.created(event, now))
                m_objects.taskCreated(event.task);
            return;
        case EventKind::ObjectCreated:
            m_objects.created(event, now);
            return;
        case EventKind::ObjectDestroyed:
            m_transfers.destroyed(event.object);
            return;
        case EventKind::ObjectNamed:
            m_objects.named(event);
            return;
        case EventKind::WaitBegan:
        case EventKind::WaitEnded:
        case EventKind::Acquired:
        case EventKind::Released:
        case EventKind::Granted:
        case EventKind::Put:
        case EventKind::Took:
        case EventKind::ValueSet:
        case EventKind::ValueRead:
            if (m_tasks.existsOrIsPresumed(event.task))
                m_tasks.spoke(event.task, now, event.site);
            m_objects.apply(event, now);
            return;
        default:
            break;
    }

    // One task.
    const std::uint32_t task = event.task;
    if (!m_tasks.existsOrIsPresumed(task))
        return;
    const auto status = [&event] {
        return event.detail == 1 ? std::optional{static_cast<int>(event.value)} : std::nullopt;
    };
    switch (event.kind) {
        case EventKind::SwitchedIn:
            m_tasks.switchedIn(task, now, event.detail);
            break;
        case EventKind::SwitchedOut:
            m_tasks.switchedOut(task, now, event.detail, static_cast<wire::SwitchReason>(event.value));
            m_objects.threadBlocked(task, now);
            break;
        case EventKind::Woken:
            m_tasks.woken(task, now, event.object);
            break;
        case EventKind::Stopped:
        case EventKind::Continued:
            m_tasks.setStopped(task, now, event.kind == EventKind::Stopped);
            break;
        case EventKind::Sampled:
            if (event.value <= event.time)
                m_tasks.sampled(task, static_cast<std::int64_t>(event.value), now, event.detailAs<State>());
            break;
        case EventKind::FiberResumed:
            m_tasks.fiberResumed(task, now, event.object);
            break;
        case EventKind::FiberSuspended:
            m_tasks.fiberSuspended(task, now, event.detailAs<wire::FiberPause>());
            break;
        case EventKind::TaskNamed:
        case EventKind::TaskExecuted:
            m_tasks.named(task, TextId{event.object});
            break;
        case EventKind::Sent:
        case EventKind::Received:
            m_tasks.spoke(task, now, event.site);
            m_objects.messageMoved(event, now);
            if (event.kind == EventKind::Sent)
                m_transfers.sent(event, now);
            else
                m_transfers.received(event, now);
            break;
        case EventKind::TaskDaemon:
            m_tasks.becameDaemon(task);
            break;
        case EventKind::Printed:
            m_tasks.spoke(task, now, event.site);
            m_store->printed.append(
                {instantFromNs(now), event.taskId(), event.siteId(), TextId{event.object}});
            break;
        case EventKind::TaskRequested:
            if (event.value <= event.time)
                m_tasks.requested(task, static_cast<std::int64_t>(event.value));
            break;
        case EventKind::TaskStepDone:
            if (event.value <= event.time)
                m_tasks.creationStepDone(task, event.detail, static_cast<std::int64_t>(event.value));
            break;
        case EventKind::TaskEnding:
            m_tasks.spoke(task, now, event.site);
            m_tasks.saysItsEnd(task, event);
            break;
        case EventKind::TaskSignalled:
            m_tasks.spoke(task, now, event.site);
            if (m_tasks.exists(event.object))
                m_tasks.isSentSignal(event.object, event.detail, task);
            break;
        case EventKind::TaskFaulted:
            if (event.site != 0)
                m_tasks.spoke(task, now, event.site);
            m_tasks.faulted(task, event);
            break;
        case EventKind::ExpectationFailed:
            expectationFailed(event);
            break;
        case EventKind::TaskAdmitted:
            m_tasks.admitted(task, now);
            break;
        case EventKind::TaskExited:
            m_tasks.exited(task, now, status());
            break;
        case EventKind::TaskReaped:
            m_tasks.reaped(task, now, status());
            break;
        case EventKind::TaskCounter:
            m_tasks.counted(task, event.detail, event.value);
            break;
        default:
            break;  // kinds of a ring, or of a later version
    }
    if (m_tasks.hasEnded()) {
        for (const std::uint32_t ended : m_tasks.takeEnded()) m_objects.taskEnded(ended, now);
    }
}

void Model::Fold::expectationFailed(const Event& event) {
    if (++m_expectationCount > Snapshot::kMostExpectations)
        return;
    auto list = std::make_shared<std::vector<FailedExpectation>>(*m_expectations);
    list->push_back({instantFromNs(m_now), event.taskId(), event.siteId(), TextId{event.object}});
    m_expectations = std::move(list);
}

std::size_t Model::Fold::openGap(const Event& event) {
    const std::uint32_t whose = event.detailAs<GapSource>() == GapSource::Runtime ? event.task : event.object;
    const auto open = m_openGaps.find(wire::packPair(event.detail, whose));
    return open == m_openGaps.end() ? m_gaps.size() : open->second;
}

void Model::Fold::gapBegan(const Event& event) {
    const auto source = event.detailAs<GapSource>();
    if (source < GapSource::KernelCpu || source > GapSource::Recording || openGap(event) != m_gaps.size())
        return;
    const bool isRuntime = source == GapSource::Runtime;
    m_openGaps[wire::packPair(event.detail, isRuntime ? event.task : event.object)] = m_gaps.size();
    Gap gap{instantFromNs(m_now), instantFromNs(m_now), 0, source, CpuId::None, TaskId{}};
    if (isRuntime)
        gap.task = event.taskId();
    else if (source == GapSource::KernelCpu)
        gap.cpu = CpuId{static_cast<std::uint16_t>(event.object)};
    m_gaps.push_back(gap);
    ++m_source.gaps;

    if (source == GapSource::KernelCpu) {
        m_tasks.cpuGapBegan(static_cast<std::uint16_t>(event.object), m_now);
    } else if (isRuntime) {
        m_objects.lossTold();
        if (!m_tasks.exists(event.task))
            return;
        m_objects.doubtObjectsOf(event.task, m_now);
        m_tasks.runtimeGapBegan(event.task, m_now);
    } else {
        m_objects.lossTold();
        m_objects.doubtAll(m_now);
        m_tasks.everythingLost(m_now);
    }
}

void Model::Fold::gapEnded(const Event& event) {
    const std::size_t index = openGap(event);
    if (index == m_gaps.size())
        return;
    m_gaps[index].end = instantFromNs(m_now);
    m_gaps[index].lost = event.value;
    m_source.lostEvents += event.value;
    const auto source = event.detailAs<GapSource>();
    if (source != GapSource::KernelCpu)
        m_lostNumbered += event.value;
    m_openGaps.erase(wire::packPair(event.detail, source == GapSource::Runtime ? event.task : event.object));
    if (source == GapSource::KernelCpu)
        m_tasks.cpuGapEnded(static_cast<std::uint16_t>(event.object));
    else if (source == GapSource::Recording)
        m_tasks.holeEnded(event.value);
}

// What is missing from objects counts too, but not twice: a gap may have told of it. So do messages for which
// there was no place.
SourceInfo Model::Fold::source() const {
    SourceInfo source = m_source;
    if (const auto [numbers, holes] = m_objects.givenUp(); numbers > m_lostNumbered) {
        source.lostEvents += numbers - m_lostNumbered;
        source.gaps += holes;
    }
    if (m_transfers.missed() > 0) {
        source.lostEvents += m_transfers.missed();
        ++source.gaps;
    }
    return source;
}

SnapshotPtr Model::Fold::snapshot(Instant now) {
    const std::int64_t end = m_isEnded ? m_now : std::max(m_now, toNs(now));
    if (SnapshotPtr last = m_last.lock(); last && !m_isDirty && toNs(last->now()) == end)
        return last;
    m_isDirty = false;
    if (!m_hasBegun && end > 0) {  // nothing has come yet: the run begins where it is looked at
        m_start = end;
    }

    auto snapshot = std::make_shared<SnapshotData>();
    snapshot->store = m_store;
    snapshot->pool = m_pool;
    snapshot->table = m_pool->take();
    m_objects.beforeSnapshot(end);
    snapshot->table->bringUpTo(m_epoch, end, m_tasks, *m_store);
    snapshot->number = m_epoch;
    snapshot->begin = instantFromNs(m_start);
    snapshot->end = instantFromNs(end);
    snapshot->ended = m_isEnded;
    snapshot->sourceInfo = source();
    snapshot->names = m_store->names.counts();
    snapshot->cpuInfos = m_tasks.cpus().lanes(end);
    snapshot->transferList = {m_store->transfers, m_store->transfers.size()};
    snapshot->printedLines = {m_store->printed, m_store->printed.size()};
    if (m_deadlockVersion != m_objects.deadlocks().version()) {
        m_deadlockVersion = m_objects.deadlocks().version();
        m_deadlockList = std::make_shared<std::vector<Deadlock>>(m_objects.deadlocks().found());
    }
    snapshot->deadlockList = m_deadlockList;
    if (m_gapList->size() != m_gaps.size() || !m_openGaps.empty() || m_hadOpenGaps) {
        auto gaps = std::make_shared<std::vector<Gap>>(m_gaps);
        for (const auto& [key, index] : m_openGaps) (*gaps)[index].end = instantFromNs(end);
        m_gapList = std::move(gaps);
        m_hadOpenGaps = !m_openGaps.empty();
    }
    snapshot->gapList = m_gapList;
    snapshot->expectationList = m_expectations;
    snapshot->expectationCount = m_expectationCount;
    snapshot->transitionCounts = m_tasks.transitions();

    ++m_epoch;
    m_tasks.setEpoch(m_epoch);
    m_objects.setEpoch(m_epoch);
    m_last = snapshot;
    return snapshot;
}

Model::Model(DeadlockSearch search) : m_fold(std::make_unique<Fold>(search)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

void Model::apply(std::span<const Event> events) {
    m_fold->apply(events);
}
SnapshotPtr Model::snapshot(Instant now) {
    return m_fold->snapshot(now);
}
std::size_t Model::bytesUsed() const {
    return m_fold->bytes();
}

}  // namespace heddle::model
