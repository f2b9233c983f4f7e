#include "engine/runtime/live_gate.h"

#include "engine/base/futex.h"
#include "engine/runtime/wait.h"

namespace heddle::runtime {

constexpr auto kRelaxed = std::memory_order_relaxed;

wire::WaitOutcome LiveGate::pass(const Step& step, const wire::NextOperation& next) {
    wire::ControlRecord& control = m_segment.controlOf(step.task);
    control.timed.store(next.timed, kRelaxed);
    control.units.store(next.units, kRelaxed);
    control.object.store(next.object.value(), kRelaxed);
    control.also.store(next.also.value(), kRelaxed);
    control.target.store(next.target.value(), kRelaxed);
    control.site.store(step.site.value(), kRelaxed);
    control.due.store(m_segment.header().control.now.load(kRelaxed) + next.length.count(), kRelaxed);
    control.kind.store(static_cast<std::uint8_t>(next.kind), kRelaxed);
    prepareToPark(step);
    standStill();
    return park(step);
}

void LiveGate::announce(TaskRef) {
    m_segment.header().control.moving.fetch_add(1, kRelaxed);
}

void LiveGate::leave(TaskRef task) {
    m_segment.controlOf(task).kind.store(static_cast<std::uint8_t>(wire::OperationKind::None), kRelaxed);
    standStill();
}

void LiveGate::standStill() {
    std::atomic<std::uint32_t>& moving = m_segment.header().control.moving;
    if (moving.fetch_sub(1, std::memory_order_acq_rel) == 1)
        futexWake(moving);
}

}  // namespace heddle::runtime
