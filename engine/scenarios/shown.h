// Where a verdict shows best (Verdict::shown): one stretch of one task, taken from what was observed. Nothing
// where nothing of the kind was seen; what is given has a length and lies in the run.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/model/snapshot.h"
#include "engine/scenarios/verdict.h"

namespace heddle::scenarios {

// Of `task`, from one moment to another; nothing if the second one is not later.
[[nodiscard]] std::optional<Stretch> between(TaskId task, Instant begin, Instant end);
// Of several stretches in the order of their beginnings.
[[nodiscard]] std::optional<Stretch> longestOf(const std::vector<Stretch>& stretches);
[[nodiscard]] std::optional<Stretch> shortestOf(const std::vector<Stretch>& stretches);
[[nodiscard]] std::optional<Stretch> firstOf(const std::vector<Stretch>& stretches);
[[nodiscard]] std::optional<Stretch> lastOf(const std::vector<Stretch>& stretches);
[[nodiscard]] std::optional<Stretch> firstAfter(const std::vector<Stretch>& stretches, Instant when);
// The one in which most others begin.
[[nodiscard]] std::optional<Stretch> mostMetOf(const std::vector<Stretch>& stretches);
// Of the first one's task: from the beginning of its first to the end of its last.
[[nodiscard]] std::optional<Stretch> wholeOf(const std::vector<Stretch>& stretches);
// The part of `one` in which `other` is too.
[[nodiscard]] std::optional<Stretch> overlapOf(const std::optional<Stretch>& one,
                                               const std::optional<Stretch>& other);

// From the creation of the task of that name to its end, or to that of the observation.
[[nodiscard]] std::optional<Stretch> wholeLife(const model::Snapshot& seen, std::string_view name);
// Of the messages between tasks of these names, the one that lay longest: its receiver, meanwhile.
[[nodiscard]] std::optional<Stretch> longestOnItsWay(const model::Snapshot& seen, std::string_view sender,
                                                     std::string_view receiver);
// The longest sleep, or the part of one, of tasks whose names begin so while that variable is `level`.
[[nodiscard]] std::optional<Stretch> longestSleepAt(const model::Snapshot& seen, std::string_view prefix,
                                                    std::string_view variable, std::int64_t level);
// The first deadlock that was found: one of its circle, from its closing on.
[[nodiscard]] std::optional<Stretch> firstDeadlock(const model::Snapshot& seen);

}  // namespace heddle::scenarios
