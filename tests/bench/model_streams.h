// Streams of events as capture would hand them to the model, made up: always the same ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/wire/event.h"

namespace heddle::bench {

enum class Mix {
    Switches,     // of an ordinary user's source
    Tracepoints,  // switches and wake-ups
    Locks,        // locks taken and given back, never waited for
    Waits,        // locks that are mostly waited for
    Program,      // all of that, in the proportion of a program that shares locks
};

// `tasks` threads of one process that take turns on two CPUs, in an order that repeats nowhere soon.
[[nodiscard]] std::vector<wire::Event> makeStream(std::size_t events, std::uint32_t tasks, Mix mix);

}  // namespace heddle::bench
