// A bug stops the process at once, with the condition and its place; it never becomes a wrong picture.
#pragma once

namespace heddle {

[[noreturn]] void checkFailed(const char* condition, const char* file, int line) noexcept;

}  // namespace heddle

#define HEDDLE_CHECK(condition) \
    (__builtin_expect(static_cast<bool>(condition), 1) ? void(0) : ::heddle::checkFailed(#condition, __FILE__, __LINE__))
