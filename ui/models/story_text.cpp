#include "ui/models/story_text.h"

#include <algorithm>

#include "engine/model/beginning.h"
#include "engine/model/step_time.h"
#include "ui/models/creation_text.h"
#include "ui/models/ending_text.h"
#include "ui/models/story_words.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using model::Milestone;
using model::State;
using model::StoryLink;

bool isWaiting(State state) {
    return state == State::Blocked || state == State::SuspendedBlocked;
}

// Tells one story from its first link to its last.
class Teller {
    Q_DECLARE_TR_FUNCTIONS(Story)
public:
    Teller(const model::Snapshot& snapshot, TaskId task, Instant at, Markup markup)
        : m_words(snapshot, at, markup), m_task(task), m_wait(model::whyNotRunning(snapshot, task, at)) {}

    Story tell() {
        const model::TaskInfo* info = m_words.snapshot().task(m_task);
        if (!info)
            return {};
        const bool exists = !m_wait.links.empty() && info->created <= m_words.at();
        const State state = exists ? m_wait.links.front().state : State::Unknown;
        const QString name = m_words.name(m_task);
        m_story.title = !exists                      ? tr("%1 does not exist yet").arg(name)
                        : state == State::Running    ? tr("%1 is running").arg(name)
                        : state == State::Terminated ? tr("%1 has ended").arg(name)
                        : state == State::Unknown    ? tr("What does %1 do?").arg(name)
                                                     : tr("Why is %1 not running?").arg(name);
        if (!exists) {
            m_story.lines.append(tr("It is created at %1.").arg(m_words.sinceStart(info->created)));
            return m_story;
        }
        tellHead(m_wait.links.front(), *info);
        const model::Deadlock* deadlock = isWaiting(state) || state == State::Ready
                                              ? deadlockOf(m_words.snapshot(), m_task, m_words.at())
                                              : nullptr;
        if (deadlock)
            m_story.deadlock = deadlockText(m_words, *deadlock, m_task);
        // What those in the circle wait for, the deadlock tells.
        for (std::size_t i = 0; i < m_wait.links.size() && !isInCircle(deadlock, m_wait.links[i].task); ++i)
            tellWhatItWaitsFor(i);
        return m_story;
    }

private:
    static bool isInCircle(const model::Deadlock* deadlock, TaskId task) {
        return deadlock &&
               std::find(deadlock->tasks.begin(), deadlock->tasks.end(), task) != deadlock->tasks.end();
    }

    // What of it has left memory since it was stopped.
    void tellMemory(const model::TaskInfo& info, bool isNow) {
        const model::TaskInfo* process = m_words.snapshot().task(info.process);
        const auto now = process ? process->counter(wire::CounterKind::ResidentBytes) : std::nullopt;
        if (isNow && now && process->residentAtStop)
            m_story.lines.append(tr("In memory: %1 before it was suspended, %2 now.")
                                     .arg(bytesText(*process->residentAtStop), bytesText(*now)));
    }

    void tellCreation(const model::TaskInfo& info) {
        if (const QString line = creationText(m_words.snapshot(), info); !line.isEmpty())
            m_story.lines.append(line);
    }

    void tellHead(const StoryLink& link, const model::TaskInfo& info) {
        const model::Interval& interval = link.interval;
        const model::HistoryView history = m_words.snapshot().history(m_task);
        const bool isLast = !history.isEmpty() && interval.end >= history.end() && info.isAlive();
        const QString time = m_words.lasted(interval, isLast);
        const QString operation = m_words.operation(interval.wait);
        const QString line = m_words.commaLine(interval.wait.site);
        switch (link.state) {
            case State::Blocked:
                m_story.lines.append(operation.isEmpty()
                                         ? tr("Blocked for %1").arg(time) + line
                                         : tr("Blocked for %1 in %2").arg(time, operation) + line);
                break;
            case State::SuspendedBlocked:
                m_story.lines.append(operation.isEmpty()
                                         ? tr("Suspended for %1 while it waits").arg(time) + line
                                         : tr("Suspended for %1 while it waits in %2").arg(time, operation) +
                                               line);
                m_story.lines.append(
                    tr("Even when its event comes, it does not run until somebody activates it."));
                tellMemory(info, isLast);
                break;
            case State::SuspendedReady:
                m_story.lines.append(tr("Suspended for %1: somebody stopped it from outside.").arg(time));
                m_story.lines.append(tr("It waits for nothing else: once activated it is ready."));
                tellMemory(info, isLast);
                break;
            case State::Ready:
                if (model::isInSteps(m_words.snapshot())) {
                    m_story.lines.append(tr("Ready for %1: it goes on when you let it.").arg(time));
                    break;
                }
                m_story.lines.append(tr("Ready for %1: it could run, but has no processor.").arg(time));
                tellWhoRunsMeanwhile(link, info);
                if (interval.begin == beginningOf(m_words.snapshot(), info).when(Milestone::ReadyQueue))
                    tellCreation(info);
                break;
            case State::New:
                m_story.lines.append(tr("New for %1: it is being created and not yet admitted.").arg(time));
                tellCreation(info);
                break;
            case State::Running:
                m_story.lines.append(
                    interval.cpu == CpuId::None
                        ? tr("Running for %1").arg(time)
                        : tr("Running for %1 on CPU %2").arg(time).arg(static_cast<int>(interval.cpu)));
                if (m_words.at() >= m_words.snapshot().now() && info.site)
                    m_story.lines.last() += m_words.commaLine(info.site);
                break;
            case State::Terminated:
                m_story.lines.append(tr("It %1 at %2.")
                                         .arg(m_words.quoted(endingText(m_words.snapshot(), info)),
                                              m_words.sinceStart(interval.begin)));
                if (model::isZombie(info, m_words.at()))
                    m_story.lines.append(
                        tr("It is a zombie: its parent has not asked for its exit status yet."));
                break;
            case State::Unknown:
                m_story.lines.append(
                    tr("Nobody can know: here events were lost, or no source reports this task."));
                break;
        }
        const auto orphaned = model::orphanedAt(m_words.snapshot(), info);
        if (orphaned && *orphaned <= m_words.at() && link.state != State::Terminated)
            m_story.lines.append(
                tr("It is an orphan since %1: its parent %2 ended, and another process took it over.")
                    .arg(m_words.sinceStart(*orphaned), m_words.name(info.parent)));
    }

    void tellWhoRunsMeanwhile(const StoryLink& link, const model::TaskInfo& info) {
        const std::size_t running = link.readyBehind.size();
        if (info.kind == wire::TaskKind::Fiber && info.carrier && m_wait.links.size() > 1) {
            const auto carrier = intervalAt(m_words.snapshot(), info.carrier, m_words.at());
            const QString state = termOf(carrier ? carrier->state : State::Unknown).word;
            m_story.lines.append(
                tr("Its carrier %1 is %2: nobody serves its fibers").arg(m_words.name(info.carrier), state));
            tellWhatTheHolderDoes(m_wait.links[1]);
        } else if (running == 1) {
            m_story.lines.append(tr("Meanwhile %1 runs.").arg(m_words.names(link.readyBehind)));
        } else if (running > 1) {
            m_story.lines.append(tr("Meanwhile %1 run.").arg(m_words.names(link.readyBehind)));
        }
    }

    // Who has what the link waits for, and in one clause what the next one does.
    void tellWhatItWaitsFor(std::size_t index) {
        const StoryLink& link = m_wait.links[index];
        if (!isWaiting(link.state))
            return;
        const model::Wait& wait = link.interval.wait;
        if (!link.holders.empty() && wait.object) {
            const QString holders = m_words.holderNames(link.holders);
            if (link.holders.size() == 1) {
                const model::StoryHolder& holder = link.holders.front();
                m_story.lines.append(
                    tr("%1 is held by %2 since %3")
                        .arg(m_words.name(wait.object), holders, m_words.sinceStart(holder.since)) +
                    m_words.commaLine(holder.site));
            } else {
                m_story.lines.append(tr("%1 is held by %2").arg(m_words.name(wait.object), holders));
            }
        } else if (wait.operation == wire::Operation::Join && wait.other) {
            m_story.lines.append(tr("%1 has not ended yet").arg(m_words.name(wait.other)));
        } else if (const QString missing = m_words.missing(wait); !missing.isEmpty() && index == 0) {
            m_story.lines.append(missing);
        }
        if (link.endedBy && *link.endedBy)
            m_story.lines.append(tr("The wait ended when %1 %2")
                                     .arg(m_words.name(*link.endedBy), m_words.endingVerb(wait.operation)));
        if (index + 1 < m_wait.links.size())
            tellWhatTheHolderDoes(m_wait.links[index + 1]);
    }

    void tellWhatTheHolderDoes(const StoryLink& holder) {
        const QString name = m_words.name(holder.task);
        const model::Wait& wait = holder.interval.wait;
        const QString line = m_words.commaLine(wait.site);
        if (!isWaiting(holder.state)) {
            m_story.lines.append(tr("%1 is %2").arg(name, termOf(holder.state).word));
        } else if (wait.object || wait.other) {
            m_story.lines.append(
                tr("%1 waits for %2")
                    .arg(name, wait.object ? m_words.name(wait.object) : m_words.name(wait.other)) +
                line);
        } else {
            const QString operation = m_words.operation(wait);
            m_story.lines.append((operation.isEmpty() ? tr("%1 is blocked").arg(name)
                                                      : tr("%1 is in %2").arg(name, operation)) +
                                 line);
        }
    }

    StoryWords m_words;
    TaskId m_task;
    model::WaitStory m_wait;
    Story m_story;
};

}  // namespace

Story story(const model::Snapshot& snapshot, TaskId task, Instant at, Markup markup) {
    return Teller(snapshot, task, at, markup).tell();
}

QStringList storyText(const model::Snapshot& snapshot, TaskId task, Instant at) {
    const Story told = story(snapshot, task, at);
    return told.deadlock.isEmpty() ? told.lines : told.lines + QStringList{told.deadlock.head};
}

}  // namespace heddle::ui
