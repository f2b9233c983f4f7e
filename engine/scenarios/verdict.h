// Whether what was observed is what the scenario promises.
#pragma once

#include <string>

namespace heddle::scenarios {

struct Verdict {
    bool held = false;
    std::string text;      // "at most 3 tasks hold the semaphore at once"
    std::string observed;  // "3"
};

}  // namespace heddle::scenarios
