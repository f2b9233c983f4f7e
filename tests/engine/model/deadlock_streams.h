// What the tests of verdicts have in common.
#pragma once

#include <string>
#include <vector>

#include "tests/support/stream_builder.h"

namespace heddle::model {

// A process with threads.
struct Threads {
    explicit Threads(StreamBuilder& s, int count) {
        for (int i = 0; i < count; ++i)
            ids.push_back(i == 0 ? s.process("main") : s.thread(ids[0], "T" + std::to_string(i)));
    }
    TaskId operator[](std::size_t i) const { return ids[i]; }
    std::vector<TaskId> ids;
};

using Tasks = std::vector<TaskId>;

inline std::vector<Deadlock> deadlocksOf(const StreamBuilder& s) {
    const SnapshotPtr snapshot = s.snapshot();
    return {snapshot->deadlocks().begin(), snapshot->deadlocks().end()};
}

}  // namespace heddle::model
