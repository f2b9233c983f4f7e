// heddle report FILE [--json]
#include "engine/session/report/report.h"

#include "app/console.h"
#include "app/signals.h"
#include "app/verbs.h"
#include "app/watch.h"

namespace heddle::app {
namespace {

int report(const std::string& file, bool json) {
    catchSignals();
    auto session = session::Session::open(file);
    if (!session)
        return complain(session.error());
    session::Session& recording = *session.value();
    watchToEnd(recording);
    if (const int signal = caughtSignal())
        return 128 + signal;
    const session::Report report = session::reportOf(recording);
    if (auto printed = printResult(json ? jsonOf(report) : textOf(report)); !printed)
        return complain(printed.error());
    return kDone;
}

}  // namespace

void addReport(CLI::App& heddle, int& status) {
    CLI::App* verb = heddle.add_subcommand("report", "what each task of a recording did, and why it waited");
    verb->footer("Example:\n  heddle report semaphore.heddle");
    struct Options {
        std::string file;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    verb->add_option("FILE", options->file, "a recording")->type_name("")->required();
    verb->add_flag("--json", options->json, "as JSON");
    verb->callback([options, &status] { status = report(options->file, options->json); });
}

}  // namespace heddle::app
