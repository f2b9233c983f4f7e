// Logical time: in a controlled run time is counted in steps. Step k begins at kStepLength * k after the
// start of the stream; before step 1 stands what was there at the start. So a step is a column, and two runs
// of the same choices have the same times.
#pragma once

#include <cstdint>

#include "engine/model/snapshot.h"

namespace heddle::model {

inline constexpr Duration kStepLength = std::chrono::milliseconds{1};

// Whether the run's time is in steps.
[[nodiscard]] inline bool isInSteps(const Snapshot& snapshot) {
    return snapshot.source().kernel == wire::KernelSource::Gate;
}

// The step that an instant belongs to; 0: before the first one.
[[nodiscard]] inline std::uint32_t stepAt(const Snapshot& snapshot, Instant at) {
    return at <= snapshot.start() ? 0 : static_cast<std::uint32_t>((at - snapshot.start()) / kStepLength);
}

[[nodiscard]] inline Instant beginOfStep(const Snapshot& snapshot, std::uint32_t step) {
    return snapshot.start() + kStepLength * step;
}

}  // namespace heddle::model
