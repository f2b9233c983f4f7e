// heddle record [-o FILE] [--] COMMAND [ARG]...
#include <sys/wait.h>

#include <filesystem>

#include "app/console.h"
#include "app/run_options.h"
#include "app/signals.h"
#include "app/verbs.h"
#include "app/watch.h"
#include "engine/session/report/report.h"

namespace heddle::app {
namespace {

int record(session::RunRequest request) {
    if (request.command.empty())
        return complain({Fault::Usage, "record", "no program is named", "try 'heddle record -- ls -l'"});
    if (request.recordTo.empty())
        request.recordTo = std::filesystem::path(request.command.front()).filename().string() + ".heddle";
    catchSignals();
    auto session = session::Session::launch(request);
    if (!session)
        return complain(session.error());
    session::Session& run = *session.value();
    watchToEnd(run, Terminal::TheProgram);
    const bool isWhole = tellOutcome(run);
    if (ProgressLine progress; progress.isVisible() && isWhole)
        std::fprintf(stderr, "heddle: recorded to '%s'; see 'heddle report %s'\n", request.recordTo.c_str(),
                     request.recordTo.c_str());
    if (!isWhole || run.outcome().startError)
        return kUnusableInput;
    const int ended = run.outcome().waitStatus;
    return WIFSIGNALED(ended) ? 128 + WTERMSIG(ended) : WEXITSTATUS(ended);
}

}  // namespace

void addRecord(CLI::App& heddle, const std::vector<std::string>& command, int& status) {
    CLI::App* verb =
        heddle.add_subcommand("record", "run any program and record it; exits with the program's status");
    verb->footer(
        "What follows the options is the program with its arguments: heddle record [OPTIONS] [--] COMMAND "
        "[ARG]...\n\n"
        "Example:\n  heddle record -o build.heddle -- make -j2");
    auto request = std::make_shared<session::RunRequest>();
    verb->add_option("-o,--output", request->recordTo, "the file to write; by default COMMAND.heddle")
        ->type_name("FILE");
    addRunOptions(*verb, *request);
    verb->callback([request, &command, &status] {
        request->command = command;
        status = record(*request);
    });
}

std::vector<std::string> takeCommand(const CLI::App& record, std::vector<std::string>& arguments) {
    std::size_t end = 0;
    for (; end < arguments.size(); ++end) {
        const std::string& argument = arguments[end];
        if (argument == "--" || argument.size() < 2 || argument[0] != '-')
            break;
        const CLI::Option* option = record.get_option_no_throw(argument);
        if (option && option->get_items_expected_max() > 0)
            ++end;  // its value
    }
    end = std::min(end, arguments.size());
    const auto from = arguments.begin() + static_cast<std::ptrdiff_t>(end);
    const bool isMarked = from != arguments.end() && *from == "--";
    std::vector<std::string> command(from + (isMarked ? 1 : 0), arguments.end());
    arguments.erase(from, arguments.end());
    return command;
}

}  // namespace heddle::app
