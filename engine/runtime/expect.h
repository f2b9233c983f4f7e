// What a program promises of itself, and what it may not do.
#pragma once

#include <string_view>

#include "engine/runtime/call_site.h"

namespace heddle::runtime {

// Says that `holds` has to be so. Where it is not: in a controlled run the step has failed, and the task
// stands in front of its end; in a free run an event tells of it, and the task goes on.
void expect(bool holds, std::string_view text, CallSite at = CallSite::here());

// The running task does what an object does not allow. In a controlled run its step has failed; in a free run
// the program ends with a sentence.
[[noreturn]] void misuse(std::string_view text);

}  // namespace heddle::runtime
