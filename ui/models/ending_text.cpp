#include "ui/models/ending_text.h"

#include <QCoreApplication>
#include <cstring>

#include "ui/language/sentence_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using model::EndCause;

class Endings {
    Q_DECLARE_TR_FUNCTIONS(Endings)
};

QString signalName(int signal) {
    const char* name = ::sigabbrev_np(signal);
    return QStringLiteral("SIG") + (name ? QString::fromLatin1(name) : QString::number(signal));
}

QString faultText(const model::LastWords& said) {
    const QString at = QStringLiteral("0x") + QString::number(static_cast<quint64>(said.address), 16);
    switch (said.fault) {
        using enum wire::FaultCause;
        case DivisionByZero:
            return Endings::tr("integer division by zero");
        case Arithmetic:
            return Endings::tr("an arithmetic exception");
        case NoSuchMemory:
            return Endings::tr("access to memory that is not there (address %1)").arg(at);
        case ProtectedRead:
            return Endings::tr("read of memory that may not be read (address %1)").arg(at);
        case ProtectedWrite:
            return Endings::tr("write to memory that may not be written (address %1)").arg(at);
        case IllegalInstruction:
            return Endings::tr("an illegal instruction");
        case PrivilegedInstruction:
            return Endings::tr("an instruction that only the kernel may use");
        case BeyondFile:
            return Endings::tr("access to a mapped file beyond its end");
        case StackOverflow:
            return Endings::tr("its stack was full");
        case Unknown:
            break;
    }
    return Endings::tr("a fault of the processor");
}

QString placeOf(const model::Snapshot& snapshot, const model::LastWords& said) {
    const QString line = lineText(snapshot, said.site);
    if (line.isEmpty())
        return {};
    return (said.isSiteExact ? Endings::tr(" at %1") : Endings::tr(", last seen at %1")).arg(line);
}

// Why, to be put after a colon; empty where there is no more to say.
QString causeText(const model::Snapshot& snapshot, const model::TaskInfo& task, const model::Ending& ending) {
    const model::LastWords& said = task.lastWords;
    switch (ending.cause) {
        case EndCause::GaveReason:
            return ownWordsText(snapshot.text(said.why)) + placeOf(snapshot, said);
        case EndCause::Fault:
            return (ending.by == task.id
                        ? faultText(said)
                        : Endings::tr("%1, in %2").arg(faultText(said), nameText(snapshot, ending.by))) +
                   placeOf(snapshot, said);
        case EndCause::CpuTime:
            return Endings::tr("its CPU time was used up");
        case EndCause::Signalled:
            return Endings::tr("%1 sent it").arg(nameText(snapshot, ending.by));
        case EndCause::WithParent:
            return Endings::tr("its parent %1 ended, and it is a daemon").arg(nameText(snapshot, ending.by));
        case EndCause::WithProcess:
            return Endings::tr("its process %1 ended").arg(nameText(snapshot, ending.by));
        case EndCause::Signal:
            return Endings::tr("who sent it is not known");
        case EndCause::Returned:
        case EndCause::Unknown:
            break;
    }
    return {};
}

}  // namespace

QString endingText(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    const model::Ending ending = model::endingOf(snapshot, task);
    const QString head = ending.signal != 0 ? Endings::tr("was ended by %1").arg(signalName(ending.signal))
                         : ending.code      ? Endings::tr("ended with status %1").arg(*ending.code)
                                            : Endings::tr("ended");
    const QString cause = causeText(snapshot, task, ending);
    return cause.isEmpty() ? head : Endings::tr("%1: %2", "how it ended: why").arg(head, cause);
}

}  // namespace heddle::ui
