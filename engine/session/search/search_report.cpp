#include "engine/session/search/search_report.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/base/version.h"

namespace heddle::session {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kStrategies{"automatic", "exhaustive", "bounded", "pct", "random"};
constexpr std::array<std::string_view, 5> kEnds{"found", "proved", "exhausted", "limit", "cancelled"};
constexpr std::array<std::string_view, 6> kKinds{"deadlock",     "expectation", "exception",
                                                 "no-next-step", "crash",       "starvation"};
constexpr std::array<std::string_view, 4> kConfirmations{"confirmed", "refuted", "untried", "stopped"};

template <class Enum, std::size_t N>
std::string nameIn(const std::array<std::string_view, N>& names, Enum value) {
    return std::string{names[static_cast<std::size_t>(value)]};
}

// "12", "about 4.2e+09"
std::string approximately(double count) {
    char text[32];
    std::snprintf(text, sizeof text, count < 1e6 ? "about %.0f" : "about %.2g", count);
    return text;
}

std::string seconds(Duration took) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f s", std::chrono::duration<double>(took).count());
    return text;
}

std::string count(std::uint64_t number, const char* what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string lineOf(const SearchFigures& figures) {
    std::string text =
        std::string{nameOf(figures.strategy)} + " search: " + count(figures.schedules, "schedule") + " run";
    if (figures.interleavings)
        text += ", of " + approximately(*figures.interleavings) + " interleavings";
    if (figures.equivalent > 0)
        text += "; equivalent ones skipped at " + count(figures.equivalent, "place");
    if (figures.abandoned > 0)
        text += "; " + std::to_string(figures.abandoned) + " given up as equivalent";
    if (figures.cut > 0)
        text += "; " + std::to_string(figures.cut) + " cut off as too long";
    if (figures.preemptions)
        text += "; all with at most " + count(*figures.preemptions, "preemption");
    return text + "; " + seconds(figures.took) + "\n";
}

std::string verdictOf(const SearchResult& result) {
    switch (result.end) {
        case SearchEnd::Found:
            return "a schedule fails";
        case SearchEnd::Proved:
            return "proved: no schedule fails, with these parameters";
        case SearchEnd::Exhausted:
            return "nothing found: the search has nothing left to try, which does not prove that there is "
                   "nothing";
        case SearchEnd::Limit:
            return "nothing found in as many schedules as were asked for";
        case SearchEnd::Cancelled:
            return "cancelled";
    }
    return {};
}

}  // namespace

std::string_view nameOf(SearchStrategy strategy) {
    return kStrategies[static_cast<std::size_t>(strategy)];
}

std::optional<SearchStrategy> strategyCalled(std::string_view name) {
    for (std::size_t i = 0; i < kStrategies.size(); ++i) {
        if (kStrategies[i] == name)
            return static_cast<SearchStrategy>(i);
    }
    return std::nullopt;
}

std::string textOf(const SearchRequest& request, const SearchResult& result, const std::string& file) {
    std::string text = request.scenario + ": " + verdictOf(result) + "\n";
    if (const auto& found = result.found) {
        text += "  " + found->text + "\n\n";
        text += found->isLeast ? "The shortest schedule that comes to it: " : "A schedule that comes to it: ";
        text += count(found->steps.size(), "step") + ", " + count(found->switches, "change") + " of task";
        if (found->stepsAtFirst > found->steps.size())
            text += "; minimised from " + count(found->stepsAtFirst, "step");
        text += "\n";
        for (std::size_t i = 0; i < found->steps.size(); ++i) {
            char number[32];
            std::snprintf(number, sizeof number, "%4zu  ", i + 1);
            text += number + found->steps[i] + "\n";
        }
        text += found->confirmation == Confirmation::Confirmed ? "\nConfirmed: " : "\nNot confirmed: ";
        text += found->confirmationText + ".\n";
        if (!file.empty())
            text += "The schedule is in " + file + ".\n";
    }
    text += "\n";
    if (result.hasProcesses && !result.found)
        text +=
            "All its processes were carried by one thread, and shared their memory: what rests on memory of "
            "their own was not searched.\n";
    if (request.strategy == SearchStrategy::Automatic && result.figures.size() > 1)
        text +=
            "There are too many schedules to run one of each kind, so they were then taken at random, by "
            "priorities.\n";
    for (const SearchFigures& figures : result.figures) text += lineOf(figures);
    return text;
}

std::string jsonOf(const SearchRequest& request, const SearchResult& result, const std::string& file) {
    Json searches = Json::array();
    for (const SearchFigures& figures : result.figures) {
        Json one{{"strategy", nameOf(figures.strategy)},
                 {"schedules", figures.schedules},
                 {"steps", figures.steps},
                 {"equivalent", figures.equivalent},
                 {"abandoned", figures.abandoned},
                 {"cut", figures.cut},
                 {"preemptions", nullptr},
                 {"interleavings", nullptr},
                 {"ns", figures.took.count()}};
        if (figures.preemptions)
            one["preemptions"] = *figures.preemptions;
        if (figures.interleavings && std::isfinite(*figures.interleavings))
            one["interleavings"] = *figures.interleavings;
        searches.push_back(std::move(one));
    }
    Json json{{"heddle", version()},
              {"scenario", request.scenario},
              {"end", nameIn(kEnds, result.end)},
              {"searches", std::move(searches)},
              {"has_processes", result.hasProcesses},
              {"found", nullptr}};
    if (const auto& found = result.found) {
        json["found"] = {{"kind", nameIn(kKinds, found->kind)},
                         {"text", found->text},
                         {"steps", found->steps},
                         {"number", found->number},
                         {"steps_at_first", found->stepsAtFirst},
                         {"switches", found->switches},
                         {"least", found->isLeast},
                         {"confirmation", nameIn(kConfirmations, found->confirmation)},
                         {"confirmation_text", found->confirmationText},
                         {"file", file}};
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace heddle::session
