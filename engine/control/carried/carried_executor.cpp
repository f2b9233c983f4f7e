#include "engine/control/carried/carried_executor.h"

#include "engine/control/rules.h"

namespace heddle::control {

using wire::WaitOutcome;

CarriedExecutor::CarriedExecutor(runtime::CarriedGate& gate, std::string name, runtime::Body program)
    : m_gate(gate), m_name(std::move(name)), m_program(std::move(program)), m_standing(gate.segment()) {}

Result<void> CarriedExecutor::restart() {
    m_gate.begin(m_name, m_program);
    m_names.clear();
    m_standing.read();
    return {};
}

// How things stand is read only where a step does not fit, and at the end.
Result<Outcome> CarriedExecutor::restartAt(std::span<const Step> steps) {
    m_gate.begin(m_name, m_program);
    m_names.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Choice choice = steps[i].choice;
        if (!fits(steps[i])) {
            m_standing.read();
            if (auto possible = whyNotAgain(*this, steps[i], i); !possible)
                return possible.error();
        }
        m_gate.move(refOf(choice.task), choice.timesOut ? WaitOutcome::TimedOut : WaitOutcome::Granted);
    }
    m_standing.read();
    const auto trouble = troubleIn(m_gate.segment());
    return trouble ? trouble->outcome : m_standing.outcome();
}

bool CarriedExecutor::fits(const Step& step) const {
    const wire::Segment& segment = m_gate.segment();
    const TaskRef task = refOf(step.choice.task);
    if (task.value() > segment.header().tasksUsed.load(std::memory_order_relaxed) ||
        operationOf(segment, task) != step.operation)
        return false;
    return step.choice.timesOut ? step.operation.timed : judge(segment, task, step.operation).mayGo;
}

Outcome CarriedExecutor::step(Choice choice) {
    m_gate.move(refOf(choice.task), choice.timesOut ? WaitOutcome::TimedOut : WaitOutcome::Granted);
    m_standing.read();
    const auto trouble = troubleIn(m_gate.segment());
    return trouble ? trouble->outcome : m_standing.outcome();
}

std::string_view CarriedExecutor::message() const {
    const auto trouble = troubleIn(m_gate.segment());
    return trouble ? trouble->text : std::string_view{};
}

}  // namespace heddle::control
