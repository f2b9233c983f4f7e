#include <charconv>
#include <optional>

#include "engine/control/schedule.h"

namespace heddle::control {
namespace {

std::string quoted(std::string_view text) {
    constexpr std::size_t kShown = 40;
    std::string shown = "'";
    for (const char c : text.substr(0, kShown)) shown += static_cast<unsigned char>(c) < ' ' ? '?' : c;
    return shown + (text.size() > kShown ? "...'" : "'");
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
            return refused("it is larger than " + std::to_string(kLongestSchedule >> 20) + " MiB",
                           "take a shorter one");
        bool isFirst = true;
        std::optional<std::size_t> choices;
        while (!m_left.empty()) {
            takeLine();
            if (m_line.size() > kLongestScheduleLine)
                return atLine("it is longer than " + std::to_string(kLongestScheduleLine) + " bytes");
            if (m_line.empty() || m_line.front() == '#')
                continue;
            splitLine();
            if (isFirst) {
                if (auto head = headLine(); !head)
                    return head.error();
                isFirst = false;
            } else if (choices) {
                if (m_schedule.entries.size() == *choices)
                    return atLine("more than the " + std::to_string(*choices) + " choices that it announces");
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
            return refused("it is cut short: it announces " + std::to_string(*choices) + " choices and has " +
                               std::to_string(m_schedule.entries.size()),
                           kWayOut);
        return std::move(m_schedule);
    }

private:
    static constexpr const char* kWayOut = "take a file that Heddle wrote, whole";

    [[nodiscard]] Error refused(std::string why, std::string wayOut) const {
        return {Fault::BadInput, "read schedule '" + std::string(m_source) + "'", std::move(why),
                std::move(wayOut)};
    }
    [[nodiscard]] Error atLine(const std::string& why) const {
        return refused("line " + std::to_string(m_number) + ": " + why,
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
            return refused("it has format " + quoted(m_words[1]) + ", and this Heddle reads format 1",
                           "take the Heddle that wrote it");
        return {};
    }

    Result<void> headerLine(std::optional<std::size_t>& choices) {
        const std::string_view key = m_words[0];
        if (m_words.size() != 2)
            return atLine(quoted(m_line) + " is no line of a header");
        const std::string_view value = m_words[1];
        ScheduleSubject& subject = m_schedule.subject;
        if (key == "scenario")
            return once(m_hasScenario, key, takeWord(value, subject.scenario));
        if (key == "version")
            return once(m_hasVersion, key, value.size() == 16 && takeNumber(value, subject.version, 16));
        if (key == "set")
            return parameter(value);
        if (key != "choices")
            return atLine("unknown word " + quoted(key));
        if (!m_hasScenario || !m_hasVersion)
            return atLine(std::string(m_hasScenario ? "the version" : "the scenario") +
                          " is missing before the choices");
        std::size_t count = 0;
        if (!takeNumber(value, count, 10))
            return atLine(quoted(value) + " is no number of choices");
        if (count > kMostScheduleEntries)
            return atLine("more than " + std::to_string(kMostScheduleEntries) + " choices");
        choices = count;
        return {};
    }

    Result<void> once(bool& has, std::string_view key, bool isGood) const {
        if (has)
            return atLine("a second '" + std::string(key) + "'");
        if (!isGood)
            return atLine(quoted(m_words[1]) + " is no " + std::string(key));
        has = true;
        return {};
    }

    Result<void> parameter(std::string_view pair) {
        const std::size_t equals = pair.find('=');
        std::string name, value;
        // Nothing is written as nothing: "set a=" may be typed by hand.
        if (equals == std::string_view::npos || !takeWord(pair.substr(0, equals), name) ||
            !takeWord(pair.substr(equals + 1), value))
            return atLine(quoted(pair) + " is no parameter: it should be NAME=VALUE");
        if (m_schedule.subject.parameters.size() == kMostScheduleParameters)
            return atLine("more than " + std::to_string(kMostScheduleParameters) + " parameters");
        if (!m_schedule.subject.parameters.emplace(std::move(name), std::move(value)).second)
            return atLine("the parameter " + quoted(pair.substr(0, equals)) + " is set twice");
        return {};
    }

    Result<void> entryLine() {
        ScheduleEntry entry;
        const bool timesOut = m_words.size() == 4 && m_words[3] == "timed-out";
        if (m_words.size() != 3 && !timesOut)
            return atLine(quoted(m_line) +
                          " is no choice: it should be TASK OPERATION OBJECT, and perhaps timed-out");
        const auto intervention = interventionOf(m_words[1]);
        const auto operation = operationOf(m_words[1]);
        if (!operation && !intervention)
            return atLine("unknown operation " + quoted(m_words[1]));
        if (!takeWord(m_words[0], entry.task) || (m_words[2] != "-" && !takeWord(m_words[2], entry.object)))
            return atLine("a '%' must be followed by two hexadecimal digits");
        if (intervention && (timesOut || entry.object.empty() == (intervention == Intervention::TakeBack)))
            return atLine(quoted(m_line) + " is no choice: it should be TASK killed -, or TASK loses OBJECT");
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
