#include "engine/wire/shares.h"

namespace heddle::wire {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

// Calls visit(place) for each place, free or not, until it returns true; whether it did. Of the object's own
// record the line of putters is free, which it does not have; of the others both lines are.
template <class Record, class Visit>
bool anyPlace(const Segment& segment, Record& object, Visit visit) {
    Record* at = &object;
    const std::uint32_t most = segment.limits().objects;
    for (std::uint32_t records = 0; records < most; ++records) {
        if (visit(at->putters.first) || visit(at->putters.last))
            return true;
        if (at != &object && (visit(at->waiters.first) || visit(at->waiters.last)))
            return true;
        const std::uint64_t next = at->head.load(kRelaxed);
        if (next == 0 || next >= most)
            return false;
        at = &segment.object(ObjectId{static_cast<std::uint32_t>(next)});
    }
    return false;
}

// Puts `now` into the first place that holds `before`.
bool replace(const Segment& segment, ObjectRecord& object, TaskRef before, TaskRef now) {
    return anyPlace(segment, object, [&](std::atomic<std::uint32_t>& place) {
        const bool isIt = place.load(kRelaxed) == before.value();
        if (isIt)
            place.store(now.value(), kRelaxed);
        return isIt;
    });
}

}  // namespace

bool noteShare(const Segment& segment, ObjectRecord& object, TaskRef task) {
    if (replace(segment, object, {}, task))
        return true;
    const ObjectId room = segment.newShareRoom();
    if (room.isNone())
        return false;
    // In front of the others: whoever is killed here leaves the chain whole.
    segment.object(room).head.store(object.head.load(kRelaxed), kRelaxed);
    object.head.store(room.value(), kRelaxed);
    return replace(segment, object, {}, task);
}

bool forgetShare(const Segment& segment, ObjectRecord& object, TaskRef task) {
    return replace(segment, object, task, {});
}

bool hasShare(const Segment& segment, const ObjectRecord& object, TaskRef task) {
    return anyPlace(segment, object, [task](const std::atomic<std::uint32_t>& place) {
        return place.load(kRelaxed) == task.value();
    });
}

std::uint32_t countShares(const Segment& segment, const ObjectRecord& object) {
    std::uint32_t count = 0;
    anyPlace(segment, object, [&count](const std::atomic<std::uint32_t>& place) {
        count += place.load(kRelaxed) != 0;
        return false;
    });
    return count;
}

std::vector<TaskRef> shareHolders(const Segment& segment, const ObjectRecord& object) {
    std::vector<TaskRef> holders;
    anyPlace(segment, object, [&](const std::atomic<std::uint32_t>& place) {
        const TaskRef holder{place.load(kRelaxed)};
        if (!holder.isNone() && holder.value() < segment.limits().tasks)
            holders.push_back(holder);
        return false;
    });
    return holders;
}

}  // namespace heddle::wire
