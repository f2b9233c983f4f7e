// What the state of a lock means (StateWord::state()): for the locks themselves, and for whoever looks at one
// of a run that stands still. 0 is free.
//
//     Mutex            the TaskRef of its owner
//     RecursiveMutex   the TaskRef of its owner above kDepthBits bits of how often it has locked
//     SharedMutex      how many readers hold it; or kWriter with the TaskRef of the writer
#pragma once

#include "engine/wire/event.h"

namespace heddle::wire {

inline constexpr std::uint32_t kDepthBits = 10;
inline constexpr std::uint32_t kWriter = 1u << 30;

// Who holds it alone; none where nobody does.
constexpr TaskRef ownerOf(ObjectKind kind, std::uint32_t state) {
    switch (kind) {
        case ObjectKind::Mutex:
            return TaskRef{state};
        case ObjectKind::RecursiveMutex:
            return TaskRef{state >> kDepthBits};
        case ObjectKind::SharedMutex:
            return (state & kWriter) != 0 ? TaskRef{state & ~kWriter} : TaskRef{};
        default:
            return {};
    }
}

}  // namespace heddle::wire
