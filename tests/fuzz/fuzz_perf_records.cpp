// The bytes of a perf ring, whatever they are: decoded or refused, never read beyond their end.
#include <linux/perf_event.h>

#include <cstring>

#include "engine/base/check.h"
#include "engine/capture/perf_record.h"
#include "tests/fuzz/fuzz_target.h"

using namespace heddle;
using capture::PerfRecord;

// As a ring is read: record after record, each as long as its header says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::span<const std::byte> rest{reinterpret_cast<const std::byte*>(data), size};
    while (rest.size() >= sizeof(perf_event_header)) {
        perf_event_header header{};
        std::memcpy(&header, rest.data(), sizeof header);
        if (header.size < sizeof header || header.size > rest.size())
            break;
        // A copy of its own, so that a sanitizer sees each byte read beyond it.
        const std::vector<std::byte> bytes(rest.begin(), rest.begin() + header.size);
        PerfRecord record;
        if (capture::decodeRecord(bytes, record)) {
            const auto* begin = bytes.data();
            const auto* end = begin + bytes.size();
            HEDDLE_CHECK(record.raw.empty() ||
                         (record.raw.data() >= begin && record.raw.data() + record.raw.size() <= end));
            const auto* name = reinterpret_cast<const std::byte*>(record.name.data());
            HEDDLE_CHECK(record.name.empty() || (name >= begin && name + record.name.size() <= end));
        }
        rest = rest.subspan(header.size);
    }
    return 0;
}

namespace {

std::string recordOf(std::uint32_t type, std::uint16_t misc, const std::vector<std::uint32_t>& body) {
    perf_event_header header{};
    header.type = type;
    header.misc = misc;
    header.size = static_cast<std::uint16_t>(sizeof header + body.size() * 4);
    std::string bytes(header.size, '\0');
    std::memcpy(bytes.data(), &header, sizeof header);
    std::memcpy(bytes.data() + sizeof header, body.data(), body.size() * 4);
    return bytes;
}

}  // namespace

std::vector<std::string> fuzzSeeds() {
    const std::vector<std::uint32_t> who{1, 2, 3, 0};  // pid, tid, time
    const auto behind = [&](std::vector<std::uint32_t> body) {
        body.insert(body.end(), who.begin(), who.end());
        return body;
    };
    std::vector<std::string> seeds{
        recordOf(PERF_RECORD_SWITCH, PERF_RECORD_MISC_SWITCH_OUT, who),
        recordOf(PERF_RECORD_SWITCH_CPU_WIDE, 0, behind({5, 6})),
        recordOf(PERF_RECORD_FORK, 0, behind({7, 1, 8, 2, 9, 0})),
        recordOf(PERF_RECORD_EXIT, 0, behind({7, 1, 8, 2, 9, 0})),
        recordOf(PERF_RECORD_COMM, PERF_RECORD_MISC_COMM_EXEC, behind({1, 2, 0x6c656873, 0x0000006c})),
        recordOf(PERF_RECORD_LOST, 0, behind({1, 0, 42, 0})),
        recordOf(PERF_RECORD_LOST_SAMPLES, 0, behind({42, 0})),
        recordOf(PERF_RECORD_LOST, 0, {1, 0, 42, 0, 3, 0}),
        recordOf(PERF_RECORD_SAMPLE, 0, {3, 0, 8, 372, 0, 0})};
    std::string all;
    for (const std::string& seed : seeds) all += seed;
    seeds.push_back(all);
    return seeds;
}
