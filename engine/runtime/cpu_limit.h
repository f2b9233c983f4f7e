// A limit on CPU time, finer than RLIMIT_CPU, which counts whole seconds.
#pragma once

#include "engine/base/clock.h"

namespace heddle::runtime {

// The calling process is ended by SIGXCPU when it has used `length` more of CPU time.
void limitCpuTime(Duration length);

}  // namespace heddle::runtime
