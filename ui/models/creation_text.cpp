#include "ui/models/creation_text.h"

#include <QCoreApplication>

#include "engine/model/beginning.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using model::Milestone;

struct CreationWords {
    Q_DECLARE_TR_FUNCTIONS(Creation)
};

QString nameOf(Milestone milestone, wire::TaskKind kind) {
    switch (milestone) {
        case Milestone::ControlBlock:
            return CreationWords::tr("control block");
        case Milestone::Resources:
            return kind == wire::TaskKind::Process ? CreationWords::tr("memory and files")
                                                   : CreationWords::tr("stack");
        case Milestone::Filled:
            return CreationWords::tr("filled");
        case Milestone::ReadyQueue:
            return CreationWords::tr("in the ready queue");
        case Milestone::Processor:
            return CreationWords::tr("on a processor");
    }
    return {};
}

}  // namespace

QString creationText(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    const model::Beginning beginning = model::beginningOf(snapshot, task);
    if (!beginning.tellsSteps())
        return {};
    QStringList steps;
    for (const auto& [milestone, at] : beginning.moments) {
        const QString name = nameOf(milestone, task.kind);
        steps.append(at ? CreationWords::tr("%1 after %2", "step of a creation, time")
                              .arg(name, durationText(*at - beginning.asked))
                        : CreationWords::tr("%1 not told", "step of a creation").arg(name));
    }
    return CreationWords::tr("Asked for at %1: %2.")
        .arg(sinceStartText(snapshot, beginning.asked), listText(steps, static_cast<int>(steps.size())));
}

}  // namespace heddle::ui
