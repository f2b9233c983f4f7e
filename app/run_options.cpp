#include "app/run_options.h"

namespace heddle::app {

void addRunOptions(CLI::App& verb, session::RunRequest& request) {
    verb.add_option_function<double>(
            "--timeout",
            [&request](double seconds) {
                request.timeLimit =
                    std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
            },
            "end everything after that many seconds")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.001, 1e6));
    verb.add_option("--task-limit", request.taskLimit,
                    "end everything when more processes and threads than that are alive")
        ->type_name("N")
        ->check(CLI::Range(1u, 4'000'000u))
        ->capture_default_str();
    verb.add_option_function<std::string>(
            "--source",
            [&request](const std::string& name) {
                request.forcedSource = name == "tracepoints" ? wire::KernelSource::Tracepoints
                                       : name == "switches"  ? wire::KernelSource::Switches
                                                             : wire::KernelSource::Sampling;
            },
            "watch through tracepoints, switches or sampling, instead of the best that is permitted")
        ->type_name("SOURCE")
        ->check(CLI::IsMember({"tracepoints", "switches", "sampling"}));
}

}  // namespace heddle::app
