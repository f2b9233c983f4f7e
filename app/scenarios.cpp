// heddle scenarios [--json]
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/console.h"
#include "app/verbs.h"
#include "engine/scenarios/library.h"

namespace heddle::app {
namespace {

std::string asJson() {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const scenarios::Scenario* scenario : scenarios::library()) {
        Json parameters = Json::array();
        for (const scenarios::Parameter& parameter : scenario->parameters) {
            Json entry{{"key", parameter.key}, {"meaning", parameter.meaning}};
            if (parameter.choices.empty())
                entry.update({{"min", parameter.min},
                              {"max", parameter.max},
                              {"default", parameter.fallback},
                              {"unit", parameter.unit}});
            else
                entry.update({{"choices", parameter.choices}, {"default", parameter.choices.front()}});
            parameters.push_back(std::move(entry));
        }
        list.push_back(Json{{"id", scenario->id},
                            {"title", scenario->title},
                            {"category", scenario->category},
                            {"text", scenario->text},
                            {"question", scenario->question},
                            {"canBeStepped", scenario->canBeStepped},
                            {"whyNotStepped", scenario->whyNotStepped},
                            {"parameters", std::move(parameters)}});
    }
    return Json{{"scenarios", std::move(list)}}.dump(2) + '\n';
}

std::string boundsOf(const scenarios::Parameter& parameter) {
    if (!parameter.choices.empty()) {
        std::string text;
        for (const std::string_view choice : parameter.choices)
            text += (text.empty() ? "" : " | ") + std::string(choice);
        return text;
    }
    std::string text = std::to_string(parameter.fallback) + ", " + std::to_string(parameter.min) + " to " +
                       std::to_string(parameter.max);
    return parameter.unit.empty() ? text : text + ' ' + std::string(parameter.unit);
}

std::string asText() {
    std::string text;
    std::string_view category;
    for (const scenarios::Scenario* scenario : scenarios::library()) {
        if (scenario->category != category) {
            category = scenario->category;
            text += (text.empty() ? "" : "\n") + std::string(category) + '\n';
        }
        text += "  " + std::string(scenario->id) + (scenario->canBeStepped ? " *  " : "  ") +
                std::string(scenario->title) + '\n';
        for (const scenarios::Parameter& parameter : scenario->parameters)
            text += "      " + std::string(parameter.key) + "  " + std::string(parameter.meaning) + " (" +
                    boundsOf(parameter) + ")\n";
    }
    return text + "\n* can be stepped (heddle step) and searched (heddle find)\n";
}

int listScenarios(bool json) {
    if (auto printed = printResult(json ? asJson() : asText()); !printed)
        return complain(printed.error());
    return kDone;
}

}  // namespace

void addScenarios(CLI::App& heddle, int& status) {
    CLI::App* verb = heddle.add_subcommand("scenarios", "list the library, with the parameters of each");
    verb->footer("Example:\n  heddle scenarios --json");
    auto json = std::make_shared<bool>(false);
    verb->add_flag("--json", *json, "as JSON, with the texts");
    verb->callback([json, &status] { status = listScenarios(*json); });
}

}  // namespace heddle::app
