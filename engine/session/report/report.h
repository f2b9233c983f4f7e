// What a run did, told from its last snapshot: as JSON for programs (docs/command-line.md says which fields),
// and in words for people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/snapshot.h"
#include "engine/session/expectation.h"
#include "engine/session/session.h"

namespace heddle::session {

struct Report {
    std::string title;  // what was run: "semaphore-processes permits=3", "make -j2"
    model::SnapshotPtr snapshot;
    std::optional<Verdict> verdict;
    std::vector<std::string> remarks;
};

// Of a session that has ended.
[[nodiscard]] Report reportOf(Session& session);
[[nodiscard]] std::string titleOf(const RunRequest& request);

// Valid UTF-8 whatever names the tasks gave themselves; ends with a line end.
[[nodiscard]] std::string jsonOf(const Report& report);
[[nodiscard]] std::string textOf(const Report& report);

}  // namespace heddle::session
