// Why the machine did not give what was asked for: the limit that stands in the way, its value, and how to
// raise it.
#pragma once

#include <cstddef>
#include <string>

namespace heddle::runtime {

// For the errno of a call that makes a descriptor.
[[nodiscard]] std::string whyNoDescriptor(int error);
// For the errno of a call that makes a process or thread.
[[nodiscard]] std::string whyNoTask(int error);
// For the stack of a fiber, of `bytes`, on a thread that has `fibers` of them.
[[nodiscard]] std::string whyNoStack(std::size_t bytes, std::size_t fibers);

}  // namespace heddle::runtime
