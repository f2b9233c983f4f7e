// Test support: all interleavings of a small program, by copying the machine at each choice; knows nothing of
// search/ but, for counting equivalence classes, the dependence relation itself.
#pragma once

#include <set>

#include "engine/control/failure.h"
#include "tests/engine/control/machine.h"

namespace heddle::control::testing {

struct EveryInterleaving {
    std::uint64_t schedules = 0;
    bool wasTooMany = false;
    std::set<std::pair<Outcome, std::uint64_t>> ends;  // of whole runs: AllEnded or Deadlock; fingerprint
    std::set<std::string> classes;                     // normal forms of the whole runs
    // The least (steps, context switches) of the schedules up to their first failure, for each way to fail.
    std::vector<std::pair<Failure, std::pair<std::size_t, std::size_t>>> shortestFailures;
};

// Stops when more than `most` schedules were met.
[[nodiscard]] EveryInterleaving everyInterleaving(const Program& program, std::uint64_t most,
                                                  bool withClasses);

}  // namespace heddle::control::testing
