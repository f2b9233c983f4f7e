// The gate between real tasks and an observer in another process, through the segment
// (wire/control_record.h).
#pragma once

#include "engine/runtime/gate.h"
#include "engine/wire/segment.h"

namespace heddle::runtime {

class LiveGate final : public Gate {
public:
    explicit LiveGate(const wire::Segment& segment) : m_segment(segment) {}

    wire::WaitOutcome pass(const Step& step, const wire::NextOperation& next) override;
    void announce(TaskRef newborn) override;
    void leave(TaskRef task) override;

private:
    // One task less moves; the last one tells the observer.
    void standStill();

    const wire::Segment& m_segment;
};

}  // namespace heddle::runtime
