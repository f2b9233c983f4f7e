#include "engine/model/deadlock_story.h"

#include <algorithm>

namespace heddle::model {

DeadlockStory storyOf(const Deadlock& deadlock) {
    DeadlockStory story;
    story.isCircular = deadlock.shape == Deadlock::Shape::Circle;
    bool areLocks = story.isCircular && deadlock.edges.size() > 1;
    for (std::size_t i = 0; i < deadlock.edges.size(); ++i) {
        const DeadlockEdge& edge = deadlock.edges[i];
        areLocks = areLocks && edge.ender == WaitEnder::EveryHolder;
        if (!edge.holders.empty())
            story.exclusive.push_back(edge.wait.object);
        const auto holder = std::find_if(edge.holders.begin(), edge.holders.end(),
                                         [&edge](const Holder& h) { return h.task == edge.next; });
        if (holder == edge.holders.end())
            continue;
        const DeadlockEdge& next = deadlock.edges[(i + 1) % deadlock.edges.size()];
        story.holdAndWait.push_back(
            {holder->task, edge.wait.object, holder->since, holder->site, next.wait.object, next.wait.site});
    }
    // In the order of the circle: whoever holds, then who waits for it.
    std::rotate(story.holdAndWait.begin(), story.holdAndWait.end() - (story.holdAndWait.empty() ? 0 : 1),
                story.holdAndWait.end());
    if (areLocks)
        story.waysOut.push_back({WayOut::Kind::LockOrder, {}, {}});
    for (const DeadlockEdge& edge : deadlock.edges) {
        if (edge.ender == WaitEnder::SharingTask)
            story.waysOut.push_back({WayOut::Kind::Provide, edge.task, edge.wait.object});
    }
    for (const HoldAndWait& hold : story.holdAndWait)
        story.waysOut.push_back({WayOut::Kind::TakeBack, hold.task, hold.held});
    if (story.isCircular)  // the last one to close the circle
        story.waysOut.push_back({WayOut::Kind::EndTask, deadlock.tasks.front(), {}});
    return story;
}

}  // namespace heddle::model
