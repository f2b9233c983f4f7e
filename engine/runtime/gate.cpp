#include "engine/runtime/gate.h"

#include <cxxabi.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <string>

#include "engine/runtime/wait.h"
#include "engine/wire/kinship.h"

namespace heddle::runtime {

constexpr auto kRelaxed = std::memory_order_relaxed;

namespace {

// Where no handler is found, the stack still stands as it was when the exception was thrown. It never goes on
// from here, so nothing may be left on it that owns memory: not the text, and not the exception, which the
// way to std::terminate() has begun to catch.
void failAtTerminate() {
    std::array<char, wire::kFailureText> text{};
    Gate::textOf(std::current_exception()).copy(text.data(), text.size() - 1);
    if (std::current_exception())
        abi::__cxa_end_catch();
    ThreadContext::current().gate()->fail(wire::StepFailure::Exception, text.data());
}

}  // namespace

std::string Gate::textOf(const std::exception_ptr& thrown) {
    if (!thrown)
        return "std::terminate() was called";
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return "an exception that is no std::exception";
    }
}

// Those that end nobody by themselves, and those that are for a terminal.
bool Gate::mayRefuse(TaskRef, int signal) const {
    constexpr std::array kOthers{SIGCHLD, SIGURG, SIGWINCH, SIGTSTP, SIGTTIN, SIGTTOU};
    return std::find(kOthers.begin(), kOthers.end(), signal) != kOthers.end();
}

void Gate::signal(TaskRef process, int signal) {
    const wire::Segment& segment = Runtime::instance().segment();
    wire::ControlRecord& record = segment.controlOf(process);
    const bool isSuspended = record.isSuspended.load(kRelaxed) != 0;
    if (signal == SIGSTOP) {
        wire::setSuspended(segment, process, true);
        return obey(process, signal, {});
    }
    if (signal == SIGCONT) {
        wire::setSuspended(segment, process, false);
        const std::int32_t pending = isSuspended ? record.status.load(kRelaxed) : 0;
        return obey(process, signal,
                    pending == 0 ? std::vector<TaskRef>{} : wire::doom(segment, process, pending));
    }
    if (isSuspended && signal != SIGKILL) {
        record.status.store(signal, kRelaxed);
        return obey(process, signal, {});
    }
    obey(process, signal, wire::doom(segment, process, signal));
}

void Gate::takeTerminateForFailure() {
    std::set_terminate(failAtTerminate);
}

void Gate::carry(TaskRef, std::function<void()>) {
    HEDDLE_CHECK(carries());
}

void Gate::show(const wire::Segment& segment, const Step& step, const wire::NextOperation& next) {
    wire::ControlRecord& control = segment.controlOf(step.task);
    control.timed.store(next.timed, kRelaxed);
    control.units.store(next.units, kRelaxed);
    control.object.store(next.object.value(), kRelaxed);
    control.also.store(next.also.value(), kRelaxed);
    control.target.store(next.target.value(), kRelaxed);
    control.site.store(step.site.value(), kRelaxed);
    control.due.store(segment.header().control.now.load(kRelaxed) + next.length.count(), kRelaxed);
    control.kind.store(static_cast<std::uint8_t>(next.kind), kRelaxed);
    control.stands.store(1, std::memory_order_release);
}

void Gate::note(const wire::Segment& segment, TaskRef task, wire::StepFailure failure,
                std::string_view text) {
    wire::ControlHeader& header = segment.header().control;
    header.failedTask.store(task.value(), kRelaxed);
    header.failureText[text.copy(header.failureText, wire::kFailureText - 1)] = '\0';
    header.failure.store(failure, kRelaxed);
}

}  // namespace heddle::runtime
