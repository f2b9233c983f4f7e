// One executable: with a verb the command line, without one the window.
#include "app/console.h"
#include "app/open_window.h"
#include "app/verbs.h"
#include "engine/base/nearest_name.h"
#include "engine/base/version.h"

namespace heddle::app {
namespace {

std::vector<std::string> namesOf(const CLI::App& heddle) {
    std::vector<std::string> names;
    for (const CLI::App* verb : heddle.get_subcommands({})) names.push_back(verb->get_name());
    return names;
}

const CLI::App* findVerb(CLI::App& heddle, const std::string& name) {
    const auto verbs = heddle.get_subcommands([&name](CLI::App* verb) { return verb->get_name() == name; });
    return verbs.empty() ? nullptr : verbs.front();
}

std::string orNearest(const std::string& name, const std::vector<std::string>& candidates,
                      std::string otherwise) {
    const auto nearest = nearestName(name, candidates);
    return nearest ? "did you mean '" + *nearest + "'?" : std::move(otherwise);
}

// Why the arguments of `verb` do not parse, as one sentence.
int complainAbout(const CLI::App& verb, const CLI::ParseError& error,
                  const std::vector<std::string>& arguments) {
    const std::string what = verb.get_parent() ? verb.get_name() : "heddle";
    const std::string help = "see '" + (verb.get_parent() ? "heddle " + verb.get_name() : what) + " --help'";
    std::vector<std::string> options;
    for (const CLI::Option* option : verb.get_options()) options.push_back(option->get_name());
    const bool isTooMuch = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
    for (const std::string& argument : arguments) {
        const std::string name = argument.substr(0, argument.find('='));
        const bool isOption = name.size() > 1 && name[0] == '-';
        if ((isTooMuch || !verb.get_parent()) && isOption && !verb.get_option_no_throw(name))
            return complain(
                {Fault::Usage, what, "there is no option '" + name + "'", orNearest(name, options, help)});
    }
    if (isTooMuch)
        return complain(
            {Fault::Usage, what, "'" + verb.remaining().front() + "' is one argument too many", help});
    return complain({Fault::Usage, what, error.what(), help});
}

int runVerb(std::vector<std::string> arguments) {
    CLI::App heddle{"Heddle runs real tasks and shows what each is doing, and why it is not running.",
                    "heddle"};
    heddle.footer(
        "Without arguments, or with a recording, heddle opens its window.\n"
        "Exit status: 0 done and as expected, 1 not as expected, 2 wrong usage, 3 an input that cannot be "
        "used,\n"
        "4 not permitted.\n\nExample:\n  heddle run deadlock-ab");
    heddle.set_version_flag("--version", std::string("heddle ") + version());
    heddle.require_subcommand(1);
    int status = kDone;
    std::vector<std::string> command;
    addScenarios(heddle, status);
    addRun(heddle, status);
    addStep(heddle, status);
    addFind(heddle, status);
    addRecord(heddle, command, status);
    addReport(heddle, status);
    addExport(heddle, status);
    addDoctor(heddle, status);

    const std::string first = arguments.front();
    const CLI::App* verb = findVerb(heddle, first);
    if (!verb && first[0] != '-')
        return complain({Fault::Usage, first, "this is neither a verb nor a recording",
                         orNearest(first, namesOf(heddle), "see 'heddle --help'")});
    if (first == "record") {
        std::vector<std::string> own(arguments.begin() + 1, arguments.end());
        command = takeCommand(*verb, own);
        arguments.assign(1, first);
        arguments.insert(arguments.end(), own.begin(), own.end());
    }
    try {
        heddle.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Success& asked) {  // --help, --version
        heddle.exit(asked);
        return kDone;
    } catch (const CLI::ParseError& error) {
        if (verb)
            arguments.erase(arguments.begin());
        return complainAbout(verb ? *verb : heddle, error, arguments);
    }
    return status;
}

}  // namespace
}  // namespace heddle::app

int main(int argc, char** argv) {
    const std::string first = argc > 1 ? argv[1] : "";
    // A file wins over a verb of the same name only if it is written as a path.
    const bool isRecording = first.ends_with(".heddle") || first.find('/') != std::string::npos;
    if (argc == 1 || (argc == 2 && isRecording))
        return heddle::app::openWindow(argc, argv, first);
    return heddle::app::runVerb({argv + 1, argv + argc});
}
