#include "ui/models/creation_text.h"
#include "ui/models/ending_text.h"
#include "ui/models/story_text.h"
#include "ui/models/story_words.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using model::State;

struct IntervalWords {
    Q_DECLARE_TR_FUNCTIONS(Interval)
};

// "P4 waited 1.2 s for semaphore S, held by P1; P1 released it"
QString waitSentence(const StoryWords& words, const model::StoryLink& link, bool isOpen) {
    const model::Interval& interval = link.interval;
    const QString name = words.name(link.task);
    const QString time = durationText(words.snapshot(), interval.length());
    const model::Wait& wait = interval.wait;
    const QString what = wait.object  ? words.kindAndName(wait.object)
                         : wait.other ? words.name(wait.other)
                                      : words.operation(wait);
    QString text;
    if (wait.operation == wire::Operation::Sleep)
        text = isOpen ? IntervalWords::tr("%1 has slept for %2").arg(name, time)
                      : IntervalWords::tr("%1 slept for %2").arg(name, time);
    else if (what.isEmpty())
        text = isOpen ? IntervalWords::tr("%1 has been blocked for %2").arg(name, time)
                      : IntervalWords::tr("%1 was blocked for %2").arg(name, time);
    else
        text = isOpen ? IntervalWords::tr("%1 has waited %2 for %3").arg(name, time, what)
                      : IntervalWords::tr("%1 waited %2 for %3").arg(name, time, what);
    if (!link.holders.empty())
        text += IntervalWords::tr(", held by %1").arg(words.holderNames(link.holders));
    if (link.endedBy && *link.endedBy)
        text += IntervalWords::tr("; %1 %2", "who did what")
                    .arg(words.name(*link.endedBy), words.endingVerb(wait.operation));
    return text;
}

QString sentence(const StoryWords& words, const model::StoryLink& link, const model::TaskInfo& info,
                 bool isOpen) {
    const model::Interval& interval = link.interval;
    const QString name = words.name(link.task);
    const QString time = durationText(words.snapshot(), interval.length());
    switch (link.state) {
        case State::Running:
            return interval.cpu == CpuId::None
                       ? IntervalWords::tr("%1 ran for %2").arg(name, time)
                       : IntervalWords::tr("%1 ran for %2 on CPU %3")
                             .arg(name, time, QString::number(static_cast<int>(interval.cpu)));
        case State::Ready: {
            if (model::isInSteps(words.snapshot()))
                return IntervalWords::tr("%1 could go on, and was not let for %2").arg(name, time);
            const QString text =
                IntervalWords::tr("%1 was ready for %2: it could run, but had no processor").arg(name, time);
            return interval.waker ? text + IntervalWords::tr("; woken by %1").arg(words.name(interval.waker))
                                  : text;
        }
        case State::Blocked:
            return waitSentence(words, link, isOpen);
        case State::SuspendedBlocked:
            return IntervalWords::tr("%1 was suspended for %2 while it waited").arg(name, time);
        case State::SuspendedReady:
            return IntervalWords::tr("%1 was suspended for %2; it waited for nothing else").arg(name, time);
        case State::New:
            return IntervalWords::tr("%1 was being created for %2").arg(name, time);
        case State::Terminated:
            return IntervalWords::tr("%1 %2", "who ended how").arg(name, endingText(words.snapshot(), info));
        case State::Unknown:
            break;
    }
    return IntervalWords::tr("What %1 did for %2 nobody can know").arg(name, time);
}

}  // namespace

QString intervalText(const model::Snapshot& snapshot, TaskId task, Instant at) {
    const model::WaitStory told = model::whyNotRunning(snapshot, task, at);
    const model::TaskInfo* info = snapshot.task(task);
    if (!info || told.links.empty())
        return {};
    const StoryWords words(snapshot, at, Markup::Plain);
    const model::StoryLink& link = told.links.front();
    const bool isOpen = info->isAlive() && link.interval.end >= snapshot.history(task).end();
    QStringList details;
    if (const QString place = placeText(snapshot, link.interval.wait.site); !place.isEmpty())
        details.append(place);
    const QString from = words.sinceStart(link.interval.begin);
    details.append(isOpen
                       ? IntervalWords::tr("since %1").arg(from)
                       : IntervalWords::tr("from %1 to %2").arg(from, words.sinceStart(link.interval.end)));
    QString text =
        sentence(words, link, *info, isOpen) + QLatin1Char('\n') + details.join(QStringLiteral(" \u00b7 "));
    if (const QString creation = creationText(snapshot, *info);
        link.state == State::New && !creation.isEmpty())
        text += QLatin1Char('\n') + creation;
    return text;
}

}  // namespace heddle::ui
