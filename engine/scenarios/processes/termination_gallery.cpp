// Every way in which a process can end.
#include "engine/runtime/cpu_limit.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/process.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_variable.h"
#include "engine/scenarios/misdeeds.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SharedVariable zero{0, "zero"};
    Mutex busy{"busy"}, held{"held"};
    Semaphore isBorn{0, "born"};
    const Body live = [&] { isBorn.release(), sleepFor(std::chrono::hours{1}); };
    std::vector<Process> all;
    const auto show = [&](const char* name, const Body& body, CallSite at = CallSite::here()) {
        all.push_back(Process{name, body, {}, at});
    };
    busy.lock();
    show("normal exit", [] {});
    show("division", [&] { zero.set(10 / zero.get()); });
    show("out of bounds", [&] { reinterpret_cast<volatile int*>(4096)[zero.get()] = 1; });
    show("protected page", [&] { readOnlyPage()[zero.get()] = 1; });
    show("illegal", [] { noInstruction(); });
    show("privileged", [] { haltProcessor(); });
    show("CPU limit", [&] { limitCpuTime(set.milliseconds("limit")), loopForEver(); });
    show("impatient",
         [&] { busy.lockFor(set.milliseconds("limit")) ? void() : exitProcess(1, "it waited in vain"); });
    show("I/O error", [] { exitProcess(1, writeToFullDevice()); });
    show("victim", [&] { held.lock(), live(); });
    isBorn.acquire();
    Process{"operator", [&] { all.back().kill(); }}.join();
    all.back().join();
    if (held.lock() != Locked::OwnerDied)
        exitProcess(1, "the victim's lock came back as if it had been given back");
    show("parent's victim", live);
    isBorn.acquire();
    all.back().terminate();
    show("killed parent", [&] {
        Process child{"its child", live, {.isDaemon = true}};
        live();
    });
    isBorn.acquire(2);  // both
    all.back().kill();
}  // here all are joined

Verdict check(const model::Snapshot& seen, const Parameters&) {
    using enum model::EndCause;
    const model::ObjectInfo* held = objectNamed(seen, "held");
    const bool cameBack = held && held->ownerDeaths == 1 && seen.nameOf(held->lastDeadOwner) == "victim";
    const std::string others =
        notEndedBy(seen, Fault, {"division", "out of bounds", "protected page", "illegal", "privileged"}) +
        notEndedBy(seen, GaveReason, {"impatient", "I/O error"}) + notEndedBy(seen, CpuTime, {"CPU limit"}) +
        notEndedBy(seen, Signalled, {"victim", "parent's victim", "killed parent"}) +
        notEndedBy(seen, WithParent, {"its child"}) + notEndedBy(seen, Returned, {"normal exit"}) +
        (cameBack ? "" : "the hold of the lock, ");
    return {others.empty(), "thirteen endings, each cause known, and what the victim held comes back",
            others.empty() ? Phrase{"so it was"}
                           : Phrase{"ended otherwise: %1", others.substr(0, others.size() - 2)},
            wholeLife(seen, "victim")};
}

}  // namespace

extern const Scenario kTerminationGallery{
    .id = "termination-gallery",
    .title = "Every way to end",
    .category = "Processes",
    .text =
        "Thirteen processes end, each in its own way. Watch the cause of each in the table of tasks, and "
        "how the lock that the victim held comes back when it dies.",
    .question = "Which of them could have prevented its end, and which not?",
    .answer = "Nobody can refuse SIGKILL: the victim, the killed parent, and its child. All others could.",
    .parameters = {{"limit", "CPU time of one, patience of another", 10, 10'000, 100, "ms"}},
    .run = run,
    .check = check,
    .whyNotStepped = "most of its processes die of a fault, and such a step has failed",
};

}  // namespace heddle::scenarios
