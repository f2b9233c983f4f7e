// Streams by chance, for properties that must hold of any stream. The same seed gives the same stream.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/wire/event.h"

namespace heddle::model {

// Processes, threads, fibers and objects that do what real ones could do, mostly: every kind of event, with
// losses, events out of their object's order, and now and then one that makes no sense.
[[nodiscard]] std::vector<wire::Event> busyStream(std::uint32_t seed, std::size_t events);
// Anything: fields from all over their range, as in a hostile file.
[[nodiscard]] std::vector<wire::Event> hostileStream(std::uint32_t seed, std::size_t events);

}  // namespace heddle::model
