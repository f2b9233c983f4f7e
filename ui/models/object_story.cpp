#include "ui/models/story_text.h"
#include "ui/models/story_words.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

struct ObjectWords {
    Q_DECLARE_TR_FUNCTIONS(Object)
};

QString holdersLine(const StoryWords& words, ObjectId object, const std::vector<model::Holder>& holders) {
    if (holders.size() == 1)
        return ObjectWords::tr("%1 is held by %2 since %3")
                   .arg(words.name(object), words.name(holders.front().task),
                        words.sinceStart(holders.front().since)) +
               words.commaLine(holders.front().site);
    std::vector<TaskId> tasks;
    for (const model::Holder& holder : holders) tasks.push_back(holder.task);
    return ObjectWords::tr("%1 is held by %2").arg(words.name(object), words.names(tasks));
}

QString takenText(const model::ObjectInfo& object) {
    if (object.acquisitions == 1)
        return object.contended == 0 ? ObjectWords::tr("Taken once so far, without waiting.")
                                     : ObjectWords::tr("Taken once so far, after a wait.");
    const QString times = countText(object.acquisitions);
    return object.contended == 0   ? ObjectWords::tr("Taken %1 times so far; nobody had to wait.").arg(times)
           : object.contended == 1 ? ObjectWords::tr("Taken %1 times so far; once after a wait.").arg(times)
                                   : ObjectWords::tr("Taken %1 times so far; %2 of them after a wait.")
                                         .arg(times, countText(object.contended));
}

}  // namespace

Story objectStory(const Moment& moment, ObjectId object, Markup markup) {
    const model::Snapshot& snapshot = moment.snapshot();
    const model::ObjectInfo* info = snapshot.object(object);
    if (!info)
        return {};
    const StoryWords words(snapshot, moment.at(), markup);
    Story told;
    told.title = ObjectWords::tr("Who has %1, and who waits?").arg(words.kindAndName(object));
    if (!info->certain && moment.isPresent())
        told.lines.append(ObjectWords::tr("Events were lost: its present state is in doubt."));
    const auto holders = moment.holdersOf(object);
    const auto waiters = moment.waitersOf(object);
    if (!holders.empty())
        told.lines.append(holdersLine(words, object, holders));
    else if (info->kind == wire::ObjectKind::Queue)
        told.lines.append(ObjectWords::tr("Items in it: %1").arg(moment.levelOf(object)));
    else
        told.lines.append(ObjectWords::tr("Nobody holds it."));
    std::vector<TaskId> line;
    for (const model::Waiter& waiter : waiters) line.push_back(waiter.task);
    if (line.empty())
        told.lines.append(ObjectWords::tr("Nobody waits for it."));
    else if (line.size() == 1)
        told.lines.append(ObjectWords::tr("%1 waits for it").arg(words.names(line)) +
                          words.commaLine(waiters.front().site));
    else
        told.lines.append(ObjectWords::tr("Waiting, first in line first: %1").arg(words.names(line)));
    if (info->acquisitions > 0)
        told.lines.append(takenText(*info));
    if (info->ownerDeaths > 0 && info->lastHeir.isNone())
        told.lines.append(ObjectWords::tr("%1 died while it held it; its share came back.")
                              .arg(words.name(info->lastDeadOwner)));
    else if (info->ownerDeaths > 0)
        told.lines.append(ObjectWords::tr("%1 died while it held it; %2 has it then, and was told.")
                              .arg(words.name(info->lastDeadOwner), words.name(info->lastHeir)));
    return told;
}

}  // namespace heddle::ui
