#include "ui/models/deadlock_text.h"

#include <algorithm>

#include "engine/model/deadlock_story.h"
#include "ui/models/story_words.h"

namespace heddle::ui {
namespace {

using model::Deadlock;
using model::DeadlockEdge;
using model::WaitEnder;
using model::WayOut;

bool contains(const std::vector<TaskId>& tasks, TaskId task) {
    return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
}

class Teller {
    Q_DECLARE_TR_FUNCTIONS(Deadlock)
public:
    Teller(const StoryWords& words, const Deadlock& deadlock, TaskId first)
        : m_words(words), m_deadlock(deadlock), m_story(model::storyOf(deadlock)), m_first(first) {}

    [[nodiscard]] DeadlockText tell() const {
        DeadlockText told;
        told.head = head();
        for (const DeadlockEdge& edge : edges()) told.circle.append(edgeText(m_words, edge));
        told.around = around();
        told.conditions = {mutualExclusion(), holdAndWait(), noPreemption(), circularWait()};
        for (const WayOut& way : m_story.waysOut) told.waysOut.append(wayOut(way));
        return told;
    }

    // " since 480 ms, line 21"
    static QString sinceAndLine(const StoryWords& words, Instant since, SiteId site) {
        return tr(" since %1").arg(words.sinceStart(since)) + words.commaLine(site);
    }

private:
    [[nodiscard]] std::vector<DeadlockEdge> edges() const {
        std::vector<DeadlockEdge> edges = m_deadlock.edges;
        const auto first = std::find_if(edges.begin(), edges.end(),
                                        [this](const DeadlockEdge& edge) { return edge.task == m_first; });
        if (first != edges.end())
            std::rotate(edges.begin(), first, edges.end());
        return edges;
    }

    [[nodiscard]] std::vector<TaskId> tasks() const {
        std::vector<TaskId> tasks;
        for (const DeadlockEdge& edge : edges()) tasks.push_back(edge.task);
        return tasks;
    }

    [[nodiscard]] QString head() const {
        const std::vector<TaskId> all = tasks();
        const QString what = !m_story.isCircular ? tr("%1 waits for what nobody is left to do")
                             : all.size() == 1   ? tr("%1 waits for itself")
                             : all.size() == 2   ? tr("%1 wait for each other")
                                                 : tr("%1 wait for each other in a circle");
        return tr("Deadlock: %1.").arg(what.arg(m_words.names(all)));
    }

    [[nodiscard]] QStringList around() const {
        QStringList lines;
        if (m_deadlock.isPartial)
            lines.append(tr("When it arose, others could still go on: it began as a partial one."));
        if (!m_deadlock.entangled.empty())
            lines.append(tr("Bound up with them: %1").arg(m_words.names(m_deadlock.entangled)));
        if (!m_deadlock.behind.empty())
            lines.append(tr("Waiting behind them: %1").arg(m_words.names(m_deadlock.behind)));
        if (m_deadlock.brokenAt) {
            const QString at = m_words.sinceStart(*m_deadlock.brokenAt);
            lines.append(m_deadlock.ending == Deadlock::Ending::Unknown
                             ? tr("Whether it lasts nobody can know: events were lost at %1.").arg(at)
                             : tr("Broken at %1: one of its tasks went on or ended.").arg(at));
        }
        return lines;
    }

    // --- the four conditions ---

    [[nodiscard]] QString objects() const {
        QStringList names;
        for (const ObjectId object : m_story.exclusive) names.append(m_words.kindAndName(object));
        return m_words.list(names);
    }

    [[nodiscard]] DeadlockText::Condition mutualExclusion() const {
        const QString name = tr("Mutual exclusion");
        if (m_story.exclusive.empty())
            return {name, false, tr("no lock is involved; each needs what only another one can do")};
        return {name, true,
                m_story.exclusive.size() == 1
                    ? tr("%1 cannot be had while somebody holds it").arg(objects())
                    : tr("%1 cannot be had while somebody holds them").arg(objects())};
    }

    [[nodiscard]] DeadlockText::Condition holdAndWait() const {
        QStringList lines;
        for (const model::HoldAndWait& hold : m_story.holdAndWait) {
            const QString has =
                tr("%1 holds %2%3")
                    .arg(m_words.name(hold.task), m_words.name(hold.held), m_words.commaLine(hold.taken));
            const QString waits =
                hold.wanted
                    ? tr("and waits for %1%2").arg(m_words.name(hold.wanted), m_words.commaLine(hold.waits))
                    : tr("and waits for a task to end%1").arg(m_words.commaLine(hold.waits));
            lines.append(tr("%1, %2", "holds..., and waits...").arg(has, waits));
        }
        return {tr("Hold and wait"), !lines.isEmpty(),
                lines.isEmpty() ? tr("nobody waits with anything in hand that another one needs")
                                : lines.join(tr("; "))};
    }

    [[nodiscard]] DeadlockText::Condition noPreemption() const {
        return {tr("No preemption"), true,
                m_story.exclusive.empty()
                    ? tr("none of the waits has a time limit")
                    : tr("nobody takes anything back, and none of the waits has a time limit")};
    }

    [[nodiscard]] DeadlockText::Condition circularWait() const {
        const QString name = tr("Circular wait");
        if (!m_story.isCircular)
            return {name, false, tr("there is no circle; what is waited for cannot come any more")};
        QStringList names;
        for (const TaskId task : tasks()) names.append(m_words.name(task));
        names.append(names.first());
        return {name, true, names.join(QStringLiteral(" \u2192 "))};
    }

    // --- ways out ---

    [[nodiscard]] QString wayOut(const WayOut& way) const {
        switch (way.kind) {
            case WayOut::Kind::LockOrder:
                return lockOrder();
            case WayOut::Kind::EndTask:
                return tr("End %1, which closed the circle: what it holds is free again.")
                    .arg(m_words.name(way.task));
            case WayOut::Kind::TakeBack:
                return tr("Take %1 back from %2.")
                    .arg(m_words.kindAndName(way.object), m_words.name(way.task));
            case WayOut::Kind::Provide:
                break;
        }
        return tr("Let somebody else end the wait of %1 for %2.")
            .arg(m_words.name(way.task), m_words.kindAndName(way.object));
    }

    [[nodiscard]] QString lockOrder() const {
        QStringList orders;
        for (const model::HoldAndWait& hold : m_story.holdAndWait)
            orders.append(tr("%1 before %2", "one lock before another one")
                              .arg(m_words.name(hold.held) + m_words.commaLine(hold.taken),
                                   m_words.name(hold.wanted) + m_words.commaLine(hold.waits)));
        return tr("Take the locks in one order everywhere; now it is %1.").arg(orders.join(tr("; but ")));
    }

    const StoryWords& m_words;
    const Deadlock& m_deadlock;
    model::DeadlockStory m_story;
    TaskId m_first;
};

}  // namespace

QStringList DeadlockText::details() const {
    QStringList lines = circle + around;
    for (const Condition& condition : conditions)
        lines.append(condition.name + QStringLiteral(": ") + condition.evidence);
    return lines + waysOut;
}

const model::Deadlock* deadlockOf(const model::Snapshot& snapshot, TaskId task, Instant at) {
    for (const Deadlock& deadlock : snapshot.deadlocks()) {
        if (deadlock.holdsAt(at) && (contains(deadlock.tasks, task) || contains(deadlock.entangled, task) ||
                                     contains(deadlock.behind, task)))
            return &deadlock;
    }
    return nullptr;
}

DeadlockText deadlockText(const StoryWords& words, const model::Deadlock& deadlock, TaskId first) {
    return Teller(words, deadlock, first).tell();
}

QString edgeText(const StoryWords& words, const model::DeadlockEdge& edge) {
    const QString name = words.name(edge.task);
    const QString since = Teller::sinceAndLine(words, edge.since, edge.wait.site);
    switch (edge.ender) {
        case WaitEnder::JoinedTask:
        case WaitEnder::JoinedProcess:
            return Teller::tr("%1 waits for %2 to end%3").arg(name, words.name(edge.wait.other), since);
        case WaitEnder::CarriersFiber:
            return Teller::tr("%1 is ready, but %2 blocks the thread that carries both")
                .arg(name, words.name(edge.next));
        case WaitEnder::SharingTask: {
            const QString waits = Teller::tr("%1 waits in %2%3").arg(name, words.operation(edge.wait), since);
            return edge.next ? Teller::tr("%1; %2 could end that, but does not go on either")
                                   .arg(waits, words.name(edge.next))
                             : Teller::tr("%1; nobody is left who could end that").arg(waits);
        }
        case WaitEnder::EveryHolder:
        case WaitEnder::EnoughHolders:
        case WaitEnder::Anybody:
            break;
    }
    QStringList holders;
    for (const model::Holder& holder : edge.holders)
        holders.append(
            Teller::tr("%1 has it%2", "a lock, since 480 ms, line 21")
                .arg(words.name(holder.task), Teller::sinceAndLine(words, holder.since, holder.site)));
    if (!edge.next)
        holders.append(Teller::tr("and has ended"));
    return Teller::tr("%1 waits for %2%3; %4")
        .arg(name, words.name(edge.wait.object), since, holders.join(Teller::tr(", ")));
}

}  // namespace heddle::ui
