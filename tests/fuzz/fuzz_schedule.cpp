// A schedule of any bytes: is read or refused in one sentence; what was read is written and read again as the
// same.
#include "engine/base/check.h"
#include "engine/control/schedule.h"
#include "tests/fuzz/fuzz_target.h"

using namespace heddle;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto schedule = control::parseSchedule({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!schedule) {
        HEDDLE_CHECK(!schedule.error().why.empty() && !schedule.error().wayOut.empty());
        HEDDLE_CHECK(schedule.error().sentence().find('\n') == std::string::npos);
        return 0;
    }
    HEDDLE_CHECK(schedule->entries.size() <= size);
    const std::string text = control::written(schedule.value());
    // Escapes are up to three times as long; only what is near the limits may not come back.
    if (size < control::kLongestScheduleLine / 4) {
        const auto again = control::parseSchedule(text, "again");
        HEDDLE_CHECK(again.ok());
        HEDDLE_CHECK(again.value() == schedule.value());
    }
    return 0;
}

std::vector<std::string> fuzzSeeds() {
    control::Schedule schedule{{"deadlock-ab", 0x5f3a9c0011223344u, {{"tasks", "2"}, {"empty", ""}}}, {}};
    std::vector<std::string> seeds{control::written(schedule)};
    schedule.entries = {{"P1", control::OperationKind::Lock, "A", false},
                        {"a name", control::OperationKind::Wake, "C %", true},
                        {"", control::OperationKind::Yield, "", false}};
    seeds.push_back(control::written(schedule));
    seeds.push_back("# by hand\r\n" + seeds.back());
    return seeds;
}
