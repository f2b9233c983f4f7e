// The knobs of a scenario, and their values for one run.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/clock.h"
#include "engine/base/result.h"

namespace heddle::scenarios {

struct Parameter {
    std::string_view key;
    std::string_view meaning;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::int64_t fallback = 0;  // without a value from the user
    std::string_view unit{};    // "ms", "" for a count
    // One of these words instead of a number; the first one without a value from the user.
    std::vector<std::string_view> choices{};
};

class Parameters {
public:
    // Values as the user wrote them; what is missing has its default. Errors (Usage): a key that is none of
    // `known` (the nearest is named), no whole number, out of bounds, none of the choices.
    static Result<Parameters> parse(const std::vector<Parameter>& known,
                                    const std::map<std::string, std::string>& values);

    // `key` must be one of the scenario's.
    [[nodiscard]] std::int64_t operator[](std::string_view key) const;
    [[nodiscard]] std::uint32_t count(std::string_view key) const {
        return static_cast<std::uint32_t>((*this)[key]);
    }
    // Of a parameter with choices.
    [[nodiscard]] std::string_view choice(std::string_view key) const;
    [[nodiscard]] Duration milliseconds(std::string_view key) const {
        return std::chrono::milliseconds{(*this)[key]};
    }

private:
    std::map<std::string, std::int64_t, std::less<>> m_values;
    std::map<std::string, std::string_view, std::less<>> m_choices;
};

}  // namespace heddle::scenarios
