#include "engine/runtime/expect.h"

#include "engine/runtime/wait.h"

namespace heddle::runtime {

void expect(bool holds, std::string_view text, CallSite at) {
    if (holds)
        return;
    const Step step = beginStep(at);
    const TextId words = step.thread.writer().writeText(text);
    step.thread.write(
        {.object = words.value(), .site = step.site.value(), .kind = wire::EventKind::ExpectationFailed});
    if (Gate* gate = step.thread.gate())
        gate->fail(wire::StepFailure::ExpectationFailed, text);
}

void misuse(std::string_view text) {
    if (Gate* gate = ThreadContext::current().gate())
        gate->fail(wire::StepFailure::Misuse, text);
    giveUp("go on", std::string{text});
}

}  // namespace heddle::runtime
