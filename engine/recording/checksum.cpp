#include "engine/recording/checksum.h"

#include <xxhash.h>

#include <cstddef>

namespace heddle::recording {

std::uint64_t checksumOf(std::span<const std::byte> bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t checksumOf(const FileHeader& header) {
    return XXH3_64bits(&header, offsetof(FileHeader, headerChecksum));
}

std::uint32_t checksumOf(const ChunkHeader& header) {
    return static_cast<std::uint32_t>(XXH3_64bits(&header, offsetof(ChunkHeader, headerChecksum)));
}

}  // namespace heddle::recording
