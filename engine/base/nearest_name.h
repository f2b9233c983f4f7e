// What somebody who mistyped a name may have meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heddle {

// The candidate with the fewest typing errors (a letter missing, added, wrong, or two swapped), if they are
// few enough that it was probably meant; a candidate that begins with `name` counts as one error.
[[nodiscard]] std::optional<std::string> nearestName(std::string_view name,
                                                     const std::vector<std::string>& candidates);

}  // namespace heddle
