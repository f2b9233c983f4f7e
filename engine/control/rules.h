// When an operation of the runtime would not wait: one rule for each kind, on the words of the real objects.
//
// A new kind of operation, or a new kind of object under an old one, gets its rule in rules.cpp and nowhere
// else. A rule is a pure function of the segment at rest.
#pragma once

#include "engine/control/operation.h"
#include "engine/wire/segment.h"

namespace heddle::control {

struct Verdict {
    bool mayGo = false;
    TaskNumber blockedBy = TaskNumber::None;  // the one task that alone can let it go on, where there is one
};

// `operation` is what the standing task `self` is about to do.
[[nodiscard]] Verdict judge(const wire::Segment& segment, TaskRef self, const Operation& operation);

}  // namespace heddle::control
