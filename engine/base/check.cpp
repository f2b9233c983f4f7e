#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace heddle {

void checkFailed(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "heddle: bug: %s does not hold at %s:%d\n", condition, file, line);
    std::abort();
}

}  // namespace heddle
