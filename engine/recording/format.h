// The file: a header, what was run, then chunks of events until the file ends.
//
//   FileHeader | description, padded with zeroes to a multiple of 32 | { ChunkHeader | Event[count] }...
//
// All numbers little-endian, everything a multiple of 32 bytes. Checksums are XXH3 (64 bits).
// A chunk says with `firstEvent` how many events stand before it in the whole stream, so after a damaged
// stretch the next good chunk tells exactly how many were lost.
#pragma once

#include <bit>
#include <cstdint>

#include "engine/wire/event.h"

namespace heddle::recording {

static_assert(std::endian::native == std::endian::little,
              "the file is little-endian, and written as it is in memory");

inline constexpr std::uint64_t kFileMagic =
    0x0a0d454c44444548;  // "HEDDLE\r\n": mangled line ends show at once
inline constexpr std::uint64_t kChunkMagic = 0x4b4e5548438bddedULL;  // no text, no time and no small number
inline constexpr std::uint32_t kFormatVersion = 1;

struct FileHeader {
    std::uint64_t magic = kFileMagic;
    std::uint32_t version = kFormatVersion;
    std::uint32_t descriptionBytes = 0;
    std::uint64_t descriptionChecksum = 0;
    std::uint64_t headerChecksum = 0;  // of all above
};
static_assert(sizeof(FileHeader) == 32);

struct ChunkHeader {
    std::uint64_t magic = kChunkMagic;
    std::uint64_t firstEvent = 0;
    std::uint64_t payloadChecksum = 0;
    std::uint32_t count = 0;
    std::uint32_t headerChecksum = 0;  // of all above, the lower 32 bits
};
static_assert(sizeof(ChunkHeader) == 32);

inline constexpr std::uint32_t kMaxChunkEvents = 16 * 1024;  // 512 KiB
inline constexpr std::uint32_t kMaxDescriptionBytes =
    4 * 1024 * 1024;  // a command line of the kernel's limit fits

}  // namespace heddle::recording
