#include "engine/base/phrase.h"

#include <cstdio>

namespace heddle {
namespace {

std::string textOf(const Argument& argument) {
    struct Visitor {
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(Duration length) const { return inWords(length); }
        std::string operator()(const std::string& name) const { return name; }
        std::string operator()(const Phrase& phrase) const { return phrase.text(); }
    };
    return std::visit(Visitor{}, argument.value);
}

}  // namespace

std::string Phrase::text() const {
    std::string text;
    for (std::size_t i = 0; i < m_pattern.size(); ++i) {
        const std::size_t digit = i + 1 < m_pattern.size() && m_pattern[i] == '%'
                                      ? static_cast<std::size_t>(m_pattern[i + 1] - '1')
                                      : m_arguments.size();
        if (digit < m_arguments.size()) {
            text += textOf(m_arguments[digit]);
            ++i;
        } else {
            text += m_pattern[i];
        }
    }
    return text;
}

std::string inWords(Duration length) {
    const double ms = std::chrono::duration<double, std::milli>{length}.count();
    char text[32];
    if (ms >= 1000)
        std::snprintf(text, sizeof text, "%.3f s", ms / 1000);
    else if (ms >= 1)
        std::snprintf(text, sizeof text, "%.1f ms", ms);
    else if (ms >= 0.01)
        std::snprintf(text, sizeof text, "%.0f us", ms * 1000);
    else
        std::snprintf(text, sizeof text, "%.1f us", ms * 1000);
    return text;
}

Phrase inShort(const std::vector<std::int64_t>& numbers) {
    constexpr std::size_t kShort = 12, kFirst = 10;
    const bool isShort = numbers.size() <= kShort;
    std::string first;
    for (std::size_t i = 0; i < (isShort ? numbers.size() : kFirst); ++i)
        first += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
    return isShort ? Phrase{"%1", first}
                   : Phrase{"%1, ..., %2 (%3 in all)", first, numbers.back(), numbers.size()};
}

}  // namespace heddle
