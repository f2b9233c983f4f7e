// Tells why a process is about to die of what its processor refused: the signal alone does not say whether it
// divided by zero or overflowed, or what it did where in memory.
//
// The handlers write one event and let the fault happen again, without them: the process ends exactly as it
// would have. Where the program has handlers of its own they stay. Thread rule: any thread.
#pragma once

namespace heddle::runtime {

void watchFaults();
// Gives the handlers a stack of their own on the calling thread, whose own may be full: without one it would
// end and say nothing. One that the thread already has stays.
void watchFullStack();
// The same for an exception that nobody catches; in a controlled run the gate does that.
void watchExceptions();

}  // namespace heddle::runtime
