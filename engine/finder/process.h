// The life of the searching process. Started by the session through the host process, with the run's segment
// in HEDDLE_SEGMENT; its words are those of an Order, and it tells its news on standard output.
#pragma once

#include <string_view>

#include "engine/base/result.h"

namespace heddle::scenarios {
struct Scenario;
}

namespace heddle::finder {

// `scenarioCalled` finds what is to be searched. Returns the exit status.
int searchAsProcess(int argc, char** argv,
                    Result<const scenarios::Scenario*> (*scenarioCalled)(std::string_view name));

}  // namespace heddle::finder
