// Who has a share of an object, where that matters: the readers of a SharedMutex, and those who hold units of
// a RobustSemaphore, so that what one who dies with its process had can come back. The state of the object
// itself tells only how many they are (wire/lock_state.h).
//
// They stand in the object's own record as far as there is room, and in further records from the far end of
// the table of objects, which are chained to it and belong to it for the rest of the run.
// Thread rule: they change only under the guard of the object. A share is noted before it is counted, and
// forgotten after it was counted out: whoever is killed in between is noted, so once the dead are forgotten
// as many are left as there really are.
#pragma once

#include <vector>

#include "engine/wire/segment.h"

namespace heddle::wire {

// False: there is no place, and no record is left for more.
[[nodiscard]] bool noteShare(const Segment& segment, ObjectRecord& object, TaskRef task);
// One of `task`; false: it has none.
[[nodiscard]] bool forgetShare(const Segment& segment, ObjectRecord& object, TaskRef task);
[[nodiscard]] std::uint32_t countShares(const Segment& segment, const ObjectRecord& object);
[[nodiscard]] bool hasShare(const Segment& segment, const ObjectRecord& object, TaskRef task);
// Once for each share that it has. Nobody, where shares are not noted.
[[nodiscard]] std::vector<TaskRef> shareHolders(const Segment& segment, const ObjectRecord& object);

}  // namespace heddle::wire
