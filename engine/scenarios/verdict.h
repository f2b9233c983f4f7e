// Whether what was observed is what the scenario promises.
#pragma once

#include <optional>

#include "engine/base/phrase.h"
#include "engine/base/strong_id.h"

namespace heddle::scenarios {

// A stretch of a run, as it was observed.
struct Stretch {
    TaskId task;
    Instant begin, end;
};

struct Verdict {
    bool held = false;
    Phrase text;      // "at most 3 tasks hold the semaphore at once"
    Phrase observed;  // "3"
    // Where it shows best; nothing: in the run as a whole.
    std::optional<Stretch> shown{};
};

}  // namespace heddle::scenarios
