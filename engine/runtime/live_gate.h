// The gate between real tasks and an observer in another process, through the segment
// (wire/control_record.h).
//
// A thread counts itself out of those that move before it sleeps; one that carries fibers when none of them
// is ready any more, so that nothing of a step comes after it was counted as done.
// Whoever dies by the step of another counts as moving until the observer has heard of the end of its
// process. Loss: a task that dies while it moves stays counted; the observer finds that out.
#pragma once

#include "engine/runtime/gate.h"
#include "engine/wire/segment.h"

namespace heddle::runtime {

class LiveGate final : public Gate {
public:
    explicit LiveGate(const wire::Segment& segment);

    wire::WaitOutcome pass(const Step& step, const wire::NextOperation& next) override;
    void announce(TaskRef newborn) override;
    void awaitBirth(TaskRef newborn) override;
    void leave(TaskRef task) override;
    [[nodiscard]] bool mayRefuse(TaskRef process, int signal) const override;
    [[noreturn]] void exitProcess(int code) override;
    [[noreturn]] void fail(wire::StepFailure failure, std::string_view text) override;

protected:
    void obey(TaskRef process, int signal, const std::vector<TaskRef>& dying) override;

private:
    wire::WaitOutcome stop(const Step& step, const wire::NextOperation& next);
    // Ends the running task where it stands.
    [[noreturn]] void abandon();

    const wire::Segment& m_segment;
};

}  // namespace heddle::runtime
