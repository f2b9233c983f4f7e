#include "app/settings.h"

namespace heddle::app {

void addScenario(CLI::App& verb, std::string& scenario, std::vector<std::string>& settings) {
    verb.add_option("SCENARIO", scenario, "an id of 'heddle scenarios'")->type_name("")->required();
    verb.add_option_function<std::string>(
            "--set", [&settings](const std::string& setting) { settings.push_back(setting); },
            "a parameter of the scenario; may be repeated")
        ->type_name("KEY=VALUE")
        ->trigger_on_parse();  // each time that it stands there
}

Result<std::map<std::string, std::string>> parametersOf(const std::string& what,
                                                        const std::vector<std::string>& settings) {
    std::map<std::string, std::string> parameters;
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            return Error{Fault::Usage, what, "'--set " + setting + "' is not of the form KEY=VALUE",
                         "write --set permits=3"};
        parameters.insert_or_assign(setting.substr(0, equals), setting.substr(equals + 1));
    }
    return parameters;
}

}  // namespace heddle::app
