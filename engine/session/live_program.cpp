#include "engine/session/live_program.h"

namespace heddle::session {

Result<std::unique_ptr<StepProgram>> LiveProgram::create(const RunRequest& request) {
    host::Launch launch;
    launch.scenario = request.scenario;
    launch.parameters = request.parameters;
    launch.workingDirectory = request.workingDirectory;
    launch.outputFd = request.outputFd;
    launch.taskLimit = request.taskLimit;
    return create(std::move(launch));
}

Result<std::unique_ptr<StepProgram>> LiveProgram::create(host::Launch launch,
                                                         const control::LiveOptions& options) {
    auto executor = control::LiveExecutor::create(std::move(launch), options);
    if (!executor)
        return executor.error();
    return std::unique_ptr<StepProgram>(new LiveProgram(std::move(executor).value()));
}

}  // namespace heddle::session
