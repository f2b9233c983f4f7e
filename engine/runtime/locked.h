// How a lock was found by who has it now.
#pragma once

#include <optional>

#include "engine/wire/event.h"

namespace heddle::runtime {

enum class Locked {
    AsUsual,
    OwnerDied,  // its process has died with it
};

// Nothing: it did not come.
inline std::optional<Locked> foundBy(wire::WaitOutcome outcome) {
    if (outcome == wire::WaitOutcome::TimedOut)
        return std::nullopt;
    return outcome == wire::WaitOutcome::OwnerDied ? Locked::OwnerDied : Locked::AsUsual;
}

}  // namespace heddle::runtime
