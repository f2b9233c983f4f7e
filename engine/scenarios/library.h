// All scenarios, by id.
// Thread rule: everything is constant.
#pragma once

#include "engine/scenarios/scenario.h"

namespace heddle::scenarios {

[[nodiscard]] const std::vector<const Scenario*>& library();
// Errors (Usage): no scenario of that name; names the nearest one.
[[nodiscard]] Result<const Scenario*> findScenario(std::string_view id);

// The scenario's own file, as the window shows it. Lines count from 1, as the sites of its events do.
struct Source {
    std::string_view file;  // below the source tree; the sites of its events name it so
    std::string_view text;
};
[[nodiscard]] Source sourceOf(std::string_view id);  // empty for an unknown id

// A fingerprint of what a scenario does step by step: of its source text, and of the places where a
// controlled run stops. A schedule fits the version that it was made with.
[[nodiscard]] std::uint64_t versionOf(std::string_view id);

}  // namespace heddle::scenarios
