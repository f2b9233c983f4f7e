#include "engine/runtime/daemon.h"

#include "engine/runtime/thread_context.h"

namespace heddle::runtime {

void becomeDaemon() {
    ThreadContext& thread = ThreadContext::current();
    thread.write({.kind = wire::EventKind::TaskDaemon});
    if (thread.gate())
        thread.runtime().segment().controlOf(thread.running()).isDaemon.store(1, std::memory_order_relaxed);
}

}  // namespace heddle::runtime
