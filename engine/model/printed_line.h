// A line that a task wrote to its standard output.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"

namespace heddle::model {

struct PrintedLine {
    Instant time;
    TaskId task;
    SiteId site;
    TextId text;  // none for an empty line
};

}  // namespace heddle::model
