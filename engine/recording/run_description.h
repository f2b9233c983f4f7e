// What a recording says about the run it holds.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heddle::recording {

struct RunDescription {
    std::string heddle;                             // the version that wrote the file
    std::string scenario;                           // an id of the library; empty for a command
    std::map<std::string, std::string> parameters;  // of the scenario
    std::vector<std::string> command;               // argv; empty for a scenario
    friend bool operator==(const RunDescription&, const RunDescription&) = default;
};

// As bytes: key, zero, value, zero, and so on. Arguments may hold any byte but zero, as they may for the
// kernel.
[[nodiscard]] std::string encoded(const RunDescription& description);
// Nothing if `bytes` are no such pairs. Unknown keys are skipped.
[[nodiscard]] std::optional<RunDescription> decoded(std::string_view bytes);

}  // namespace heddle::recording
