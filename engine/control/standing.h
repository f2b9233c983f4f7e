// Where a controlled run stands, read from the segment while nobody moves: what each task would do next,
// whether it may, and if not, who holds it up.
//
// The truth is in the objects themselves (ObjectRecord::word and the tasks' records): nothing is kept here
// from one step to the next. One rule for each kind of operation: rules.cpp.
// Thread rule: one thread; read() only while every task stands. Nothing read from the segment is believed
// beyond its limits. A task's number is its TaskRef less one, an object's its ObjectId less one.
#pragma once

#include <optional>
#include <vector>

#include "engine/control/executor.h"
#include "engine/wire/segment.h"

namespace heddle::control {

constexpr TaskNumber numberOf(TaskRef ref) {
    return ref.isNone() ? TaskNumber::None : static_cast<TaskNumber>(ref.value() - 1);
}
constexpr TaskRef refOf(TaskNumber task) {
    return task == TaskNumber::None ? TaskRef{} : TaskRef{static_cast<std::uint32_t>(task) + 1};
}
constexpr ObjectNumber numberOf(ObjectId id) {
    return id.isNone() ? ObjectNumber::None : static_cast<ObjectNumber>(id.value() - 1);
}
constexpr ObjectId idOf(ObjectNumber object) {
    return object == ObjectNumber::None ? ObjectId{} : ObjectId{static_cast<std::uint32_t>(object) + 1};
}

class Standing {
public:
    explicit Standing(const wire::Segment& segment) : m_segment(segment) {}

    // All anew.
    void read();
    [[nodiscard]] std::span<const TaskView> tasks() const { return m_tasks; }
    // GoesOn, AllEnded (daemons that wait for work may be left) or Deadlock; NoNextStep if somebody moves all
    // the same: then nobody may go.
    [[nodiscard]] Outcome outcome() const { return m_outcome; }

private:
    const wire::Segment& m_segment;
    std::vector<TaskView> m_tasks;
    Outcome m_outcome = Outcome::AllEnded;
};

// Of the objects' states; what is in the tasks' own memory cannot be had.
[[nodiscard]] std::uint64_t fingerprintOf(const wire::Segment& segment);

// What went wrong in the step just made; nothing if it went well. `text`: the program's own words.
struct StepTrouble {
    Outcome outcome;
    std::string_view text;
};
[[nodiscard]] std::optional<StepTrouble> troubleIn(const wire::Segment& segment);

// What the task is about to do; None where it has ended.
[[nodiscard]] Operation operationOf(const wire::Segment& segment, TaskRef task);

}  // namespace heddle::control
