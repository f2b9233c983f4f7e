// A limit on the number of tasks of a run that the kernel itself keeps: a pids cgroup, where one may be made.
// Without it the observer counts, and ends what grows too far.
#pragma once

#include <string>

#include "engine/base/strong_id.h"

namespace heddle::host {

class TaskLimit {
public:
    // Makes a cgroup of at most `most` tasks below the caller's; isSet() is false where that is not
    // permitted.
    explicit TaskLimit(std::uint32_t most);
    // Removes the cgroup, which must be empty.
    ~TaskLimit();
    TaskLimit(const TaskLimit&) = delete;
    TaskLimit& operator=(const TaskLimit&) = delete;

    [[nodiscard]] bool isSet() const { return !m_folder.empty(); }
    // Puts the process under the limit, and with it all that it will start. False when that is not permitted.
    bool add(Pid pid);

private:
    std::string m_folder;
};

}  // namespace heddle::host
