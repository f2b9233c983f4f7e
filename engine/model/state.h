// The seven states of a task, and Unknown for where nobody could know.
//
//                admitted            dispatched
//        New ---------------> Ready <------------> Running ------> Terminated
//                               ^     preempted       |      exit
//                          event |                     | wait
//                               +------ Blocked <------+
//                suspend |^ activate        suspend |^ activate
//                        v|                         v|
//                   SuspendedReady <---------- SuspendedBlocked
//                                     event
//
// The five-state view folds the two suspended states into ready and blocked.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/base/clock.h"

namespace heddle::model {

enum class State : std::uint8_t {
    Unknown = 0,           // events were lost, or no source says
    New = 1,               // being created, not yet admitted
    Ready = 2,             // could run, has no CPU
    Running = 3,           // on a CPU
    Blocked = 4,           // waits for an event
    SuspendedReady = 5,    // stopped, and waits for nothing else
    SuspendedBlocked = 6,  // stopped while its event has not come
    Terminated = 7,        // ended; a zombie until reaped
};
inline constexpr std::size_t kStateCount = 8;

// Time spent in each state, indexed by State.
using StateTotals = std::array<Duration, kStateCount>;

constexpr std::size_t indexOf(State state) {
    return static_cast<std::size_t>(state);
}
constexpr bool isSuspended(State s) {
    return s == State::SuspendedReady || s == State::SuspendedBlocked;
}
// The state as the five-state view shows it.
constexpr State folded(State s) {
    return s == State::SuspendedReady ? State::Ready : s == State::SuspendedBlocked ? State::Blocked : s;
}

// "ready", "suspended_ready"...: as in reports.
[[nodiscard]] const char* nameOf(State state);

}  // namespace heddle::model
