#include "engine/scenarios/parameters.h"

#include <algorithm>
#include <charconv>

#include "engine/base/nearest_name.h"
#include "engine/base/phrase.h"

namespace heddle::scenarios {
namespace {

Error refusal(const std::string& key, const std::string& value, std::string why, std::string wayOut) {
    return {Fault::Usage, Phrase{"set %1=%2", key, value}, std::move(why), std::move(wayOut)};
}

Phrase wayIntoBounds(const Parameter& parameter) {
    return parameter.unit.empty() ? Phrase{"give %1 to %2", parameter.min, parameter.max}
                                  : Phrase{"give %1 to %2 %3", parameter.min, parameter.max, parameter.unit};
}

// There are two at least.
Phrase wayToChoose(const std::vector<std::string_view>& choices) {
    std::string list;
    for (std::size_t i = 0; i + 1 < choices.size(); ++i)
        list += (i == 0 ? "" : ", ") + std::string{choices[i]};
    return {"give %1 or %2", list, choices.back()};
}

}  // namespace

Result<Parameters> Parameters::parse(const std::vector<Parameter>& known,
                                     const std::map<std::string, std::string>& values) {
    Parameters result;
    for (const Parameter& parameter : known) {
        if (parameter.choices.empty())
            result.m_values.emplace(parameter.key, parameter.fallback);
        else
            result.m_choices.emplace(parameter.key, parameter.choices.front());
    }
    for (const auto& [key, value] : values) {
        const auto parameter = std::find_if(known.begin(), known.end(),
                                            [&wanted = key](const Parameter& p) { return p.key == wanted; });
        if (parameter == known.end()) {
            std::vector<std::string> keys;
            std::string all;
            for (const Parameter& p : known) {
                keys.emplace_back(p.key);
                all += (all.empty() ? "" : ", ") + std::string{p.key};
            }
            const std::optional<std::string> nearest = nearestName(key, keys);
            return refusal(key, value, Phrase{"the scenario has no parameter '%1'", key},
                           nearest       ? Phrase{"did you mean '%1'?", *nearest}
                           : all.empty() ? Phrase{"it has none at all"}
                                         : Phrase{"it has %1", all});
        }
        if (const auto& choices = parameter->choices; !choices.empty()) {
            const auto chosen = std::find(choices.begin(), choices.end(), value);
            if (chosen == choices.end())
                return refusal(key, value, Phrase{"'%1' is none of its choices", value},
                               wayToChoose(choices));
            result.m_choices.find(key)->second = *chosen;
            continue;
        }
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (value.empty() || end != value.data() + value.size() ||
            (error != std::errc{} && error != std::errc::result_out_of_range))
            return refusal(key, value, Phrase{"'%1' is not a whole number", value},
                           wayIntoBounds(*parameter));
        if (error == std::errc::result_out_of_range || number < parameter->min || number > parameter->max)
            return refusal(key, value, Phrase{"%1 is out of bounds", value}, wayIntoBounds(*parameter));
        result.m_values.find(key)->second = number;
    }
    return result;
}

std::int64_t Parameters::operator[](std::string_view key) const {
    const auto found = m_values.find(key);
    HEDDLE_CHECK(found != m_values.end());
    return found->second;
}

std::string_view Parameters::choice(std::string_view key) const {
    const auto found = m_choices.find(key);
    HEDDLE_CHECK(found != m_choices.end());
    return found->second;
}

}  // namespace heddle::scenarios
