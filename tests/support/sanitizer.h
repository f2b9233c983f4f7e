// What a test has to know of the sanitizer that it was built with.
#pragma once

#include <QTest>

#if defined(__has_feature)
#define HEDDLE_HAS_FEATURE(name) __has_feature(name)
#else
#define HEDDLE_HAS_FEATURE(name) 0
#endif

namespace heddle::test {

#if defined(__SANITIZE_THREAD__) || HEDDLE_HAS_FEATURE(thread_sanitizer)
inline constexpr bool kIsThreadSanitizer = true;
#else
inline constexpr bool kIsThreadSanitizer = false;
#endif
#if defined(__SANITIZE_ADDRESS__) || HEDDLE_HAS_FEATURE(address_sanitizer)
inline constexpr bool kIsAddressSanitizer = true;
#else
inline constexpr bool kIsAddressSanitizer = false;
#endif

}  // namespace heddle::test

// First in a test that runs fibers, in this process or in one that this build made.
#define SKIP_WITHOUT_FIBERS()                                                                                \
    do {                                                                                                     \
        if (heddle::test::kIsThreadSanitizer)                                                                \
            QSKIP("ThreadSanitizer cannot follow Boost.Fiber's stacks: Debian builds it without the hooks"); \
    } while (false)

// The same for the rows of a data table that are about fibers: in init() of a test that has such rows.
#define SKIP_ROWS_WITHOUT_FIBERS()                                                             \
    do {                                                                                       \
        if (QTest::currentDataTag() && QByteArray{QTest::currentDataTag()}.contains("fibers")) \
            SKIP_WITHOUT_FIBERS();                                                             \
    } while (false)
