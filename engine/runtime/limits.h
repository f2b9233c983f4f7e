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
// For the errno of mq_open(), for so many messages of so many bytes.
[[nodiscard]] std::string whyNoMessageQueue(int error, std::size_t messages, std::size_t bytes);
// For memory that operator new could not get.
[[nodiscard]] std::string whyNoMemory();
// For the stack of a fiber, of `bytes`, on a thread that has `fibers` of them.
[[nodiscard]] std::string whyNoStack(std::size_t bytes, std::size_t fibers);

// From now on a std::bad_alloc of the process says whyNoMemory(), unless the program has a handler of its
// own.
void explainBadAlloc();

}  // namespace heddle::runtime
