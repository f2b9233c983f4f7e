// Test support: an abstract program (machine.h), run on the runtime's own objects and tasks.
#pragma once

#include "engine/runtime/task.h"
#include "engine/wire/event.h"
#include "tests/engine/control/machine.h"

namespace heddle::control::testing {

// The same program begun by one task that spawns all the others and joins them: so real programs begin.
[[nodiscard]] Program withMain(Program program);
// What the first task of withMain()'s program does. `program` must outlive it.
[[nodiscard]] runtime::Body onRuntime(const Program& program, wire::TaskKind kind = wire::TaskKind::Thread);

}  // namespace heddle::control::testing
