// heddle run SCENARIO [--set KEY=VALUE]... [-o FILE] [--json] [--timeout SECONDS]
#include <unistd.h>

#include "app/console.h"
#include "app/run_options.h"
#include "app/settings.h"
#include "app/signals.h"
#include "app/verbs.h"
#include "app/watch.h"
#include "engine/session/report/report.h"

namespace heddle::app {
namespace {

struct Options {
    session::RunRequest request;
    std::vector<std::string> settings;  // KEY=VALUE
    bool json = false;
};

int run(Options options) {
    auto parameters = parametersOf("run '" + options.request.scenario + "'", options.settings);
    if (!parameters)
        return complain(parameters.error());
    options.request.parameters = std::move(parameters).value();
    options.request.outputFd = STDERR_FILENO;  // standard output is for the report
    options.request.keepForSaving = false;
    catchSignals();
    auto session = session::Session::launch(options.request);
    if (!session)
        return complain(session.error());
    session::Session& run = *session.value();
    watchToEnd(run);
    const session::Report report = session::reportOf(run);
    if (auto printed = printResult(options.json ? jsonOf(report) : textOf(report)); !printed)
        return complain(printed.error());
    if (!tellOutcome(run))
        return kUnusableInput;
    if (run.outcome().stoppedByUser)
        return 128 + caughtSignal();
    if (run.outcome().timedOut || run.outcome().taskLimitReached)
        return kNotAsExpected;
    return report.verdict && report.verdict->held ? kDone : kNotAsExpected;
}

}  // namespace

void addRun(CLI::App& heddle, int& status) {
    CLI::App* verb = heddle.add_subcommand("run", "run a scenario for real, and hold it to what it promises");
    verb->footer("Example:\n  heddle run semaphore-processes --set permits=2 -o semaphore.heddle");
    auto options = std::make_shared<Options>();
    addScenario(*verb, options->request.scenario, options->settings);
    verb->add_option("-o,--output", options->request.recordTo, "record the run to a file")->type_name("FILE");
    verb->add_flag("--json", options->json, "the report as JSON");
    addRunOptions(*verb, options->request);
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace heddle::app
