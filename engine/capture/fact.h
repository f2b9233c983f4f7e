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

// A wake-up begins in the waker's context and takes effect where the task will run, perhaps in an interrupt
// there.
enum class WakePhase : std::uint16_t {
    Effect = 0,  // ready from now on
    Cause = 1,   // somebody has begun to wake it: tells who, changes nothing
};

constexpr std::uint32_t numberOf(Tid tid) {
    return static_cast<std::uint32_t>(tid.value());
}
constexpr Tid tidFrom(std::uint32_t number) {
    return Tid{static_cast<std::int32_t>(number)};
}

}  // namespace heddle::capture
