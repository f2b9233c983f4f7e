// What no program should do to itself, for scenarios that show what comes of it.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "engine/base/file_descriptor.h"
#include "engine/base/phrase.h"
#include "engine/base/result.h"

namespace heddle::scenarios {

// Memory that the processor lets nobody write to.
[[nodiscard]] inline volatile int* readOnlyPage() {
    constexpr std::size_t kPage = 4096;
    return static_cast<volatile int*>(::mmap(nullptr, kPage, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
}

// Says what is refused.
[[nodiscard]] inline std::string writeToFullDevice() {
    const FileDescriptor full{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
    const int error = ::write(full.get(), "x", 1) < 0 ? errno : 0;
    return Phrase{"it could not write: %1", errnoText(error)};
}

inline void loopForEver() {
    for (volatile bool goesOn = true; goesOn;) continue;
}

// To a debugger, and to who looks for the line of a fault, these two are part of who calls them.
#if defined(__x86_64__)
[[gnu::always_inline, gnu::artificial]] inline void noInstruction() {
    asm volatile("ud2");
}
[[gnu::always_inline, gnu::artificial]] inline void haltProcessor() {
    asm volatile("hlt");
}
#else
[[gnu::always_inline, gnu::artificial]] inline void noInstruction() {
    __builtin_trap();
}
[[gnu::always_inline, gnu::artificial]] inline void haltProcessor() {
    __builtin_trap();
}
#endif

}  // namespace heddle::scenarios
