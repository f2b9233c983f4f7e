// A field of a tracepoint's own bytes; 0 where they are too few.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace heddle::capture {

template <class T>
T valueAt(std::span<const std::byte> raw, std::uint32_t offset) {
    T value{};
    if (offset + sizeof value <= raw.size())
        std::memcpy(&value, raw.data() + offset, sizeof value);
    return value;
}

}  // namespace heddle::capture
