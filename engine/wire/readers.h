// Who reads a SharedMutex, so that the share of one who dies with its process can come back. The state of the
// lock itself tells only how many they are (wire/lock_state.h).
//
// They stand in the object's own record as far as there is room, and in further records from the far end of
// the table of objects, which are chained to it and belong to it for the rest of the run.
// Thread rule: they change only under the guard of the lock. A reader is noted before it is counted, and
// forgotten after it was counted out: whoever is killed in between is noted, so once the dead are forgotten
// as many are left as really read.
#pragma once

#include <vector>

#include "engine/wire/segment.h"

namespace heddle::wire {

// False: there is no place, and no record is left for more.
[[nodiscard]] bool noteReader(const Segment& segment, ObjectRecord& lock, TaskRef task);
// One entry of `task`; false: it has none.
[[nodiscard]] bool forgetReader(const Segment& segment, ObjectRecord& lock, TaskRef task);
[[nodiscard]] bool isReader(const Segment& segment, const ObjectRecord& lock, TaskRef task);
// Once for each time that it reads.
[[nodiscard]] std::vector<TaskRef> readersOf(const Segment& segment, const ObjectRecord& lock);

}  // namespace heddle::wire
