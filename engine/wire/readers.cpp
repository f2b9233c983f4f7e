#include "engine/wire/readers.h"

namespace heddle::wire {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

// Calls visit(place) for each place, free or not, until it returns true; whether it did. Of the lock's own
// record the line of putters is free, which it does not have; of the others both lines are.
template <class Record, class Visit>
bool anyPlace(const Segment& segment, Record& lock, Visit visit) {
    Record* at = &lock;
    const std::uint32_t most = segment.limits().objects;
    for (std::uint32_t records = 0; records < most; ++records) {
        if (visit(at->putters.first) || visit(at->putters.last))
            return true;
        if (at != &lock && (visit(at->waiters.first) || visit(at->waiters.last)))
            return true;
        const std::uint64_t next = at->head.load(kRelaxed);
        if (next == 0 || next >= most)
            return false;
        at = &segment.object(ObjectId{static_cast<std::uint32_t>(next)});
    }
    return false;
}

// Puts `now` into the first place that holds `before`.
bool replace(const Segment& segment, ObjectRecord& lock, TaskRef before, TaskRef now) {
    return anyPlace(segment, lock, [&](std::atomic<std::uint32_t>& place) {
        const bool isIt = place.load(kRelaxed) == before.value();
        if (isIt)
            place.store(now.value(), kRelaxed);
        return isIt;
    });
}

}  // namespace

bool noteReader(const Segment& segment, ObjectRecord& lock, TaskRef task) {
    if (replace(segment, lock, {}, task))
        return true;
    const ObjectId room = segment.newReaderRoom();
    if (room.isNone())
        return false;
    // In front of the others: whoever is killed here leaves the chain whole.
    segment.object(room).head.store(lock.head.load(kRelaxed), kRelaxed);
    lock.head.store(room.value(), kRelaxed);
    return replace(segment, lock, {}, task);
}

bool forgetReader(const Segment& segment, ObjectRecord& lock, TaskRef task) {
    return replace(segment, lock, task, {});
}

bool isReader(const Segment& segment, const ObjectRecord& lock, TaskRef task) {
    return anyPlace(segment, lock, [task](const std::atomic<std::uint32_t>& place) {
        return place.load(kRelaxed) == task.value();
    });
}

std::vector<TaskRef> readersOf(const Segment& segment, const ObjectRecord& lock) {
    std::vector<TaskRef> readers;
    anyPlace(segment, lock, [&](const std::atomic<std::uint32_t>& place) {
        const TaskRef reader{place.load(kRelaxed)};
        if (!reader.isNone() && reader.value() < segment.limits().tasks)
            readers.push_back(reader);
        return false;
    });
    return readers;
}

}  // namespace heddle::wire
