// How many schedules a program has in all: what a search that skips equivalent ones is held against.
//
// An estimate after Knuth ("Estimating the Efficiency of Backtrack Programs", 1975): along a random schedule
// the numbers of choices are multiplied; the mean over many schedules is the number of all, without bias. The
// schedules of a program differ little in length and width, so it settles soon; it is still an estimate.
#pragma once

#include "engine/control/executor.h"

namespace heddle::control {

// Nothing where a schedule is longer than `mostSteps`, or the program cannot be started.
[[nodiscard]] std::optional<double> estimateInterleavings(Executor& executor, std::uint64_t runs,
                                                          std::uint64_t seed, std::uint32_t mostSteps);

}  // namespace heddle::control
