#include "engine/session/stepping/schedule_subject.h"

#include "engine/base/phrase.h"
#include "engine/scenarios/library.h"

namespace heddle::session {

Result<control::ScheduleSubject> scheduleSubjectOf(const RunRequest& request) {
    const auto scenario = scenarios::findScenario(request.scenario);
    if (!scenario)
        return scenario.error();
    if (!scenario.value()->canBeStepped)
        return Error{Fault::Usage, Phrase{"step scenario '%1'", request.scenario},
                     scenario.value()->whyNotStepped, "see 'heddle scenarios' for those that can be stepped"};
    const auto& known = scenario.value()->parameters;
    const auto values = scenarios::Parameters::parse(known, request.parameters);
    if (!values)
        return values.error();
    control::ScheduleSubject subject{request.scenario, scenarios::versionOf(request.scenario), {}};
    for (const scenarios::Parameter& parameter : known)
        subject.parameters[std::string(parameter.key)] =
            parameter.choices.empty() ? std::to_string(values.value()[parameter.key])
                                      : std::string(values.value().choice(parameter.key));
    return subject;
}

}  // namespace heddle::session
