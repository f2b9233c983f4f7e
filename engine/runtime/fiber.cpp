#include "engine/runtime/fiber.h"

#include <sched.h>

#include <boost/fiber/fiber.hpp>

#include "engine/runtime/fiber_scheduler.h"
#include "engine/runtime/limits.h"

namespace heddle::runtime {

Fiber::Fiber(std::string_view name, Body body, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Spawn});
    announce(step, wire::TaskKind::Fiber, name);
    if (isCarried(step, body))
        return;
    FiberScheduler& scheduler = FiberScheduler::ofThread(step.thread);
    scheduler.expect(m_ref);
    auto live = [ref = m_ref, run = std::move(body)]() mutable {
        runBody(run);
        run = {};  // what the body holds ends with the task
        ThreadContext& thread = ThreadContext::current();
        thread.fibers()->endRunning();
        endTask(thread, ref);
    };
    try {
        FiberStacks::Taken stack{scheduler.stacks(), scheduler.stacks().take()};
        step.thread.stepDone(m_ref, wire::CreationStep::Resources);
        boost::fibers::fiber{boost::fibers::launch::post, std::allocator_arg, std::move(stack),
                             std::move(live)}
            .detach();
    } catch (const std::bad_alloc&) {
        giveUp("start a fiber", whyNoStack(FiberStacks::kBytes, scheduler.alive()));
    }
}

void Fiber::join(CallSite at) {
    joinTask(m_ref, at);
    m_ref = {};
}

bool Fiber::joinFor(Duration limit, CallSite at) {
    const bool hasEnded = joinTaskFor(m_ref, limit, at);
    if (hasEnded)
        m_ref = {};
    return hasEnded;
}

void joinAll(std::span<Fiber> fibers, CallSite at) {
    for (Fiber& fiber : fibers)
        if (fiber.isJoinable())
            fiber.join(at);
}

void switchTo(const Fiber& next, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Yield});
    if (step.thread.gate())
        return;
    if (FiberScheduler* fibers = step.thread.fibers())
        fibers->switchTo(next.ref());
    else
        ::sched_yield();
}

}  // namespace heddle::runtime
