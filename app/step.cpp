// heddle step SCENARIO [--choices FILE] [--set KEY=VALUE]... [--schedule FILE] [-o FILE] [--json]
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "app/console.h"
#include "app/line_reader.h"
#include "app/settings.h"
#include "app/signals.h"
#include "app/step_console.h"
#include "app/step_text.h"
#include "app/verbs.h"
#include "engine/scenarios/library.h"
#include "engine/session/stepping/lasting_deadlock.h"

namespace heddle::app {
namespace {

using session::ControlledSession;
using session::PositionPtr;
using session::Standing;

struct Options {
    session::RunRequest request;
    std::vector<std::string> settings;  // KEY=VALUE
    std::string choices;                // file
    std::string schedule;               // file
    std::string output;                 // file
    bool json = false;
};

Result<std::string> contentsOf(const std::string& path, const char* what) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file.peek() != std::ifstream::traits_type::eof())
        text << file.rdbuf();
    if (!file.is_open() || file.bad())
        return Error{Fault::BadInput, std::string(what) + " '" + path + "'", errnoText(errno ? errno : EIO),
                     "check its name"};
    return std::move(text).str();
}

Result<std::unique_ptr<ControlledSession>> begin(const Options& options) {
    if (options.schedule.empty())
        return ControlledSession::start(options.request);
    const auto text = contentsOf(options.schedule, "read schedule");
    if (!text)
        return text.error();
    return ControlledSession::replay(text.value(), options.schedule, options.request);
}

// Every line of a file is a choice; what does not fit ends the run.
Result<void> followChoices(StepConsole& console, const std::string& path) {
    const auto text = contentsOf(path, "read choices");
    if (!text)
        return text.error();
    LineReader lines(text.value());
    for (std::size_t number = 1; const auto line = lines.next(); ++number) {
        if (line->empty() || line->front() == '#')
            continue;
        if (caughtSignal() != 0)
            return {};
        if (auto chosen = console.choose(*line); !chosen)
            return Error{chosen.error().fault, "line " + std::to_string(number) + " of '" + path + "'",
                         chosen.error().why, chosen.error().wayOut};
    }
    return {};
}

// On a terminal a mistake is told and forgiven; in a pipe it ends the run.
Result<void> followInput(StepConsole& console, const ControlledSession& run, bool isQuiet) {
    const bool isTerminal = ::isatty(STDIN_FILENO) == 1;
    LineReader lines(STDIN_FILENO);
    std::size_t told = 0;  // of the deadlocks that last
    while (!console.isOver() && caughtSignal() == 0) {
        if (isTerminal && !isQuiet) {
            if (auto printed = printResult(choicesText(*run.position()) + "step> "); !printed)
                return printed;
        }
        const auto line = lines.next();
        if (!line)
            break;
        auto obeyed = console.obey(*line);
        if (!obeyed && !isTerminal)
            return obeyed;
        if (!obeyed)
            complain(obeyed.error());
        if (!isTerminal || isQuiet)
            continue;
        // A deadlock among some of the tasks is told once, while the others go on.
        const PositionPtr position = run.position();
        const std::size_t lasting = session::lastingDeadlocks(*position).size();
        if (position->standing != Standing::GoesOn || lasting > told)
            static_cast<void>(printResult(standingText(*position)));
        told = lasting;
    }
    return {};
}

// Whether it came to what the scenario promises, as far as it has come.
bool isAsExpected(const ControlledSession& run) {
    const PositionPtr position = run.position();
    if (position->standing == Standing::Failed || position->standing == Standing::NoNextStep)
        return false;
    if (const auto verdict = run.verdict())
        return verdict->held;
    if (position->snapshot->deadlocks().empty())
        return true;
    const auto scenario = scenarios::findScenario(run.request().scenario);
    if (!scenario)
        return false;
    const auto set = scenarios::Parameters::parse(scenario.value()->parameters, run.request().parameters);
    return set && scenario.value()->promisesStandstill(set.value());
}

Result<void> tellEnd(const ControlledSession& run, bool json) {
    if (json)
        return printResult(stepJson(run));
    std::string text = standingText(*run.position());
    if (const auto verdict = run.verdict())
        text += "expected: " + verdict->text.text() + "\nobserved: " + verdict->observed.text() + '\n' +
                (verdict->held ? "as expected\n" : "NOT as expected\n");
    return printResult(text);
}

int step(Options options) {
    auto parameters = parametersOf("step '" + options.request.scenario + "'", options.settings);
    if (!parameters)
        return complain(parameters.error());
    options.request.parameters = std::move(parameters).value();
    options.request.outputFd = STDERR_FILENO;  // standard output is for the result
    catchSignals();
    auto begun = begin(options);
    if (!begun)
        return complain(begun.error());
    ControlledSession& run = *begun.value();
    for (const std::string& remark : run.remarks()) std::fprintf(stderr, "%s\n", remark.c_str());
    Result<void> followed;
    {
        StepConsole console(run, options.json ? Say::Nothing : Say::Steps);
        followed = console.tellSteps();
        if (followed)
            followed = options.choices.empty() ? followInput(console, run, options.json)
                                               : followChoices(console, options.choices);
        if (followed && !options.output.empty())
            followed = console.save(options.output);
    }
    run.requestStop();
    run.waitForEnd(Duration::max());
    const auto told = tellEnd(run, options.json);
    if (!followed)
        return complain(followed.error());
    if (!told)
        return complain(told.error());
    if (caughtSignal() != 0)
        return 128 + caughtSignal();
    return isAsExpected(run) ? kDone : kNotAsExpected;
}

}  // namespace

void addStep(CLI::App& heddle, int& status) {
    CLI::App* verb = heddle.add_subcommand("step", "step a scenario: its real tasks go on only when told to");
    verb->footer(
        std::string("Without --choices, choices and commands are read from standard input:\n\n") +
        StepConsole::help() +
        "\nExample:\n  heddle step deadlock-ab --set threads=2 --choices crossed.txt -o crossed.schedule");
    auto options = std::make_shared<Options>();
    addScenario(*verb, options->request.scenario, options->settings);
    verb->add_option("--choices", options->choices, "a file with one task's name per line")
        ->type_name("FILE");
    verb->add_option("--schedule", options->schedule, "begin with these steps")->type_name("FILE");
    verb->add_option("-o,--output", options->output,
                     "save the run at the end: a schedule, or with .heddle a recording")
        ->type_name("FILE");
    verb->add_flag("--json", options->json, "the result as JSON");
    verb->callback([options, &status] { status = step(*options); });
}

}  // namespace heddle::app
