// Who has died with its process, another one than the caller's: an owner, or somebody who stands in a line.
// In one's own process nobody dies without oneself.
//
// What is handed over to a dead task is lost. So whoever hands over takes the dead at the head of the line
// out of it first. (Who is killed after that, before it has woken up, takes along what it was given, as it
// would a moment later.)
#pragma once

#include "engine/runtime/wait.h"

namespace heddle::runtime {

[[nodiscard]] bool hasDiedElsewhere(const ThreadContext& thread, TaskRef task);
// The guard of `line` is held. Takes out of it whoever has died, up to the first who lives; whether that was
// anybody.
bool takeOutTheDead(const ThreadContext& thread, wire::WaiterList& line);

}  // namespace heddle::runtime
