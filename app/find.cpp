// heddle find SCENARIO [--strategy S] [--schedules N] [--seed S] [--set KEY=VALUE]... [-o FILE] [--json]
#include <fstream>

#include "app/console.h"
#include "app/settings.h"
#include "app/signals.h"
#include "app/verbs.h"
#include "engine/session/search/search_report.h"

namespace heddle::app {
namespace {

struct Options {
    session::SearchRequest request;
    std::vector<std::string> settings;  // KEY=VALUE
    std::string strategy;
    std::string output;
    bool json = false;
};

void waitForEnd(session::ScheduleSearch& search) {
    constexpr auto kLookEvery = std::chrono::milliseconds{100};
    ProgressLine line;
    while (!search.waitForEnd(kLookEvery)) {
        if (caughtSignal() != 0)
            search.postCancel();
        const session::SearchProgress progress = search.progress();
        line.show(progress.isFound ? "a failing schedule is found; it is minimised and run for real"
                                   : std::string{nameOf(progress.strategy)} +
                                         " search: " + std::to_string(progress.schedules) + " schedules run");
    }
}

Result<void> write(const std::string& path, const std::string& text) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << text;
    file.close();
    if (!file)
        return Error{Fault::BadInput, "write '" + path + "'", errnoText(errno),
                     "choose another file with -o"};
    return {};
}

int find(Options options) {
    session::SearchRequest& request = options.request;
    auto parameters = parametersOf("find '" + request.scenario + "'", options.settings);
    if (!parameters)
        return complain(parameters.error());
    request.parameters = std::move(parameters).value();
    if (!options.strategy.empty())
        request.strategy = *session::strategyCalled(options.strategy);
    catchSignals();
    auto search = session::ScheduleSearch::start(request);
    if (!search)
        return complain(search.error());
    waitForEnd(*search.value());
    const session::SearchResult& result = search.value()->result();
    if (result.error && !result.found)
        return complain(*result.error);
    if (!result.found)
        options.output.clear();
    else if (options.output.empty())
        options.output = request.scenario + ".schedule";
    if (result.found) {
        if (auto written = write(options.output, result.found->schedule); !written)
            return complain(written.error());
    }
    const std::string report =
        options.json ? jsonOf(request, result, options.output) : textOf(request, result, options.output);
    if (auto printed = printResult(report); !printed)
        return complain(printed.error());
    if (result.end == session::SearchEnd::Cancelled)
        return 128 + caughtSignal();
    return result.found ? kNotAsExpected : kDone;
}

}  // namespace

void addFind(CLI::App& heddle, int& status) {
    CLI::App* verb = heddle.add_subcommand("find", "search the schedules of a scenario for one that fails");
    verb->footer(
        "Exit status: 0 nothing found, 1 found (the schedule is written).\n\n"
        "Example:\n  heddle find deadlock-ab --set threads=2 -o deadlock.schedule");
    auto options = std::make_shared<Options>();
    addScenario(*verb, options->request.scenario, options->settings);
    verb->add_option(
            "--strategy", options->strategy,
            "exhaustive, bounded, pct or random; without it exhaustive, and pct where that is too much")
        ->type_name("NAME")
        ->check(CLI::IsMember({"exhaustive", "bounded", "pct", "random"}));
    verb->add_option("--schedules", options->request.schedules, "run at most so many schedules")
        ->type_name("N")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000'000}))
        ->capture_default_str();
    verb->add_option("--seed", options->request.seed,
                     "of pct and random; the same seed makes the same search")
        ->type_name("S")
        ->capture_default_str();
    verb->add_option("--starved", options->request.patience,
                     "look for a task that could go on at N choices in a row of its own, while others went")
        ->type_name("N")
        ->check(CLI::Range(1u, 1'000'000u));
    verb->add_option("-o,--output", options->output, "write the schedule found to it (SCENARIO.schedule)")
        ->type_name("FILE");
    verb->add_flag("--json", options->json, "the result as JSON");
    verb->callback([options, &status] { status = find(*options); });
}

}  // namespace heddle::app
