// The verdict of a run: what its scenario promises, held against what was observed.
#pragma once

#include <optional>

#include "engine/model/snapshot.h"
#include "engine/session/expectation.h"
#include "engine/session/request.h"

namespace heddle::session {

// None for a command, and for a recording whose scenario this library does not have.
[[nodiscard]] std::optional<Verdict> verdictOn(const RunRequest& request, const model::Snapshot& snapshot);

}  // namespace heddle::session
