#include "engine/session/stepping/controlled_session.h"

#include "engine/session/live_program.h"
#include "engine/session/stepping/controlled_run.h"
#include "engine/session/stepping/schedule_subject.h"

namespace heddle::session {
namespace {

Result<std::unique_ptr<ControlledSession>> begin(const RunRequest& request,
                                                 const control::Schedule* schedule) {
    if (request.scenario.empty())
        return Error{Fault::Usage, "step a program", "only scenarios can be stepped", "name one"};
    auto subject = scheduleSubjectOf(request);
    if (!subject)
        return subject.error();
    if (schedule) {
        if (auto fits = control::checkSubject(*schedule, subject.value()); !fits)
            return fits.error();
    }
    return ControlledRun::begin(
        request, std::move(subject).value(), [request] { return LiveProgram::create(request); }, schedule);
}

}  // namespace

Result<std::unique_ptr<ControlledSession>> ControlledSession::start(const RunRequest& request) {
    return begin(request, nullptr);
}

Result<std::unique_ptr<ControlledSession>> ControlledSession::replay(std::string_view schedule,
                                                                     std::string_view source,
                                                                     RunRequest how) {
    auto parsed = control::parseSchedule(schedule, source);
    if (!parsed)
        return parsed.error();
    if (how.scenario.empty())
        how.scenario = parsed->subject.scenario;
    // Before its parameters are taken for those of another scenario.
    if (how.scenario != parsed->subject.scenario)
        return control::checkSubject(parsed.value(), {how.scenario, 0, {}}).error();
    how.parameters.insert(parsed->subject.parameters.begin(), parsed->subject.parameters.end());
    return begin(how, &parsed.value());
}

}  // namespace heddle::session
