#include "engine/session/judge.h"

#include <algorithm>

#include "engine/model/step_time.h"
#include "engine/scenarios/library.h"

namespace heddle::session {

std::optional<Verdict> verdictOn(const RunRequest& request, const model::Snapshot& snapshot) {
    if (request.scenario.empty())
        return std::nullopt;
    const auto scenario = scenarios::findScenario(request.scenario);
    if (!scenario)
        return std::nullopt;
    const auto parameters = scenarios::Parameters::parse(scenario.value()->parameters, request.parameters);
    if (!parameters)
        return std::nullopt;
    if (scenario.value()->needsClock && model::isInSteps(snapshot))
        return std::nullopt;
    Verdict verdict = scenario.value()->check(snapshot, parameters.value());
    const auto deadlocks = snapshot.deadlocks();
    const bool hasDeadlocked =
        std::any_of(deadlocks.begin(), deadlocks.end(), [](const auto& d) { return d.wasOne(); });
    if (verdict.held && hasDeadlocked && !scenario.value()->promisesStandstill(parameters.value())) {
        verdict.held = false;
        verdict.observed += ", and a deadlock that was not promised";
    }
    return verdict;
}

}  // namespace heddle::session
