// What a task does that goes on at once, but lets others go first.
#pragma once

#include "engine/runtime/call_site.h"

namespace heddle::runtime {

// A fiber: the other ready fibers of its thread run first. A thread: the other ready threads of its CPU.
void yield(CallSite at = CallSite::here());

// The end of a round of busy waiting that changed nothing that is shared. A yield; in a controlled run the
// next round comes only when something has changed, for before that it would be the same.
//     while (turn.get() != me) spin();
void spin(CallSite at = CallSite::here());

}  // namespace heddle::runtime
