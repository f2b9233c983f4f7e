#include "engine/model/snapshot_data.h"

#include <utility>

#include "engine/base/phrase.h"

namespace heddle::model {

// --- the table ---

void SnapshotTable::fillTask(std::uint32_t task, const TaskFold& fold, const Store& store) {
    const TaskRecord& t = fold.record(task);
    TaskInfo& info = tasks[task - 1];
    info = fold.info(task);
    if (t.isFiber())
        info.carrier = TaskId{t.partner};
    info.state = t.open.state;
    info.stateSince = instantFromNs(t.open.begin);
    if (t.waitPhase != WaitPhase::None)
        info.wait = store.waits[t.wait];
    else if (t.open.state == State::Blocked || t.open.state == State::SuspendedBlocked)
        info.wait = store.waits[t.open.cause];
    info.cpu = CpuId{t.cpu};
    if (t.isFiber() && t.onCarrier)
        info.cpu = CpuId{fold.record(t.partner).cpu};
    info.lastWaker = TaskId{t.lastWaker};
    info.site = SiteId{t.site};
    info.voluntarySwitches = t.voluntarySwitches;
    info.involuntarySwitches = t.involuntarySwitches;
    for (std::size_t s = 0; s < kStateCount; ++s) info.totals[s] = Duration{t.totals[s]};
    info.totals[indexOf(t.open.state)] += Duration{now - t.open.begin};
    heads[task - 1] = {t.history, t.closed, t.open};
}

void SnapshotTable::fillObject(std::size_t number, const TaskFold& fold, const Store& store) {
    const ObjectRecord& o = store.objects[number];
    ObjectInfo& info = objects[number];
    info.id = o.id;
    info.kind = o.kind;
    info.name = o.name;
    info.creator = o.creator;
    info.created = instantFromNs(o.created);
    info.capacity = o.capacity;
    info.level = o.level;
    info.holders = o.holders;
    info.waiters.clear();
    for (std::uint32_t w = o.firstWaiter; w != 0; w = fold.record(w).nextWaiter) {
        const TaskRecord& t = fold.record(w);
        const Wait& wait = store.waits[t.wait];
        info.waiters.push_back({TaskId{w}, wait.operation, instantFromNs(t.waitSince), wait.site});
    }
    info.acquisitions = o.acquisitions;
    info.contended = o.contended;
    info.maxWaiters = o.maxWaiters;
    info.maxDepth = o.maxDepth;
    info.reads = o.reads;
    info.writes = o.writes;
    info.ownerDeaths = o.ownerDeaths;
    info.lastDeadOwner = o.lastDeadOwner;
    info.lastHeir = o.lastHeir;
    info.certain = o.certain;
    info.holds = Series<Hold>{o.holds, o.holds.size()};
    info.levels = Series<LevelStep>{o.levels, o.levels.size()};
    info.waiterCounts = Series<LevelStep>{o.waiterCounts, o.waiterCounts.size()};
}

void SnapshotTable::bringUpTo(std::uint32_t newEpoch, std::int64_t newNow, const TaskFold& fold,
                              const Store& store) {
    const Duration passed{newNow - now};
    const std::uint32_t had = static_cast<std::uint32_t>(tasks.size());
    now = newNow;
    tasks.resize(fold.count());
    heads.resize(fold.count());
    for (std::uint32_t task = 1; task <= fold.count(); ++task) {
        if (task > had || fold.record(task).changedAt > epoch)
            fillTask(task, fold, store);
        else
            tasks[task - 1].totals[indexOf(tasks[task - 1].state)] += passed;
    }
    const std::size_t hadObjects = objects.size();
    objects.resize(store.objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (i >= hadObjects || store.objects[i].changedAt > epoch)
            fillObject(i, fold, store);
    }
    epoch = newEpoch;
}

std::unique_ptr<SnapshotTable> TablePool::take() {
    const std::lock_guard lock{m_mutex};
    if (m_tables.empty())
        return std::make_unique<SnapshotTable>();
    auto table = std::move(m_tables.back());
    m_tables.pop_back();
    return table;
}

void TablePool::giveBack(std::unique_ptr<SnapshotTable> table) {
    const std::lock_guard lock{m_mutex};
    if (m_tables.size() < kKept)
        m_tables.push_back(std::move(table));
}

// --- the snapshot ---

SnapshotData::~SnapshotData() {
    if (pool && table)
        pool->giveBack(std::move(table));
}

const TaskInfo* SnapshotData::task(TaskId id) const {
    return id.isNone() || id.value() > table->tasks.size() ? nullptr : &table->tasks[id.value() - 1];
}

HistoryView SnapshotData::history(TaskId id) const {
    if (id.isNone() || id.value() > table->heads.size())
        return {};
    const SnapshotTable::HistoryHead& head = table->heads[id.value() - 1];
    return {*head.history, head.closed, head.open, end};
}

const ObjectInfo* SnapshotData::object(ObjectId id) const {
    const auto index = store->objectIndex.find(id.value());
    return index && *index < table->objects.size() ? &table->objects[*index] : nullptr;
}

std::string SnapshotData::nameOf(TaskId id) const {
    if (const TaskInfo* info = task(id)) {
        if (const std::string_view name = text(info->name); !name.empty())
            return std::string{name};
    }
    return Phrase{"task %1", id.value()};
}

std::string SnapshotData::nameOf(ObjectId id) const {
    const ObjectInfo* info = object(id);
    if (info) {
        if (const std::string_view name = text(info->name); !name.empty())
            return std::string{name};
    }
    return std::string{info ? kindName(info->kind) : "object"} + ' ' + std::to_string(id.value());
}

std::uint64_t SnapshotData::transitions(State from, State to) const {
    return indexOf(from) < kStateCount && indexOf(to) < kStateCount
               ? transitionCounts[indexOf(from)][indexOf(to)]
               : 0;
}

}  // namespace heddle::model
