// The model at one instant: immutable, shared, cheap to take (it shares the histories with the model and with
// other snapshots), safe to read from any thread for as long as it is held.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/deadlock.h"
#include "engine/model/history_view.h"
#include "engine/model/object_info.h"
#include "engine/model/printed_line.h"
#include "engine/model/series.h"
#include "engine/model/task_info.h"
#include "engine/model/transfer.h"

namespace heddle::model {

struct Site {
    std::string_view file;
    std::uint32_t line = 0;
};

struct SourceInfo {
    wire::KernelSource kernel = wire::KernelSource::None;
    std::uint64_t lostEvents = 0;
    std::uint64_t gaps = 0;
};

// A stretch in which events are missing; drawn hatched over the lanes that it concerns.
struct Gap {
    Instant begin, end;
    std::uint64_t lost = 0;
    wire::GapSource source = wire::GapSource::KernelCpu;
    CpuId cpu = CpuId::None;  // KernelCpu: whose ring
    TaskId task;              // Runtime: whose ring
};

// Something that the program said has to be so, and was not.
struct FailedExpectation {
    Instant at;
    TaskId task;
    SiteId site;
    TextId text;
};

// Who was on a CPU. The switch itself (under kSwitchTime between one task and the next) is not shown as idle:
// there the lane changes straight from the one to the other.
struct CpuInfo {
    static constexpr Duration kSwitchTime{2000};

    CpuId id = CpuId::None;
    Series<CpuStep> steps;
};

class Snapshot {
public:
    virtual ~Snapshot() = default;

    [[nodiscard]] virtual std::uint64_t version()
        const = 0;                                    // grows with every snapshot of a model that differs
    [[nodiscard]] virtual Instant start() const = 0;  // of the stream
    [[nodiscard]] virtual Instant now() const = 0;    // up to which everything is known
    [[nodiscard]] virtual bool isEnded() const = 0;   // StreamEnded has come
    [[nodiscard]] virtual SourceInfo source() const = 0;

    // tasks()[i].id == TaskId{i + 1}: in the order of their appearance. Parents stand before their children.
    [[nodiscard]] virtual std::span<const TaskInfo> tasks() const = 0;
    [[nodiscard]] virtual const TaskInfo* task(TaskId id) const = 0;  // nullptr if there is none
    [[nodiscard]] virtual HistoryView history(TaskId id) const = 0;   // empty if there is none

    [[nodiscard]] virtual std::span<const ObjectInfo> objects() const = 0;  // in the order of their creation
    [[nodiscard]] virtual const ObjectInfo* object(ObjectId id) const = 0;  // nullptr if there is none
    // In the order in which they were known to have come, which is nearly that of their reception.
    [[nodiscard]] virtual Series<Transfer> transfers() const = 0;
    // In the order of time.
    [[nodiscard]] virtual Series<PrintedLine> printed() const = 0;
    [[nodiscard]] virtual std::span<const CpuInfo> cpus() const = 0;
    [[nodiscard]] virtual std::span<const Deadlock> deadlocks() const = 0;
    [[nodiscard]] virtual std::span<const Gap> gaps() const = 0;
    // The first ones, kMostExpectations at the most, and how many there were in all.
    static constexpr std::size_t kMostExpectations = 1000;
    [[nodiscard]] virtual std::span<const FailedExpectation> failedExpectations() const = 0;
    [[nodiscard]] virtual std::uint64_t failedExpectationCount() const = 0;

    [[nodiscard]] virtual std::string_view text(TextId id) const = 0;  // empty if unknown
    [[nodiscard]] virtual Site site(SiteId id) const = 0;              // empty file if unknown

    // Names as shown: "main", "P1", or "task 7" where nobody gave one.
    [[nodiscard]] virtual std::string nameOf(TaskId id) const = 0;
    [[nodiscard]] virtual std::string nameOf(ObjectId id) const = 0;
    // Number of transitions from one state to another so far, over all tasks (for the state diagram).
    [[nodiscard]] virtual std::uint64_t transitions(State from, State to) const = 0;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace heddle::model
