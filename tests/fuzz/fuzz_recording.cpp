// A recording of any bytes: opens or is refused, never crashes, never reads what no good checksum covers,
// always ends.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "engine/model/model.h"
#include "engine/recording/checksum.h"
#include "engine/recording/recording_reader.h"
#include "engine/recording/recording_writer.h"
#include "tests/fuzz/fuzz_target.h"

using namespace heddle;
using recording::ChunkHeader;
using recording::FileHeader;

namespace {

// Makes the checksums good again, so that mutations get past them: of the header, and of every chunk that
// says it is one. The first byte of an input says whether to.
void repair(std::string& bytes) {
    const auto all = std::as_writable_bytes(std::span{bytes});
    if (bytes.size() < sizeof(FileHeader))
        return;
    FileHeader file;
    std::memcpy(&file, all.data(), sizeof file);
    if (file.descriptionBytes <= bytes.size() - sizeof file)
        file.descriptionChecksum = recording::checksumOf(all.subspan(sizeof file, file.descriptionBytes));
    file.headerChecksum = recording::checksumOf(file);
    std::memcpy(all.data(), &file, sizeof file);
    for (std::size_t at = sizeof file; at + sizeof(ChunkHeader) <= bytes.size(); ++at) {
        ChunkHeader chunk;
        std::memcpy(&chunk, all.data() + at, sizeof chunk);
        if (chunk.magic != recording::kChunkMagic)
            continue;
        const std::size_t payload = std::size_t{chunk.count} * sizeof(wire::Event);
        if (payload <= bytes.size() - at - sizeof chunk)
            chunk.payloadChecksum = recording::checksumOf(all.subspan(at + sizeof chunk, payload));
        chunk.headerChecksum = recording::checksumOf(chunk);
        std::memcpy(all.data() + at, &chunk, sizeof chunk);
    }
}

FileDescriptor fileOf(std::string_view bytes) {
    FileDescriptor fd{::memfd_create("fuzz", MFD_CLOEXEC)};
    HEDDLE_CHECK(::write(fd.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    return fd;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] % 2 == 1)
        repair(bytes);
    auto reader = recording::RecordingReader::open(fileOf(bytes), "fuzz");
    if (!reader) {
        HEDDLE_CHECK(!reader.error().why.empty());
        return 0;
    }
    std::size_t events = 0;
    model::Model model;
    for (auto span = reader->next(); !span.empty(); span = reader->next()) {
        events += span.size();
        model.apply(span);
    }
    (void)model.snapshot(Instant{});
    // Each chunk costs at least a header and an event, and brings at most a gap of two events besides its
    // own.
    HEDDLE_CHECK(events * sizeof(wire::Event) <= 2 * bytes.size());
    HEDDLE_CHECK(reader->progress() <= 1.0);
    return 0;
}

std::vector<std::string> fuzzSeeds() {
    std::vector<std::string> seeds;
    for (const std::size_t chunks : {0u, 1u, 4u}) {
        const std::string path = "/tmp/heddle-fuzz-seed-" + std::to_string(::getpid());
        {
            auto writer = recording::RecordingWriter::create(
                path, {.heddle = "0.1.0", .scenario = "s", .parameters = {{"a", "b"}}, .command = {}});
            HEDDLE_CHECK(writer.ok());
            for (std::size_t i = 0; i < chunks; ++i) {
                const std::vector<wire::Event> events(
                    3, {.time = 100 * (i + 1), .value = 1, .task = 1, .kind = wire::EventKind::SwitchedIn});
                HEDDLE_CHECK(writer->append(events).ok() && writer->flush().ok());
            }
        }
        std::string bytes;
        if (FILE* file = std::fopen(path.c_str(), "rb")) {
            bytes.resize(64 * 1024);
            bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
            std::fclose(file);
        }
        ::unlink(path.c_str());
        seeds.push_back('\0' + bytes);
        seeds.push_back('\1' + bytes);
    }
    return seeds;
}
