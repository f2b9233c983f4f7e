#include "engine/runtime/yield.h"

#include <sched.h>

#include "engine/runtime/fiber_scheduler.h"
#include "engine/runtime/wait.h"

namespace heddle::runtime {
namespace {

void letOthersGoFirst(const Step& step) {
    if (step.thread.gate())
        return;  // whoever passes the gate has already waited for its turn
    if (FiberScheduler* fibers = step.thread.fibers())
        fibers->yield();
    else
        ::sched_yield();
}

}  // namespace

void yield(CallSite at) {
    letOthersGoFirst(beginStep(at, {.kind = wire::OperationKind::Yield}));
}

void spin(CallSite at) {
    letOthersGoFirst(beginStep(at, {.kind = wire::OperationKind::Spin}));
}

}  // namespace heddle::runtime
