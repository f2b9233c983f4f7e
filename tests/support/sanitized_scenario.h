// What stands in the way of a scenario where its processes run with a sanitizer.
#pragma once

#include <algorithm>
#include <string_view>

#include "tests/support/sanitizer.h"

namespace heddle::test {

// Null: nothing.
inline const char* whyNotSanitized(std::string_view id) {
    using namespace std::string_view_literals;
    constexpr std::string_view kCountThreads[]{"thread-enumeration"sv,     "pool-oversized"sv,
                                               "daemon-thread"sv,          "event-traffic-light"sv,
                                               "echo-thread-per-client"sv, "master-worker"sv};
    if (kIsThreadSanitizer &&
        std::find(std::begin(kCountThreads), std::end(kCountThreads), id) != std::end(kCountThreads))
        return "ThreadSanitizer adds a thread of its own to each process";
    if (kIsThreadSanitizer && id == "daemon-surprise")
        return "ThreadSanitizer's end of a process takes longer than the daemon";
    if ((kIsThreadSanitizer || kIsAddressSanitizer) && id == "termination-gallery")
        return "the sanitizer has handlers of its own";
    return nullptr;
}

}  // namespace heddle::test
