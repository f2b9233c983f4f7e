// A made-up run with something of everything that a timeline can show: for looking at it, and for tests of
// interaction.
#pragma once

#include "tests/support/stream_builder.h"

namespace heddle::ui {

// Processes, threads, fibers, a mutex, a semaphore, a queue, a suspension, a gap; about 2 s.
[[nodiscard]] model::SnapshotPtr demoSnapshot();
// `tasks` threads in processes of 50, `intervals` intervals in all, as a busy program would make them. The
// model keeps the histories alive.
[[nodiscard]] model::Model busyModel(std::size_t tasks, std::size_t intervals, Instant& now);

}  // namespace heddle::ui
