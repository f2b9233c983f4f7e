#include "engine/runtime/fiber.h"

#include <boost/fiber/fiber.hpp>

#include "engine/runtime/fiber_scheduler.h"

namespace heddle::runtime {

Fiber::Fiber(std::string_view name, Body body, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Spawn});
    announce(step, wire::TaskKind::Fiber);
    if (isCarried(step, name, body))
        return;
    FiberScheduler& scheduler = FiberScheduler::ofThread(step.thread);
    step.thread.nameTask(m_ref, name);
    scheduler.expect(m_ref);
    boost::fibers::fiber{boost::fibers::launch::post,
                         [ref = m_ref, run = std::move(body)]() mutable {
                             runBody(run);
                             run = {};  // what the body holds ends with the task
                             ThreadContext& thread = ThreadContext::current();
                             thread.fibers()->endRunning();
                             endTask(thread, ref);
                         }}
        .detach();
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

}  // namespace heddle::runtime
