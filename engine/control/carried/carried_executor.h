// Runs a program under control on the calling thread: every task is a user-level stack
// (runtime::CarriedGate), so that a step costs two switches, and a schedule a few microseconds. For searches;
// what they find is run again with real tasks.
//
// What a task would do and whether it may is read from the real objects (Standing), as it is with real tasks.
// Thread rule: one thread, the gate's. Restart: the program is called again, so it must keep nothing from one
// time to the next. Loss: a program that crashes, or does not come to its next step, takes the process with
// it; the choices made stand in the segment's script.
#pragma once

#include "engine/control/names.h"
#include "engine/control/standing.h"
#include "engine/runtime/carried_gate.h"

namespace heddle::control {

class CarriedExecutor final : public Executor {
public:
    // `name` is that of the first task.
    CarriedExecutor(runtime::CarriedGate& gate, std::string name, runtime::Body program);
    ~CarriedExecutor() override { m_gate.end(); }

    Result<void> restart() override;
    Result<Outcome> restartAt(std::span<const Step> steps) override;
    [[nodiscard]] std::span<const TaskView> tasks() const override { return m_standing.tasks(); }
    Outcome step(Choice choice) override;
    [[nodiscard]] Outcome standing() const override { return m_standing.outcome(); }
    [[nodiscard]] std::string_view message() const override;
    [[nodiscard]] std::string_view nameOf(TaskNumber task) const override { return m_names.of(task); }
    [[nodiscard]] std::string_view nameOf(ObjectNumber object) const override { return m_names.of(object); }
    [[nodiscard]] std::uint64_t fingerprint() const override { return fingerprintOf(m_gate.segment()); }

private:
    [[nodiscard]] bool fits(const Step& step) const;

    runtime::CarriedGate& m_gate;
    std::string m_name;
    runtime::Body m_program;
    Standing m_standing;
    mutable SegmentNames m_names{m_gate.segment()};
};

}  // namespace heddle::control
