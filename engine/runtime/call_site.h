// The source line of a call: taken as a defaulted argument, so that it is the caller's line.
//     void lock(CallSite at = CallSite::here());
// What ends with its scope has none: CallSite{}.
#pragma once

#include <cstdint>

namespace heddle::runtime {

struct CallSite {
    const char* file = nullptr;
    std::uint32_t line = 0;

    static constexpr CallSite here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
        return {file, static_cast<std::uint32_t>(line)};
    }
};

}  // namespace heddle::runtime
