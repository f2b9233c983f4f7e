// What this machine permits to see, for `heddle doctor`.
#pragma once

#include <vector>

#include "engine/capture/capture.h"

namespace heddle::session {

using capture::SourceStatus;

// The best source first.
[[nodiscard]] inline std::vector<SourceStatus> probeSources() {
    return capture::probeSources();
}

}  // namespace heddle::session
