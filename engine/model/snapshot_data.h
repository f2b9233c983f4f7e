// How a Snapshot is held: a table of what changes, copied from the model, and the shared store of what only
// grows.
//
// Tables are used again: when the last reader lets go of a snapshot, its table goes back to the pool, and the
// next snapshot brings only those rows up to date that changed since.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "engine/model/store.h"
#include "engine/model/task_fold.h"

namespace heddle::model {

struct SnapshotTable {
    // What a HistoryView needs.
    struct HistoryHead {
        const History* history = nullptr;
        std::size_t closed = 0;
        Entry open;
    };
    std::uint32_t epoch = 0;  // rows that changed in this epoch or before are right
    std::int64_t now = 0;
    std::vector<TaskInfo> tasks;
    std::vector<HistoryHead> heads;
    std::vector<ObjectInfo> objects;

    void bringUpTo(std::uint32_t epoch, std::int64_t now, const TaskFold& tasks, const Store& store);

private:
    void fillTask(std::uint32_t task, const TaskFold& tasks, const Store& store);
    void fillObject(std::size_t number, const TaskFold& tasks, const Store& store);
};

// Thread rule: any thread.
class TablePool {
public:
    [[nodiscard]] std::unique_ptr<SnapshotTable> take();
    void giveBack(std::unique_ptr<SnapshotTable> table);

private:
    static constexpr std::size_t kKept = 2;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<SnapshotTable>> m_tables;
};

class SnapshotData final : public Snapshot {
public:
    SnapshotData() = default;
    SnapshotData(const SnapshotData&) = delete;
    SnapshotData& operator=(const SnapshotData&) = delete;
    ~SnapshotData() override;

    // Set by the model before it hands the snapshot out.
    std::shared_ptr<const Store> store;
    std::shared_ptr<TablePool> pool;
    std::unique_ptr<SnapshotTable> table;
    std::uint64_t number = 0;
    Instant begin{}, end{};
    bool ended = false;
    SourceInfo sourceInfo;
    Names::Counts names;
    std::vector<CpuInfo> cpuInfos;
    Series<Transfer> transferList;
    Series<PrintedLine> printedLines;
    std::shared_ptr<const std::vector<Deadlock>> deadlockList;
    std::shared_ptr<const std::vector<Gap>> gapList;
    std::shared_ptr<const std::vector<FailedExpectation>> expectationList;
    std::uint64_t expectationCount = 0;
    TransitionCounts transitionCounts{};

    std::uint64_t version() const override { return number; }
    Instant start() const override { return begin; }
    Instant now() const override { return end; }
    bool isEnded() const override { return ended; }
    SourceInfo source() const override { return sourceInfo; }
    std::span<const TaskInfo> tasks() const override { return table->tasks; }
    const TaskInfo* task(TaskId id) const override;
    HistoryView history(TaskId id) const override;
    std::span<const ObjectInfo> objects() const override { return table->objects; }
    const ObjectInfo* object(ObjectId id) const override;
    Series<Transfer> transfers() const override { return transferList; }
    Series<PrintedLine> printed() const override { return printedLines; }
    std::span<const CpuInfo> cpus() const override { return cpuInfos; }
    std::span<const Deadlock> deadlocks() const override { return *deadlockList; }
    std::span<const Gap> gaps() const override { return *gapList; }
    std::span<const FailedExpectation> failedExpectations() const override { return *expectationList; }
    std::uint64_t failedExpectationCount() const override { return expectationCount; }
    std::string_view text(TextId id) const override { return store->names.text(id, names); }
    Site site(SiteId id) const override { return store->names.site(id, names); }
    std::string nameOf(TaskId id) const override;
    std::string nameOf(ObjectId id) const override;
    std::uint64_t transitions(State from, State to) const override;
};

}  // namespace heddle::model
