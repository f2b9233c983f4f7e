// Whether what was observed is what the scenario promises.
#pragma once

#include "engine/scenarios/verdict.h"

namespace heddle::session {

using scenarios::Verdict;

}  // namespace heddle::session
