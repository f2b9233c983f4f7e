#include "engine/scenarios/library.h"

#include "engine/base/nearest_name.h"
#include "engine/wire/operation_kind.h"

namespace heddle::scenarios {

extern const Scenario kTwoProcesses, kSemaphoreProcesses, kDeadlockAb, kProducerConsumer, kFiberSleep,
    kProcessThreadFiber, kLostUpdate;
extern const Scenario kBarrier, kCigaretteSmokers, kConditionLostWakeup, kDeadlockAbFixed,
    kDiningPhilosophers, kEventTrafficLight, kLivelock, kLostUpdateFixed, kPeterson, kReadersWriters,
    kRecursiveLock, kSemaphoreThreads, kSleepingBarber;
extern const Scenario kPoolApply, kPoolApplyAsync, kPoolMap, kPoolTimeout, kPoolCloseJoinTerminate,
    kPoolErrorCallback, kPoolOversized, kFutureStates, kThreadPool;
extern const Scenario kIpcFile, kIpcPipe, kIpcSocket, kIpcSignal, kIpcSemaphore, kIpcSharedMemory,
    kIpcMessageQueue, kIpcServerProcess;
extern const Scenario kSlowProducer, kQueueTimeouts, kQueueFull, kLifoQueue, kPriorityQueue, kJoinableQueue,
    kQueueRacyPoll;
extern const Scenario kPoolReuse, kProcessPool;
extern const Scenario kForkReturnsTwice, kProcessIsolation, kJoinSerialVsConcurrent, kProcessIdentity,
    kThreeWriters;
extern const Scenario kStartCost, kSamePid, kSharedGlobal, kThreadJoin, kThreadEnumeration;

const std::vector<const Scenario*>& library() {
    static const std::vector<const Scenario*> kLibrary{
        &kTwoProcesses,
        &kProducerConsumer,
        &kLostUpdate,
        &kSemaphoreProcesses,
        &kDeadlockAb,
        &kFiberSleep,
        &kProcessThreadFiber,
        // synchronisation
        &kLostUpdateFixed,
        &kSemaphoreThreads,
        &kRecursiveLock,
        &kDeadlockAbFixed,
        &kDiningPhilosophers,
        &kConditionLostWakeup,
        &kEventTrafficLight,
        &kReadersWriters,
        &kBarrier,
        &kSleepingBarber,
        &kCigaretteSmokers,
        &kPeterson,
        &kLivelock,
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
        // communication between processes
        &kIpcFile,
        &kIpcPipe,
        &kIpcSocket,
        &kIpcSignal,
        &kIpcSemaphore,
        &kIpcSharedMemory,
        &kIpcMessageQueue,
        &kIpcServerProcess,
        // queues
        &kSlowProducer,
        &kQueueTimeouts,
        &kQueueFull,
        &kLifoQueue,
        &kPriorityQueue,
        &kJoinableQueue,
        &kQueueRacyPoll,
        // pools of processes
        &kPoolReuse,
        &kProcessPool,
        // processes
        &kForkReturnsTwice,
        &kProcessIsolation,
        &kJoinSerialVsConcurrent,
        &kProcessIdentity,
        &kThreeWriters,
        // threads
        &kStartCost,
        &kSamePid,
        &kSharedGlobal,
        &kThreadJoin,
        &kThreadEnumeration,
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

std::uint64_t versionOf(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325u ^ wire::kStepVocabulary;  // FNV-1a
    for (const char c : sourceOf(id).text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
}

}  // namespace heddle::scenarios
