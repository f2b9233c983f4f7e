// What tells the file of a program from any other, and from itself as it was before it was built again: of a
// fault, the traced process says which file it ran, and the observer looks only into that one.
#pragma once

#include <sys/stat.h>

#include <cstdint>

namespace heddle::wire {

[[nodiscard]] inline std::uint32_t markOf(const struct stat& file) {
    std::uint64_t mark = 0;
    for (const auto part :
         {static_cast<std::uint64_t>(file.st_dev), static_cast<std::uint64_t>(file.st_ino),
          static_cast<std::uint64_t>(file.st_size), static_cast<std::uint64_t>(file.st_mtim.tv_sec),
          static_cast<std::uint64_t>(file.st_mtim.tv_nsec)}) {
        mark = (mark ^ part) * 0x9e3779b97f4a7c15;
        mark ^= mark >> 32;
    }
    return static_cast<std::uint32_t>(mark);
}

}  // namespace heddle::wire
