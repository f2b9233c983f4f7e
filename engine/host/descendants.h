// The processes below one process, as /proc shows them.
#pragma once

#include <vector>

#include "engine/base/strong_id.h"

namespace heddle::host {

// Children, their children and so on, of those that are no zombies. A fork that happens meanwhile may be
// missed: look again until nothing changes.
[[nodiscard]] std::vector<Pid> descendantsOf(Pid ancestor);

// Whether it is stopped (not by who traces it), and goes on only when somebody tells it to.
[[nodiscard]] bool isStopped(Pid pid);

}  // namespace heddle::host
