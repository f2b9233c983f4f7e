#include "engine/session/judge.h"

#include <algorithm>

#include "engine/model/step_time.h"
#include "engine/runtime/runtime.h"
#include "engine/scenarios/library.h"

namespace heddle::session {
namespace {

// Who ended before its time, and said why: a limit of the machine, an exception that nobody caught.
std::optional<Phrase> reasonGiven(const model::Snapshot& snapshot, const Phrase& observed) {
    for (const model::TaskInfo& task : snapshot.tasks()) {
        const model::LastWords& said = task.lastWords;
        if (said.hasSaidEnd && said.why && (said.code != 0 || said.signal != 0))
            return Phrase{"%1; %2 ended: %3", observed, snapshot.nameOf(task.id),
                          Phrase{std::string{snapshot.text(said.why)}.c_str()}};
    }
    return std::nullopt;
}

// Whether the run's own process met a limit: it did not come to what the scenario is about, and what little
// there was to see proves nothing.
bool hasGivenUp(const model::Snapshot& snapshot) {
    if (snapshot.tasks().empty())
        return false;
    const model::LastWords& said = snapshot.tasks().front().lastWords;
    return said.hasSaidEnd && said.why && said.code == runtime::kGivenUp && said.signal == 0;
}

}  // namespace

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
    Verdict verdict = scenario.value()->judge(snapshot, parameters.value());
    verdict.held = verdict.held && !hasGivenUp(snapshot);
    if (!verdict.held)
        verdict.observed = reasonGiven(snapshot, verdict.observed).value_or(verdict.observed);
    const auto deadlocks = snapshot.deadlocks();
    const bool hasDeadlocked =
        std::any_of(deadlocks.begin(), deadlocks.end(), [](const auto& d) { return d.wasOne(); });
    if (verdict.held && hasDeadlocked && !scenario.value()->promisesStandstill(parameters.value())) {
        verdict.held = false;
        verdict.observed = {"%1, and a deadlock that was not promised", verdict.observed};
    }
    return verdict;
}

}  // namespace heddle::session
