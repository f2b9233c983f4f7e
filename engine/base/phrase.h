// A sentence with figures in it that can be said in any language: an English pattern, which is its key too,
// and what stands at %1, %2... in it. English is made here; other languages' patterns stand in
// resources/scenarios/LANGUAGE, and who shows a phrase puts the same arguments in.
//
//     Phrase{"%1 pieces of work, at most %2 at once", work.size(), most}
//
// Where a sentence leaves its process, or becomes part of an Error or of a recording, it goes as English
// text; who shows that recognises the pattern in it. So no sentence that a window may show is put together
// from pieces.
//
// An argument is a number, a length of time, a word that is nobody's language (the name of a task), or
// another phrase.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/clock.h"

namespace heddle {

struct Argument;

class Phrase {
public:
    Phrase() = default;
    // Implicit: most of what is said of a run has no figures in it.
    template <class... Arguments>
    Phrase(const char* pattern, const Arguments&... arguments);

    [[nodiscard]] const std::string& pattern() const { return m_pattern; }
    [[nodiscard]] const std::vector<Argument>& arguments() const { return m_arguments; }
    [[nodiscard]] bool isEmpty() const { return m_pattern.empty(); }
    // In English.
    [[nodiscard]] std::string text() const;
    operator std::string() const { return text(); }

private:
    std::string m_pattern;
    std::vector<Argument> m_arguments;
};

struct Argument {
    Argument(std::integral auto number) : value(static_cast<std::int64_t>(number)) {}
    Argument(Duration length) : value(length) {}
    Argument(std::string_view name) : value(std::string{name}) {}
    Argument(const std::string& name) : value(name) {}
    Argument(Phrase phrase) : value(std::move(phrase)) {}
    Argument(const char*) = delete;  // a Phrase, or a std::string where it is a name

    std::variant<std::int64_t, Duration, std::string, Phrase> value;
};

template <class... Arguments>
Phrase::Phrase(const char* pattern, const Arguments&... arguments)
    : m_pattern(pattern), m_arguments{Argument(arguments)...} {}

// "1.234 s", "56.7 ms", "89 us", "0.7 us"
[[nodiscard]] std::string inWords(Duration length);
// "1, 2, 3"; of more than twelve the first ten, the last, and how many.
[[nodiscard]] Phrase inShort(const std::vector<std::int64_t>& numbers);

}  // namespace heddle
