#include "engine/recording/recording_writer.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "engine/base/phrase.h"
#include "engine/recording/checksum.h"
#include "engine/recording/format.h"
#include "engine/recording/output_file.h"

namespace heddle::recording {
namespace {

std::span<const std::byte> bytesOf(const auto& value) {
    return std::as_bytes(std::span{&value, 1});
}

}  // namespace

Result<RecordingWriter> RecordingWriter::create(const std::string& path, const RunDescription& description) {
    auto fd = openOutput(path);
    if (!fd)
        return fd.error();
    RecordingWriter writer{std::move(fd).value(), path};
    if (auto written = writer.writeHeader(description); !written)
        return written.error();
    return writer;
}

Result<RecordingWriter> RecordingWriter::createTemporary(const RunDescription& description) {
    const char* wanted = std::getenv("TMPDIR");
    const std::string folder = wanted && *wanted ? wanted : "/var/tmp";
    FileDescriptor fd{::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)};
    if (!fd)
        return outputError(folder, Fault::BadInput, errnoText(errno),
                           "set TMPDIR to a folder that can be written");
    RecordingWriter writer{std::move(fd), folder};
    if (auto written = writer.writeHeader(description); !written)
        return written.error();
    return writer;
}

Result<void> RecordingWriter::writeHeader(const RunDescription& description) {
    std::string text = encoded(description);
    if (text.size() > kMaxDescriptionBytes)
        return fail(Phrase{"the command line is longer than %1 bytes", kMaxDescriptionBytes});
    FileHeader header;
    header.descriptionBytes = static_cast<std::uint32_t>(text.size());
    header.descriptionChecksum = checksumOf(std::as_bytes(std::span{text}));
    header.headerChecksum = checksumOf(header);
    text.resize((text.size() + 31) / 32 * 32, '\0');
    m_pending.reserve(kMaxChunkEvents);
    return writeAll(bytesOf(header), std::as_bytes(std::span{text}));
}

RecordingWriter::~RecordingWriter() {
    if (m_fd)
        (void)close();
}

Result<void> RecordingWriter::append(std::span<const wire::Event> events) {
    while (!events.empty()) {
        if (m_failure)
            return *m_failure;
        std::size_t taken;
        if (m_pending.empty() && events.size() >= kMaxChunkEvents) {
            taken = kMaxChunkEvents;
            if (auto written = writeChunk(events.first(taken)); !written)
                return written;
        } else {
            taken = std::min(events.size(), kMaxChunkEvents - m_pending.size());
            m_pending.insert(m_pending.end(), events.begin(),
                             events.begin() + static_cast<std::ptrdiff_t>(taken));
            if (m_pending.size() == kMaxChunkEvents) {
                if (auto written = flush(); !written)
                    return written;
            }
        }
        events = events.subspan(taken);
    }
    return {};
}

Result<void> RecordingWriter::skip(std::uint64_t count) {
    auto flushed = flush();  // what waits stands in front of the gap
    m_skipped += count;
    return flushed;
}

Result<void> RecordingWriter::flush() {
    if (m_failure)
        return *m_failure;
    if (m_pending.empty())
        return {};
    auto written = writeChunk(m_pending);
    m_pending.clear();
    return written;
}

Result<void> RecordingWriter::close() {
    auto flushed = flush();
    const int fd = m_fd.release();
    if (fd >= 0 && ::close(fd) != 0 && flushed.ok())
        return fail(errnoText(errno));  // network file systems report a full disk only here
    return flushed;
}

Result<void> RecordingWriter::writeChunk(std::span<const wire::Event> events) {
    ChunkHeader header;
    header.firstEvent = m_written + m_skipped;
    header.count = static_cast<std::uint32_t>(events.size());
    header.payloadChecksum = checksumOf(std::as_bytes(events));
    header.headerChecksum = checksumOf(header);
    auto written = writeAll(bytesOf(header), std::as_bytes(events));
    if (written)
        m_written += events.size();
    return written;
}

Result<void> RecordingWriter::writeAll(std::span<const std::byte> first, std::span<const std::byte> second) {
    const std::uint64_t whole = m_bytesWritten + first.size() + second.size();
    while (!first.empty() || !second.empty()) {
        const std::array<iovec, 2> parts{iovec{const_cast<std::byte*>(first.data()), first.size()},
                                         iovec{const_cast<std::byte*>(second.data()), second.size()}};
        const ssize_t count = ::writev(m_fd.get(), parts.data(), static_cast<int>(parts.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            const int error = count < 0 ? errno : ENOSPC;
            // Take a part of a chunk back. Where that is impossible (a device), the reader stops in front of
            // it.
            [[maybe_unused]] const int ignored = ::ftruncate(m_fd.get(), static_cast<off_t>(m_bytesWritten));
            return fail(errnoText(error));
        }
        auto left = static_cast<std::size_t>(count);
        const std::size_t ofFirst = std::min(left, first.size());
        first = first.subspan(ofFirst);
        second = second.subspan(left - ofFirst);
    }
    m_bytesWritten = whole;
    return {};
}

Result<void> RecordingWriter::copyTo(const std::string& path) const {
    return copyRecording(m_fd.get(), m_bytesWritten, path);
}

Error RecordingWriter::fail(std::string why) {
    m_failure = outputError(
        m_path, Fault::BadInput, std::move(why),
        m_written == 0 ? "choose another file"
                       : Phrase{"the first %1 events are safe, the rest needs room", m_written}.text());
    m_pending.clear();
    return *m_failure;
}

}  // namespace heddle::recording
