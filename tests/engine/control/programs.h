// Test support: the known programs, abstract, and random small ones.
#pragma once

#include "tests/engine/control/machine.h"

namespace heddle::control::testing {

// n tasks read money, add one, write it; a last task joins them and asserts that nothing was lost.
[[nodiscard]] Program lostUpdate(std::size_t tasks, bool isFixed);
// Every task locks A and B; odd ones the other way round, unless fixed.
[[nodiscard]] Program deadlockAb(std::size_t tasks, bool isFixed);
[[nodiscard]] Program philosophers(std::size_t count, bool isOrdered);
// A waiter looks at a flag and then waits; broken: without holding the mutex in between.
[[nodiscard]] Program conditionLostWakeup(bool isFixed);
enum class PetersonForm { Right, TurnFirst, NoTurn };
// Two tasks, mutual exclusion asserted; NoTurn: only flags (deadlocks); TurnFirst: turn set before the flag
// (both enter).
[[nodiscard]] Program peterson(PetersonForm form);
// n tasks, m permits, at most m inside asserted.
[[nodiscard]] Program semaphore(std::size_t tasks, std::int32_t permits, bool isBroken);
[[nodiscard]] Program independent(std::size_t tasks, std::size_t operations);
[[nodiscard]] Program producerConsumer(std::int32_t items, std::int32_t capacity);
// n tasks that write the same variable once.
[[nodiscard]] Program writers(std::size_t tasks);
// 3 tasks of `operations` operations: locked sections and unlocked accesses in turn.
[[nodiscard]] Program busy(std::size_t operations);
// 2 or 3 tasks of a few random operations on a few objects; small enough for all interleavings.
[[nodiscard]] Program randomProgram(std::uint64_t seed);

}  // namespace heddle::control::testing
