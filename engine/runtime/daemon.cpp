#include "engine/runtime/daemon.h"

#include "engine/runtime/thread_context.h"

namespace heddle::runtime {

void becomeDaemon() {
    ThreadContext& thread = ThreadContext::current();
    thread.makeDaemon(thread.running());
}

}  // namespace heddle::runtime
