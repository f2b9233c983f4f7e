#include "engine/wire/tick_clock.h"

#include <fstream>
#include <string>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace heddle::wire {

TickKind bestTickKind() {
#if defined(__x86_64__)
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned kAdvancedPowerLeaf = 0x80000007, kInvariantTscBit = 1u << 8;
    const bool invariant = __get_cpuid(kAdvancedPowerLeaf, &a, &b, &c, &d) && (d & kInvariantTscBit);
    std::string source;
    std::ifstream{"/sys/devices/system/clocksource/clocksource0/current_clocksource"} >> source;
    if (invariant && source == "tsc")
        return TickKind::Tsc;
#endif
    return TickKind::Monotonic;
}

}  // namespace heddle::wire
