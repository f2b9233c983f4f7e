#include "engine/control/schedule.h"

#include "engine/base/phrase.h"

namespace heddle::control {
namespace {

bool mustBeEscaped(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7f || byte == '%' || byte == '=';
}

void appendWord(std::string& text, std::string_view word) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    if (word.empty())
        text += '%';
    // A word that begins with '#' or is "-" would be taken for something else.
    const bool escapesFirst = word == "-" || word.starts_with('#');
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (!mustBeEscaped(word[i]) && !(i == 0 && escapesFirst)) {
            text += word[i];
            continue;
        }
        const auto byte = static_cast<unsigned char>(word[i]);
        text.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
}

std::string hexOf(std::uint64_t value) {
    std::string text(16, '0');
    for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
    return text;
}

}  // namespace

std::string written(const Schedule& schedule) {
    std::string text = "heddle-schedule 1\nscenario ";
    appendWord(text, schedule.subject.scenario);
    text += "\nversion " + hexOf(schedule.subject.version) + '\n';
    for (const auto& [name, value] : schedule.subject.parameters) {
        text += "set ";
        appendWord(text, name);
        text += '=';
        appendWord(text, value);
        text += '\n';
    }
    text += "choices " + std::to_string(schedule.entries.size()) + '\n';
    for (const ScheduleEntry& entry : schedule.entries) {
        appendWord(text, entry.task);
        text.append(1, ' ').append(entry.intervention == Intervention::None ? wordOf(entry.operation)
                                                                            : wordOf(entry.intervention));
        text += ' ';
        if (entry.object.empty())
            text += '-';
        else
            appendWord(text, entry.object);
        text += entry.timesOut ? " timed-out\n" : "\n";
    }
    return text;
}

Result<void> checkSubject(const Schedule& schedule, const ScheduleSubject& wanted) {
    const auto refused = [&](std::string why, std::string wayOut) {
        return Error{Fault::BadInput, Phrase{"replay a schedule for scenario '%1'", wanted.scenario},
                     std::move(why), std::move(wayOut)};
    };
    const ScheduleSubject& subject = schedule.subject;
    if (subject.scenario != wanted.scenario)
        return refused(Phrase{"it was made for scenario '%1'", subject.scenario}, "open that scenario");
    for (const auto& [name, value] : wanted.parameters) {
        const auto found = subject.parameters.find(name);
        if (found == subject.parameters.end())
            return refused(Phrase{"it says nothing of the parameter '%1'", name},
                           "search for a schedule again");
        if (found->second != value)
            return refused(
                Phrase{"it was made with %1=%2, and this run has %1=%3", name, found->second, value},
                Phrase{"set %1=%2", name, found->second});
    }
    for (const auto& [name, value] : subject.parameters) {
        if (!wanted.parameters.contains(name))
            return refused(Phrase{"its parameter '%1' is unknown here", name}, "search for a schedule again");
    }
    return {};
}

}  // namespace heddle::control
