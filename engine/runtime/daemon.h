// A task that serves others.
#pragma once

namespace heddle::runtime {

// From now on it is as it should be that the running task waits for work for ever: that is no deadlock, and a
// controlled run in which only such tasks are left has come to its end.
void becomeDaemon();

}  // namespace heddle::runtime
