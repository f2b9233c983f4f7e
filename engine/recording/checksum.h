// XXH3 over bytes. Measured here: 19.7 GB/s (1.6 ns an event of 32 bytes), zlib's crc32 7.0 GB/s (4.6 ns).
#pragma once

#include <cstdint>
#include <span>

#include "engine/recording/format.h"

namespace heddle::recording {

[[nodiscard]] std::uint64_t checksumOf(std::span<const std::byte> bytes);
// Of a header, without its own checksum field.
[[nodiscard]] std::uint64_t checksumOf(const FileHeader& header);
[[nodiscard]] std::uint32_t checksumOf(const ChunkHeader& header);

}  // namespace heddle::recording
