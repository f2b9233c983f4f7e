// Appends the merged stream to a file, in checksummed chunks of whole events.
//
// Thread rule: one thread.
// Invariants: every chunk in the file is whole, also after an error: a chunk that did not fit is taken back.
// What flush() has returned from survives the end of this process. On failure (disk full, file gone): the
// first error stays, nothing more is written, and what was written is readable.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"
#include "engine/recording/run_description.h"
#include "engine/wire/event.h"

namespace heddle::recording {

class RecordingWriter {
public:
    // Makes or empties the file, and writes its header. Errors: not writable, a directory, no file at all,
    // disk full.
    static Result<RecordingWriter> create(const std::string& path, const RunDescription& description);
    RecordingWriter(RecordingWriter&&) noexcept = default;
    RecordingWriter& operator=(RecordingWriter&&) = delete;
    ~RecordingWriter();  // as close(), whose error then nobody learns

    // A file without a name that is gone when it is closed, in the folder for temporary files.
    static Result<RecordingWriter> createTemporary(const RunDescription& description);

    Result<void> append(std::span<const wire::Event> events);
    // Leaves out `count` events: a reader finds a gap of that many.
    Result<void> skip(std::uint64_t count);
    // Writes what waits for its chunk to become full.
    Result<void> flush();
    Result<void> close();

    [[nodiscard]] std::uint64_t eventsWritten() const { return m_written; }
    // The file so far, up to the end of its last whole chunk, as a file of its own. Errors: as create().
    Result<void> copyTo(const std::string& path) const;

private:
    RecordingWriter(FileDescriptor fd, std::string path) : m_fd(std::move(fd)), m_path(std::move(path)) {}
    Result<void> writeHeader(const RunDescription& description);
    Result<void> writeChunk(std::span<const wire::Event> events);
    Result<void> writeAll(std::span<const std::byte> first, std::span<const std::byte> second);
    Error fail(std::string why);

    FileDescriptor m_fd;
    std::string m_path;
    std::vector<wire::Event> m_pending;
    std::uint64_t m_written = 0;       // events in the file
    std::uint64_t m_skipped = 0;       // events left out of it
    std::uint64_t m_bytesWritten = 0;  // up to the end of the last whole chunk
    std::optional<Error> m_failure;
};

}  // namespace heddle::recording
