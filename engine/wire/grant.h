// Ends a task's wait, from any thread and any process that has the segment.
#pragma once

#include "engine/wire/segment.h"

namespace heddle::wire {

// Lets `waiter` go on with `outcome`: wakes its thread or, for a fiber of a thread that is not the caller's
// own, puts it on its carrier's stack of granted ones and rings the carrier.
void grant(const Segment& segment, TaskRef waiter, WaitOutcome outcome);

// Ends a carrier's sleep: it looks at its `granted` stack.
void ringCarrier(TaskRecord& carrier);

inline constexpr std::uint32_t kCarrierAsleep = 1;  // bit 0 of a carrier's bell
inline constexpr std::uint32_t kOneRing = 2;        // the rest counts

}  // namespace heddle::wire
