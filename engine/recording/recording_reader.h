// Reads a recording chunk by chunk, oldest first.
//
// Thread rule: one thread.
// Invariants: only whole chunks with good checksums come out. The file may still grow while it is read.
// On damage: a stretch between two good chunks comes out as a GapBegan and a GapEnded{Recording} with the
// exact number of lost events; damage after the last good chunk ends the stream there, and damage() says so.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"
#include "engine/recording/format.h"
#include "engine/recording/run_description.h"

namespace heddle::recording {

class RecordingReader {
public:
    // Errors: cannot be read, no recording, other version, cut short within its header.
    static Result<RecordingReader> open(const std::string& path);
    static Result<RecordingReader> open(FileDescriptor fd, const std::string& name);

    [[nodiscard]] const RunDescription& description() const { return m_description; }
    // The next events; empty at the end. Valid until the next call.
    [[nodiscard]] std::span<const wire::Event> next();
    // What was wrong with the file so far, as a whole sentence; empty if nothing.
    [[nodiscard]] std::vector<std::string> damage() const;
    // The whole file as another one. Any thread. Errors: as for an output.
    Result<void> copyTo(const std::string& path) const;
    // How much of the file has been read, 0 to 1.
    [[nodiscard]] double progress() const;

private:
    RecordingReader(FileDescriptor fd, std::string name) : m_fd(std::move(fd)), m_name(std::move(name)) {}
    Result<void> readHeader();
    [[nodiscard]] std::optional<ChunkHeader> headerAt(std::uint64_t offset) const;
    [[nodiscard]] bool readPayload(std::uint64_t offset, const ChunkHeader& header);
    [[nodiscard]] static std::uint64_t endOf(std::uint64_t offset, const ChunkHeader& header);
    [[nodiscard]] std::optional<std::uint64_t> findMagic(std::uint64_t from) const;
    [[nodiscard]] std::size_t readAt(std::uint64_t offset, std::span<std::byte> into) const;
    std::span<const wire::Event> gapBefore(const wire::Event& next, std::uint64_t lost);

    FileDescriptor m_fd;
    std::string m_name;
    RunDescription m_description;
    std::uint64_t m_size = 0;
    std::uint64_t m_offset = 0;
    std::uint64_t m_eventsRead = 0;  // that is, the firstEvent expected next
    std::uint64_t m_lastTime = 0;
    std::vector<wire::Event> m_chunk;
    bool m_chunkWaits = false;  // its gap went out first
    wire::Event m_gap[2];
    std::uint64_t m_gaps = 0;
    std::uint64_t m_lost = 0;
    std::uint64_t m_unreadableTail = 0;
};

}  // namespace heddle::recording
