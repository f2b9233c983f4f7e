#include "ui/models/story_words.h"

#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {

using wire::Operation;

QString StoryWords::linked(const char* scheme, std::uint32_t id, const QString& text) const {
    if (m_markup == Markup::Plain)
        return text;
    return QStringLiteral("<a href=\"%1:%2\">%3</a>")
        .arg(QLatin1String(scheme), QString::number(id), quoted(text));
}

QString StoryWords::quoted(const QString& words) const {
    return m_markup == Markup::Plain ? words : words.toHtmlEscaped();
}

QString StoryWords::name(TaskId task) const {
    return linked("task", task.value(), nameText(m_snapshot, task));
}
QString StoryWords::name(ObjectId object) const {
    return linked("object", object.value(), nameText(m_snapshot, object));
}

QString StoryWords::list(const QStringList& names) const {
    return listText(names);
}

QString StoryWords::names(const std::vector<TaskId>& tasks) const {
    QStringList all;
    for (const TaskId task : tasks) all.append(name(task));
    return list(all);
}

QString StoryWords::holderNames(const std::vector<model::StoryHolder>& holders) const {
    std::vector<TaskId> tasks;
    for (const model::StoryHolder& holder : holders) tasks.push_back(holder.task);
    return names(tasks);
}

QString StoryWords::kindAndName(ObjectId object) const {
    const model::ObjectInfo* info = m_snapshot.object(object);
    return info ? tr("%1 %2", "kind and name of an object").arg(termOf(info->kind).word, name(object))
                : name(object);
}

QString StoryWords::commaLine(SiteId site) const {
    const QString line = lineText(m_snapshot, site);
    return line.isEmpty() ? QString() : tr(", %1").arg(linked("site", site.value(), line));
}

QString StoryWords::operation(const model::Wait& wait) const {
    if (wait.object && wait.units > 1)  // as in the call
        return operationText(wait.operation,
                             QStringLiteral("%1, %2").arg(name(wait.object), QString::number(wait.units)));
    if (wait.object)
        return operationText(wait.operation, name(wait.object));
    return operationText(wait.operation, wait.other ? name(wait.other) : QString());
}

QString StoryWords::lasted(const model::Interval& interval, bool isLast) const {
    const QString now = durationText(m_snapshot, m_at - interval.begin);
    const QString all = durationText(m_snapshot, interval.length());
    if (now == all)
        return now;
    return isLast ? tr("%1 (%2 so far)").arg(now, all) : tr("%1 (%2 in all)").arg(now, all);
}

QString StoryWords::sinceStart(Instant time) const {
    return sinceStartText(m_snapshot, time);
}

QString StoryWords::endingVerb(Operation operation) const {
    switch (operation) {
        case Operation::Lock:
        case Operation::LockShared:
        case Operation::Acquire:
            return tr("released it");
        case Operation::Put:
            return tr("took an item out");
        case Operation::Get:
            return tr("put an item in");
        case Operation::WaitEvent:
            return tr("set it");
        case Operation::WaitCondition:
            return tr("signalled it");
        case Operation::WaitBarrier:
            return tr("came last");
        case Operation::Join:
            return tr("ended");
        default:
            return tr("woke it");
    }
}

QString StoryWords::missing(const model::Wait& wait) const {
    const QString object = wait.object ? name(wait.object) : QString();
    switch (wait.operation) {
        case Operation::Lock:
        case Operation::LockShared:
            return tr("Who holds %1 is not known.").arg(object);
        case Operation::Acquire:
            return tr("%1 has no free unit.").arg(object);
        case Operation::Put:
            return tr("%1 is full: nobody has taken an item out.").arg(object);
        case Operation::Get:
            return tr("%1 is empty: nobody has put an item in.").arg(object);
        case Operation::WaitEvent:
            return tr("Nobody has set %1 yet.").arg(object);
        case Operation::WaitCondition:
            return tr("Nobody has signalled %1 yet.").arg(object);
        case Operation::WaitBarrier:
            return tr("Not all have come to %1 yet.").arg(object);
        case Operation::Sleep:
            return tr("It asked to sleep; a timer will wake it.");
        case Operation::None:
            return tr("The kernel tells that it waits, not for what.");
        default:
            return {};
    }
}

}  // namespace heddle::ui
