// The benchmark's own process as a traced program, with an observer that drains it.
#pragma once

#include <fcntl.h>

#include "engine/runtime/runtime.h"
#include "tests/bench/drainer.h"

namespace heddle::bench {

inline Drainer& observedRun() {
    static const auto segment = wire::Segment::create().value();
    static Drainer drainer = [] {
        runtime::Runtime::use(
            wire::Segment::open(FileDescriptor{::fcntl(segment->fd(), F_DUPFD_CLOEXEC, 0)}).value());
        return Drainer{*segment};
    }();
    return drainer;
}

}  // namespace heddle::bench
