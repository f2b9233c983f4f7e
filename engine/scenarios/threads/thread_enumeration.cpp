// Which threads does a process have at present?
#include "engine/runtime/family.h"
#include "engine/runtime/print.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    print("at first: {}", liveThreads().size());
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"thread " + std::to_string(i), [&] { sleepFor(set.milliseconds("work")); }});
    print("while they work: {}", liveThreads().size());
    threads.clear();                               // joins them
    sleepFor(std::chrono::milliseconds{kSureMs});  // the kernel strikes one off its list a moment later
    print("afterwards: {}", liveThreads().size());
}

// Whether what was printed is main itself and its threads that were alive then, as the stream tells. One that
// has just ended may still stand on the kernel's list.
bool isTrue(const model::Snapshot& seen, std::string_view label) {
    for (const model::PrintedLine& line : linesOf(seen, seen.tasks().front().id)) {
        if (!seen.text(line.text).starts_with(label))
            continue;
        std::int64_t least = 1, most = 1;
        for (const model::TaskInfo& task : seen.tasks().subspan(1)) {
            const Instant end = task.exited.value_or(Instant::max() - std::chrono::hours{1});
            least += task.created <= line.time && end > line.time;
            most += task.created <= line.time && end + std::chrono::milliseconds{kSureMs} > line.time;
        }
        const std::int64_t said = numberIn(seen.text(line.text).substr(label.size()));
        return said >= least && said <= most;
    }
    return false;
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const auto atOnce = static_cast<std::int64_t>(mostAtOnce(waits(seen, wire::Operation::Sleep, "thread ")));
    std::int64_t ended = 0, told = 0;
    for (const model::TaskInfo& task : seen.tasks())
        ended += task.kind == wire::TaskKind::Thread && task.exited.has_value();
    for (const char* label : {"at first: ", "while they work: ", "afterwards: "}) told += isTrue(seen, label);
    return {
        atOnce == set["threads"] && ended == atOnce && told == 3,
        Phrase{"%1 threads beside main, all at once, and none at the end; the kernel lists them",
               set["threads"]},
        Phrase{"%1 at once, %2 have ended; %3 of 3 lists were right", atOnce, ended, told},
        overlapOf(wholeLife(seen, "thread 1"), wholeLife(seen, "thread " + std::to_string(set["threads"])))};
}

}  // namespace

extern const Scenario kThreadEnumeration{
    .id = "thread-enumeration",
    .title = "The threads of a process",
    .category = "Threads",
    .text =
        "The kernel lists the threads of each process. main counts them before it starts any, while they "
        "work, and after they were joined. Watch the lanes begin and end under main.",
    .question = "main starts five threads. How many are on the list while they work?",
    .answer = "Six: main is a thread as well.",
    .parameters = {{"threads", "threads that main starts", 1, 1000, 5, ""},
                   {"work", "what each does", 50, 60000, 400, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["work"], set["threads"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios
