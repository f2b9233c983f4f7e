#include "engine/scenarios/library.h"

#include "engine/base/nearest_name.h"

namespace heddle::scenarios {

extern const Scenario kTwoProcesses, kSemaphoreProcesses, kDeadlockAb, kProducerConsumer, kFiberSleep,
    kProcessThreadFiber, kLostUpdate;
extern const Scenario kPoolApply, kPoolApplyAsync, kPoolMap, kPoolTimeout, kPoolCloseJoinTerminate,
    kPoolErrorCallback, kPoolOversized, kFutureStates, kThreadPool;

const std::vector<const Scenario*>& library() {
    static const std::vector<const Scenario*> kLibrary{
        &kTwoProcesses,
        &kProducerConsumer,
        &kLostUpdate,
        &kSemaphoreProcesses,
        &kDeadlockAb,
        &kFiberSleep,
        &kProcessThreadFiber,
        // pools and futures
        &kPoolApply,
        &kPoolApplyAsync,
        &kPoolMap,
        &kPoolTimeout,
        &kPoolCloseJoinTerminate,
        &kPoolErrorCallback,
        &kPoolOversized,
        &kFutureStates,
        &kThreadPool,
    };
    return kLibrary;
}

Result<const Scenario*> findScenario(std::string_view id) {
    std::vector<std::string> ids;
    for (const Scenario* scenario : library()) {
        if (scenario->id == id)
            return scenario;
        ids.emplace_back(scenario->id);
    }
    const std::optional<std::string> nearest = nearestName(id, ids);
    return Error{Fault::Usage, "find scenario '" + std::string{id} + "'", "there is none of that name",
                 nearest ? "did you mean '" + *nearest + "'?" : "'heddle scenarios' lists them"};
}

}  // namespace heddle::scenarios
