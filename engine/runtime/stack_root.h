// The first frame of a carried stack, or of a child process: the unwinder sees no caller behind it, as at the
// start of a thread.
#pragma once

namespace heddle::runtime {

void runAtStackRoot(void (*run)(void*), void* argument);

}  // namespace heddle::runtime
