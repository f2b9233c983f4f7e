// Whether a model looks for deadlocks.
#pragma once

#include <cstdint>

namespace heddle::model {

enum class DeadlockSearch : std::uint8_t {
    On,   // as always
    Off,  // none is ever found: to measure what looking for them costs
};

}  // namespace heddle::model
