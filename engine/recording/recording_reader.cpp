#include "engine/recording/recording_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "engine/base/phrase.h"
#include "engine/recording/checksum.h"
#include "engine/recording/output_file.h"

namespace heddle::recording {
namespace {

std::span<std::byte> bytesOf(auto& value) {
    return std::as_writable_bytes(std::span{&value, 1});
}

}  // namespace

Result<RecordingReader> RecordingReader::open(const std::string& path) {
    FileDescriptor fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!fd)
        return Error{Fault::BadInput, Phrase{"open recording '%1'", path}, errnoText(errno),
                     "check the path"};
    return open(std::move(fd), path);
}

Result<RecordingReader> RecordingReader::open(FileDescriptor fd, const std::string& name) {
    RecordingReader reader{std::move(fd), name};
    if (auto read = reader.readHeader(); !read)
        return read.error();
    return reader;
}

Result<void> RecordingReader::readHeader() {
    const auto refuse = [this](std::string why, std::string wayOut) {
        return Error{Fault::BadInput, Phrase{"open recording '%1'", m_name}, std::move(why),
                     std::move(wayOut)};
    };
    const std::string choose = "choose a file that 'heddle record' or 'heddle run -o' wrote";
    struct stat status {};
    if (::fstat(m_fd.get(), &status) != 0)
        return refuse(errnoText(errno), choose);
    if (S_ISDIR(status.st_mode))
        return refuse("it is a directory", choose);
    if (!S_ISREG(status.st_mode))
        return refuse("it is not a regular file", choose);
    m_size = static_cast<std::uint64_t>(status.st_size);
    if (m_size == 0)
        return refuse("it is empty", choose);

    FileHeader header;
    const std::size_t got = readAt(0, bytesOf(header));
    if (got < sizeof header.magic || header.magic != kFileMagic)
        return refuse("it is not a recording", choose);
    const std::string again = "record the run again";
    if (got < sizeof header)
        return refuse("it is cut short within its header", again);
    if (header.version != kFormatVersion)
        return refuse(
            Phrase{"it has format %1, and this Heddle reads format %2", header.version, kFormatVersion},
            "open it with the Heddle that wrote it");
    if (header.headerChecksum != checksumOf(header) || header.descriptionBytes > kMaxDescriptionBytes)
        return refuse("its header is damaged", again);
    std::string text(header.descriptionBytes, '\0');
    if (readAt(sizeof header, std::as_writable_bytes(std::span{text})) < text.size())
        return refuse("it is cut short within its header", again);
    auto description = decoded(text);
    if (header.descriptionChecksum != checksumOf(std::as_bytes(std::span{text})) || !description)
        return refuse("its header is damaged", again);
    m_description = *std::move(description);
    m_offset = sizeof header + (text.size() + 31) / 32 * 32;
    return {};
}

std::span<const wire::Event> RecordingReader::next() {
    if (m_chunkWaits) {
        m_chunkWaits = false;
        return m_chunk;
    }
    m_unreadableTail = 0;
    std::uint64_t offset = m_offset;
    std::optional<ChunkHeader> header;
    while (!(header = headerAt(offset)) || !readPayload(offset, *header)) {
        // Behind a damaged payload the next chunk follows; behind a damaged header it has to be looked for.
        const auto found = header ? endOf(offset, *header) : findMagic(offset + 1);
        if (!found) {
            m_unreadableTail = m_size > m_offset ? m_size - m_offset : 0;
            return {};
        }
        offset = *found;
    }
    std::span<const wire::Event> out = m_chunk;
    if (offset != m_offset || header->firstEvent != m_eventsRead) {
        m_chunkWaits = true;
        out = gapBefore(m_chunk.front(), header->firstEvent - m_eventsRead);
    }
    m_offset = endOf(offset, *header);
    m_eventsRead = header->firstEvent + header->count;
    m_lastTime = m_chunk.back().time;
    return out;
}

// Nothing unless a good header stands at `offset`, of a chunk that belongs behind what was read.
std::optional<ChunkHeader> RecordingReader::headerAt(std::uint64_t offset) const {
    ChunkHeader header;
    if (readAt(offset, bytesOf(header)) < sizeof header || header.magic != kChunkMagic ||
        header.headerChecksum != checksumOf(header))
        return std::nullopt;
    if (header.count == 0 || header.count > kMaxChunkEvents || header.firstEvent < m_eventsRead ||
        header.firstEvent + header.count < header.firstEvent)
        return std::nullopt;
    return header;
}

std::uint64_t RecordingReader::endOf(std::uint64_t offset, const ChunkHeader& header) {
    return offset + sizeof header + std::uint64_t{header.count} * sizeof(wire::Event);
}

bool RecordingReader::readPayload(std::uint64_t offset, const ChunkHeader& header) {
    m_chunk.resize(header.count);
    const auto payload = std::as_writable_bytes(std::span{m_chunk});
    return readAt(offset + sizeof header, payload) == payload.size() &&
           checksumOf(payload) == header.payloadChecksum;
}

std::optional<std::uint64_t> RecordingReader::findMagic(std::uint64_t from) const {
    // Small, so that a file full of false magic numbers costs little more than one that has none.
    std::array<std::byte, 4096> window;
    std::array<std::byte, sizeof kChunkMagic> magic;
    std::memcpy(magic.data(), &kChunkMagic, sizeof kChunkMagic);
    while (true) {
        const std::size_t got = readAt(from, window);
        const auto end = window.begin() + static_cast<std::ptrdiff_t>(got);
        const auto found = std::search(window.begin(), end, magic.begin(), magic.end());
        if (found != end)
            return from + static_cast<std::uint64_t>(found - window.begin());
        if (got < window.size())
            return std::nullopt;
        from += got - (magic.size() - 1);
    }
}

std::size_t RecordingReader::readAt(std::uint64_t offset, std::span<std::byte> into) const {
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t count =
            ::pread(m_fd.get(), into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

std::span<const wire::Event> RecordingReader::gapBefore(const wire::Event& next, std::uint64_t lost) {
    ++m_gaps;
    m_lost += lost;
    m_gap[0] = {.time = m_lastTime, .kind = wire::EventKind::GapBegan};
    m_gap[0].detail = static_cast<std::uint16_t>(wire::GapSource::Recording);
    m_gap[1] = m_gap[0];
    m_gap[1].kind = wire::EventKind::GapEnded;
    m_gap[1].time = next.time;
    m_gap[1].value = lost;
    if (m_lastTime == 0)
        m_gap[0].time = next.time;  // nothing came before it that could have a time
    return m_gap;
}

std::vector<std::string> RecordingReader::damage() const {
    std::vector<std::string> sentences;
    if (m_gaps == 1)
        sentences.push_back(
            Phrase{"The recording is damaged in one place; %1 events are lost there.", m_lost});
    if (m_gaps > 1)
        sentences.push_back(
            Phrase{"The recording is damaged in %1 places; %2 events are lost there.", m_gaps, m_lost});
    if (m_unreadableTail > 0)
        sentences.push_back(
            Phrase{"The recording is cut short: its last %1 bytes are no whole chunk.", m_unreadableTail});
    return sentences;
}

Result<void> RecordingReader::copyTo(const std::string& path) const {
    return copyRecording(m_fd.get(), m_size, path);
}

double RecordingReader::progress() const {
    return m_size == 0 ? 1.0 : std::min(1.0, static_cast<double>(m_offset) / static_cast<double>(m_size));
}

}  // namespace heddle::recording
