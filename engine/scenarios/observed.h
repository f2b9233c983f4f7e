// What the checks of the scenarios ask of an observed run.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "engine/model/snapshot.h"

namespace heddle::scenarios {

struct Life {
    Instant begin{}, end{};
    [[nodiscard]] Duration length() const { return end - begin; }
};
// From the creation of the task of that name to its end (or to the end of the observation); empty if there is
// none.
[[nodiscard]] Life lifeOf(const model::Snapshot& seen, std::string_view name);
[[nodiscard]] std::size_t tasksOf(const model::Snapshot& seen, wire::TaskKind kind);
// nullptr if there is none.
[[nodiscard]] const model::ObjectInfo* objectNamed(const model::Snapshot& seen, std::string_view name);
[[nodiscard]] std::size_t mostHoldersAtOnce(const model::ObjectInfo& object);
// How often a queue's depth went up, and down.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> putsAndTakes(const model::ObjectInfo& queue);
// "1.234 s", "56.7 ms"
[[nodiscard]] std::string inWords(Duration length);

}  // namespace heddle::scenarios
