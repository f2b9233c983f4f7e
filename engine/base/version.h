// Heddle's own version, as reports, recordings and `heddle --version` state it.
#pragma once

namespace heddle {

[[nodiscard]] const char* version();

}  // namespace heddle
