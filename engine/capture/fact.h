// A fact: what one source says, before the task it speaks of is known to the stream. It is a wire::Event, so
// that all sources merge alike, but the kernel's ones name tasks by Tid:
//
//   TaskCreated   task: Tid; object: Tid of the creator; value: pid:tid; detail: TaskKind
//   TaskNamed, TaskExecuted  task: Tid; object: number in the NameTable; value: pid:tid
//   TaskExited, TaskReaped, TaskAdmitted, TaskCounter, Sampled  task: Tid
//   SwitchedIn, SwitchedOut  task: Tid
//   Stopped, Continued       task: Tid; object: 1 when it is about all threads of that process
//   Woken         task: Tid; object: Tid of the waker, 0 when no task; detail: WakePhase
//   GapBegan, GapEnded       as in the merged stream
// The runtime's facts name tasks by TaskRef, as they stand in the rings.
#pragma once

#include "engine/wire/event.h"

namespace heddle::capture {

// A wake-up is told in the context of its cause, and again where it takes effect if that may be later: in an
// interrupt, on another CPU. A task that is on a CPU when the cause is told is about to leave it (and is
// ready from then on), unless the effect is told first: then it never leaves.
enum class WakePhase : std::uint16_t { Cause = 0, Effect = 1 };

constexpr std::uint32_t numberOf(Tid tid) {
    return static_cast<std::uint32_t>(tid.value());
}
constexpr Tid tidFrom(std::uint32_t number) {
    return Tid{static_cast<std::int32_t>(number)};
}

}  // namespace heddle::capture
