// What a test has to know of the sanitizer that it was built with.
#pragma once

#include <QTest>

namespace heddle::test {

#if defined(__SANITIZE_THREAD__)
inline constexpr bool kIsThreadSanitizer = true;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
inline constexpr bool kIsThreadSanitizer = true;
#else
inline constexpr bool kIsThreadSanitizer = false;
#endif
#else
inline constexpr bool kIsThreadSanitizer = false;
#endif

}  // namespace heddle::test

// First in a test that runs fibers, in this process or in one that this build made.
#define SKIP_WITHOUT_FIBERS()                                                                              \
    do {                                                                                                   \
        if (heddle::test::kIsThreadSanitizer)                                                              \
            QSKIP("ThreadSanitizer cannot follow Boost.Fiber's stacks: Debian builds it without the hooks"); \
    } while (false)
