#include <charconv>
#include <optional>

#include "engine/base/phrase.h"
#include "engine/control/schedule.h"

namespace heddle::control {
namespace {

// To be put between quotes.
std::string shown(std::string_view text) {
    constexpr std::size_t kShown = 40;
    std::string shown;
    for (const char c : text.substr(0, kShown)) shown += static_cast<unsigned char>(c) < ' ' ? '?' : c;
    return text.size() > kShown ? shown + "..." : shown;
}

std::optional<std::string> unescaped(std::string_view word) {
    if (word == "%")
        return std::string{};
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] != '%') {
            text += word[i];
            continue;
        }
        unsigned byte = 0;
        const char* digits = word.data() + i + 1;
        if (word.size() - i < 3 || std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2)
            return std::nullopt;
        text += static_cast<char>(byte);
        i += 2;
    }
    return text;
}

class Parser {
public:
    Parser(std::string_view text, std::string_view source) : m_left(text), m_source(source) {}

    Result<Schedule> parse() {
        if (m_left.size() > kLongestSchedule)
            return refused(Phrase{"it is larger than %1 MiB", kLongestSchedule >> 20}, "take a shorter one");
        bool isFirst = true;
        std::optional<std::size_t> choices;
        while (!m_left.empty()) {
            takeLine();
            if (m_line.size() > kLongestScheduleLine)
                return atLine(Phrase{"it is longer than %1 bytes", kLongestScheduleLine});
            if (m_line.empty() || m_line.front() == '#')
                continue;
            splitLine();
            if (isFirst) {
                if (auto head = headLine(); !head)
                    return head.error();
                isFirst = false;
            } else if (choices) {
                if (m_schedule.entries.size() == *choices)
                    return atLine(Phrase{"more than the %1 choices that it announces", *choices});
                if (auto entry = entryLine(); !entry)
                    return entry.error();
            } else if (auto header = headerLine(choices); !header) {
                return header.error();
            }
        }
        if (isFirst)
            return refused("it is empty", kWayOut);
        if (!choices)
            return refused("it ends before its choices", kWayOut);
        if (m_schedule.entries.size() < *choices)
            return refused(Phrase{"it is cut short: it announces %1 choices and has %2", *choices,
                                  m_schedule.entries.size()},
                           kWayOut);
        return std::move(m_schedule);
    }

private:
    static constexpr const char* kWayOut = "take a file that Heddle wrote, whole";

    [[nodiscard]] Error refused(std::string why, std::string wayOut) const {
        return {Fault::BadInput, Phrase{"read schedule '%1'", m_source}, std::move(why), std::move(wayOut)};
    }
    [[nodiscard]] Error atLine(const std::string& why) const {
        return refused(Phrase{"line %1: %2", m_number, why},
                       "mend the line, or take a file that Heddle wrote");
    }

    void takeLine() {
        const std::size_t end = m_left.find('\n');
        m_line = m_left.substr(0, end);
        m_left.remove_prefix(end == std::string_view::npos ? m_left.size() : end + 1);
        if (m_line.ends_with('\r'))
            m_line.remove_suffix(1);
        ++m_number;
    }

    void splitLine() {
        m_words.clear();
        for (std::size_t at = 0; at < m_line.size();) {
            const std::size_t end = std::min(m_line.find(' ', at), m_line.size());
            if (end > at)
                m_words.push_back(m_line.substr(at, end - at));
            at = end + 1;
        }
        if (m_words.empty())
            m_words.emplace_back();
    }

    Result<void> headLine() {
        if (m_words.size() != 2 || m_words[0] != "heddle-schedule")
            return refused("it is not a schedule: its first line is not 'heddle-schedule 1'", kWayOut);
        if (m_words[1] != "1")
            return refused(Phrase{"it has format '%1', and this Heddle reads format 1", shown(m_words[1])},
                           "take the Heddle that wrote it");
        return {};
    }

    Result<void> headerLine(std::optional<std::size_t>& choices) {
        const std::string_view key = m_words[0];
        if (m_words.size() != 2)
            return atLine(Phrase{"'%1' is no line of a header", shown(m_line)});
        const std::string_view value = m_words[1];
        ScheduleSubject& subject = m_schedule.subject;
        if (key == "scenario")
            return once(m_hasScenario, key, takeWord(value, subject.scenario));
        if (key == "version")
            return once(m_hasVersion, key, value.size() == 16 && takeNumber(value, subject.version, 16));
        if (key == "set")
            return parameter(value);
        if (key != "choices")
            return atLine(Phrase{"unknown word '%1'", shown(key)});
        if (!m_hasScenario || !m_hasVersion)
            return atLine(m_hasScenario ? "the version is missing before the choices"
                                        : "the scenario is missing before the choices");
        std::size_t count = 0;
        if (!takeNumber(value, count, 10))
            return atLine(Phrase{"'%1' is no number of choices", shown(value)});
        if (count > kMostScheduleEntries)
            return atLine(Phrase{"more than %1 choices", kMostScheduleEntries});
        choices = count;
        return {};
    }

    Result<void> once(bool& has, std::string_view key, bool isGood) const {
        if (has)
            return atLine(Phrase{"a second '%1'", key});
        if (!isGood)
            return atLine(Phrase{"'%1' is no %2", shown(m_words[1]), key});
        has = true;
        return {};
    }

    Result<void> parameter(std::string_view pair) {
        const std::size_t equals = pair.find('=');
        std::string name, value;
        // Nothing is written as nothing: "set a=" may be typed by hand.
        if (equals == std::string_view::npos || !takeWord(pair.substr(0, equals), name) ||
            !takeWord(pair.substr(equals + 1), value))
            return atLine(Phrase{"'%1' is no parameter: it should be NAME=VALUE", shown(pair)});
        if (m_schedule.subject.parameters.size() == kMostScheduleParameters)
            return atLine(Phrase{"more than %1 parameters", kMostScheduleParameters});
        if (!m_schedule.subject.parameters.emplace(std::move(name), std::move(value)).second)
            return atLine(Phrase{"the parameter '%1' is set twice", shown(pair.substr(0, equals))});
        return {};
    }

    Result<void> entryLine() {
        ScheduleEntry entry;
        const bool timesOut = m_words.size() == 4 && m_words[3] == "timed-out";
        if (m_words.size() != 3 && !timesOut)
            return atLine(
                Phrase{"'%1' is no choice: it should be TASK OPERATION OBJECT, and perhaps timed-out",
                       shown(m_line)});
        const auto intervention = interventionOf(m_words[1]);
        const auto operation = operationOf(m_words[1]);
        if (!operation && !intervention)
            return atLine(Phrase{"unknown operation '%1'", shown(m_words[1])});
        if (!takeWord(m_words[0], entry.task) || (m_words[2] != "-" && !takeWord(m_words[2], entry.object)))
            return atLine("a '%' must be followed by two hexadecimal digits");
        if (intervention && (timesOut || entry.object.empty() == (intervention == Intervention::TakeBack)))
            return atLine(
                Phrase{"'%1' is no choice: it should be TASK killed -, or TASK loses OBJECT", shown(m_line)});
        entry.operation = operation.value_or(OperationKind::None);
        entry.intervention = intervention.value_or(Intervention::None);
        entry.timesOut = timesOut;
        m_schedule.entries.push_back(std::move(entry));
        return {};
    }

    static bool takeWord(std::string_view word, std::string& into) {
        auto text = unescaped(word);
        if (text)
            into = std::move(*text);
        return text.has_value();
    }
    template <class Number>
    static bool takeNumber(std::string_view text, Number& into, int base) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into, base);
        return error == std::errc{} && end == text.data() + text.size();
    }

    std::string_view m_left;
    std::string_view m_source;
    std::string_view m_line;
    std::size_t m_number = 0;
    std::vector<std::string_view> m_words;
    Schedule m_schedule;
    bool m_hasScenario = false;
    bool m_hasVersion = false;
};

}  // namespace

Result<Schedule> parseSchedule(std::string_view text, std::string_view source) {
    return Parser{text, source}.parse();
}

}  // namespace heddle::control
