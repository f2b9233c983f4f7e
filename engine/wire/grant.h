// Ends a task's wait, from any thread and any process that has the segment.
#pragma once

#include <csignal>

#include "engine/wire/segment.h"

namespace heddle::wire {

// Lets `waiter` go on with `outcome`: wakes its thread or, for a fiber of a thread that is not the caller's
// own, puts it on its carrier's stack of granted ones and rings the carrier.
void grant(const Segment& segment, TaskRef waiter, WaitOutcome outcome);

// For a carrier, of one of its fibers: whether it lies on the stack of granted ones.
[[nodiscard]] bool isOnStackOfGranted(const Segment& segment, TaskRef fiber);

// Ends a carrier's sleep: it looks at its `granted` stack.
void ringCarrier(TaskRecord& carrier);

// Bits 0 and 1 of a carrier's bell; the rest counts rings.
inline constexpr std::uint32_t kCarrierAsleep = 1;  // it sleeps on the bell
inline constexpr std::uint32_t kCarrierPolls = 2;   // it sleeps in epoll, which kCarrierSignal ends
inline constexpr std::uint32_t kOneRing = 4;

// A carrier lets it come only while it sleeps in epoll. Whoever does not expect it is not harmed by it.
inline constexpr int kCarrierSignal = SIGURG;

}  // namespace heddle::wire
