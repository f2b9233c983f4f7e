// The states of a task as tests compare them: "new ready running".
#pragma once

#include <QString>

#include "tests/support/describe.h"

namespace heddle::model {

inline QString statesOf(const SnapshotPtr& snapshot, TaskId task) {
    return QString::fromStdString(statesOf(*snapshot, task));
}

}  // namespace heddle::model
