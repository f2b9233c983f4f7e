// What the checks of the scenarios ask of an observed run.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/snapshot.h"
#include "engine/scenarios/verdict.h"

namespace heddle::scenarios {

struct Life {
    Instant begin{}, end{};
    [[nodiscard]] Duration length() const { return end - begin; }
};
// From the creation of the task of that name to its end (or to the end of the observation); empty if there is
// none.
[[nodiscard]] Life lifeOf(const model::Snapshot& seen, std::string_view name);
// nullptr if there is none.
[[nodiscard]] const model::TaskInfo* taskNamed(const model::Snapshot& seen, std::string_view name);
// Its process number, as text.
[[nodiscard]] std::string pidOf(const model::TaskInfo& task);
[[nodiscard]] std::size_t tasksOf(const model::Snapshot& seen, wire::TaskKind kind);
// nullptr if there is none.
[[nodiscard]] const model::ObjectInfo* objectNamed(const model::Snapshot& seen, std::string_view name);
[[nodiscard]] std::size_t mostHoldersAtOnce(const model::ObjectInfo& object);
// The same of all objects of that name together.
[[nodiscard]] std::size_t mostHoldersAtOnce(const model::Snapshot& seen, std::string_view name);
// Whether no hold of `units` units overlaps with a hold of another task.
[[nodiscard]] bool isHeldAlone(const model::ObjectInfo& object, std::uint32_t units);
// Of a variable or barrier, over time; and of the variable of that name in the end (0 if there is none).
[[nodiscard]] std::int64_t highestLevel(const model::ObjectInfo& object);
[[nodiscard]] std::int64_t levelOf(const model::Snapshot& seen, std::string_view variable);
// ...and what it was at `when`.
[[nodiscard]] std::int64_t levelAt(const model::Snapshot& seen, std::string_view variable, Instant when);
// How often a queue's depth went up, and down.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> putsAndTakes(const model::ObjectInfo& queue);
// When the future of that name came to `status`; nothing if it never did.
[[nodiscard]] std::optional<Instant> reached(const model::Snapshot& seen, std::string_view future,
                                             wire::FutureStatus status);
// Of the futures "`prefix` 1", "`prefix` 2"... up to `count`: how many ended in `status`.
[[nodiscard]] std::int64_t endedIn(const model::Snapshot& seen, std::string_view prefix, std::int64_t count,
                                   wire::FutureStatus status);

// The waits of tasks whose names begin with `prefix`, as they were observed, by beginning: one of each
// operation that had to wait, even if its task was woken or stopped on the way and blocked once more.
[[nodiscard]] std::vector<Stretch> waits(const model::Snapshot& seen, wire::Operation operation,
                                         std::string_view prefix);
// Likewise the stretches in which they were in one state.
[[nodiscard]] std::vector<Stretch> stretches(const model::Snapshot& seen, model::State state,
                                             std::string_view prefix);
[[nodiscard]] Duration longest(const std::vector<Stretch>& stretches);
[[nodiscard]] Duration sum(const std::vector<Stretch>& stretches);
// By the object's own events: how often somebody stood in its line, and when the first one left it.
[[nodiscard]] std::size_t timesWaited(const model::ObjectInfo& object);
[[nodiscard]] std::optional<Instant> firstToLeaveTheLine(const model::ObjectInfo& object);
[[nodiscard]] std::size_t mostAtOnce(const std::vector<Stretch>& stretches);
// How many tasks they belong to.
[[nodiscard]] std::size_t tasksIn(const std::vector<Stretch>& stretches);

// Whether the task of that name has ever been in `state`.
[[nodiscard]] bool hasBeen(const model::Snapshot& seen, std::string_view name, model::State state);
// How the task of that name ended; of unknown cause if it did not, or is none.
[[nodiscard]] model::Ending endingOf(const model::Snapshot& seen, std::string_view name);
// Those of `names` that did not end by `cause`: "first, second, ".
[[nodiscard]] std::string notEndedBy(const model::Snapshot& seen, model::EndCause cause,
                                     const std::vector<std::string_view>& names);

// The first one that was found and was one; nullptr if there is none.
[[nodiscard]] const model::Deadlock* deadlockIn(const model::Snapshot& seen);

// The lines that a task printed, in the order of time.
[[nodiscard]] std::vector<model::PrintedLine> linesOf(const model::Snapshot& seen, TaskId task);
[[nodiscard]] bool hasSaid(const model::Snapshot& seen, TaskId task, std::string_view line);
// What stands behind `beginning` in the first line of `task` that begins so; empty if none does.
[[nodiscard]] std::string saidAfter(const model::Snapshot& seen, TaskId task, std::string_view beginning);
// -1 for what is no number.
[[nodiscard]] std::int64_t numberIn(std::string_view text);

// On how many processors tasks of the run were seen to run.
[[nodiscard]] std::int64_t cpusUsed(const model::Snapshot& seen);

// The messages that went through one object.
[[nodiscard]] std::vector<model::Transfer> transfersThrough(const model::Snapshot& seen, ObjectId channel);
// Messages from the tasks of one name to those of another.
[[nodiscard]] std::size_t transfersBetween(const model::Snapshot& seen, std::string_view sender,
                                           std::string_view receiver);
// The same for tasks whose names begin so.
[[nodiscard]] std::size_t transfersAmong(const model::Snapshot& seen, std::string_view senders,
                                         std::string_view receivers);

}  // namespace heddle::scenarios
