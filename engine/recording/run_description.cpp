#include "engine/recording/run_description.h"

namespace heddle::recording {
namespace {

constexpr std::string_view kParameterPrefix = "set:";

void appendPair(std::string& bytes, std::string_view key, std::string_view value) {
    bytes.append(key).push_back('\0');
    bytes.append(value).push_back('\0');
}

std::optional<std::string_view> takeText(std::string_view& bytes) {
    const std::size_t end = bytes.find('\0');
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    return text;
}

}  // namespace

std::string encoded(const RunDescription& description) {
    std::string bytes;
    appendPair(bytes, "heddle", description.heddle);
    if (!description.scenario.empty())
        appendPair(bytes, "scenario", description.scenario);
    for (const auto& [name, value] : description.parameters)
        appendPair(bytes, std::string(kParameterPrefix) + name, value);
    for (const std::string& argument : description.command) appendPair(bytes, "argument", argument);
    return bytes;
}

std::optional<RunDescription> decoded(std::string_view bytes) {
    RunDescription description;
    while (!bytes.empty()) {
        const auto key = takeText(bytes);
        const auto value = key ? takeText(bytes) : std::nullopt;
        if (!value)
            return std::nullopt;
        if (*key == "heddle")
            description.heddle = *value;
        else if (*key == "scenario")
            description.scenario = *value;
        else if (*key == "argument")
            description.command.emplace_back(*value);
        else if (key->starts_with(kParameterPrefix))
            description.parameters[std::string(key->substr(kParameterPrefix.size()))] = *value;
    }
    return description;
}

}  // namespace heddle::recording
