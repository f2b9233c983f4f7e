#include "engine/session/report/ending_words.h"

#include <filesystem>

#include "engine/session/report/words.h"

namespace heddle::session {
namespace {

using model::EndCause;

std::string faultInWords(const model::LastWords& said) {
    const auto at = [&said] {
        char text[24];
        std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(said.address));
        return std::string{text};
    };
    switch (said.fault) {
        using enum wire::FaultCause;
        case DivisionByZero:
            return "integer division by zero";
        case Arithmetic:
            return "an arithmetic exception";
        case NoSuchMemory:
            return "access to memory that is not there (address " + at() + ")";
        case ProtectedRead:
            return "read of memory that may not be read (address " + at() + ")";
        case ProtectedWrite:
            return "write to memory that may not be written (address " + at() + ")";
        case IllegalInstruction:
            return "an illegal instruction";
        case PrivilegedInstruction:
            return "an instruction that only the kernel may use";
        case BeyondFile:
            return "access to a mapped file beyond its end";
        case StackOverflow:
            return "its stack was full";
        case Unknown:
            break;
    }
    return "a fault of the processor";
}

std::string place(const model::Snapshot& snapshot, const model::LastWords& said) {
    const model::Site at = snapshot.site(said.site);
    return at.file.empty()
               ? ""
               : (said.isSiteExact ? " at " : ", last seen at ") +
                     std::filesystem::path(at.file).filename().string() + ':' + std::to_string(at.line);
}

}  // namespace

std::string endingInWords(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    const model::LastWords& said = task.lastWords;
    const model::Ending ending = model::endingOf(snapshot, task);
    std::string text = "ended";
    if (ending.signal != 0)
        text += " by " + nameOfSignal(ending.signal);
    else if (ending.code)
        text += " with code " + std::to_string(*ending.code);
    switch (ending.cause) {
        case EndCause::GaveReason:
            return text + ": " + std::string{snapshot.text(said.why)} + place(snapshot, said);
        case EndCause::Fault:
            return text + ": " + faultInWords(said) +
                   (ending.by == task.id ? "" : ", in " + snapshot.nameOf(ending.by)) + place(snapshot, said);
        case EndCause::CpuTime:
            return text + ": its CPU time was used up";
        case EndCause::Signalled:
            return text + ", sent by " + snapshot.nameOf(ending.by);
        case EndCause::WithParent:
            return text + ": its parent " + snapshot.nameOf(ending.by) + " ended, and it is a daemon";
        case EndCause::WithProcess:
            return text + " with its process " + snapshot.nameOf(ending.by);
        case EndCause::Signal:
            return text + "; who sent it is not known";
        case EndCause::Returned:
        case EndCause::Unknown:
            break;
    }
    return text;
}

std::string aftermathInWords(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    std::string text;
    if (const auto since = model::orphanedAt(snapshot, task))
        text = "an orphan since " + durationText(*since - snapshot.start());
    if (task.kind == wire::TaskKind::Process && task.exited) {
        const Duration zombie = task.reaped.value_or(snapshot.now()) - *task.exited;
        text += (text.empty() ? "" : ", ") + std::string{"a zombie for "} + durationText(zombie) +
                (task.reaped ? "" : ", not reaped");
    }
    return text;
}

const char* nameOf(EndCause cause) {
    switch (cause) {
        case EndCause::Returned:
            return "returned";
        case EndCause::GaveReason:
            return "gave_reason";
        case EndCause::Fault:
            return "fault";
        case EndCause::CpuTime:
            return "cpu_time";
        case EndCause::Signalled:
            return "signalled";
        case EndCause::WithParent:
            return "with_parent";
        case EndCause::WithProcess:
            return "with_process";
        case EndCause::Signal:
            return "signal";
        case EndCause::Unknown:
            break;
    }
    return "unknown";
}

}  // namespace heddle::session
