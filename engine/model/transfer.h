// A message that went from one task to another.
#pragma once

#include <cstdint>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"

namespace heddle::model {

struct Transfer {
    ObjectId channel;
    TaskId sender, receiver;
    Instant sent, received;
    std::uint32_t bytes = 0;
};

}  // namespace heddle::model
