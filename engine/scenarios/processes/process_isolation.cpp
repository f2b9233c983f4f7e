// A child counts in memory of its own, and in shared memory.
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/runtime/shared_variable.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

int g_number = 0;  // every process has its own after fork()

void run(const Parameters& set) {
    g_number = 0;
    SharedVariable shared{0, "shared"}, own{-1, "the parent's own"};
    Process child{"child", [&] {
                      for (std::int64_t i = 1; i <= set["rounds"]; ++i) {
                          ++g_number;
                          shared.set(shared.get() + 1);
                          print("child: own {}, shared {}", g_number, shared.get());
                          sleepFor(set.milliseconds("pause"));
                      }
                  }};
    child.join();
    own.set(g_number);
    print("parent: own {}, shared {}", g_number, shared.get());
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* shared = objectNamed(seen, "shared");
    const model::ObjectInfo* own = objectNamed(seen, "the parent's own");
    return {shared && own && shared->level == set["rounds"] && own->level == 0,
            Phrase{"the parent's own number is still 0, the shared one is %1", set["rounds"]},
            shared && own ? Phrase{"own %1, shared %2", own->level, shared->level} : Phrase{"nothing"},
            wholeLife(seen, "child")};
}

}  // namespace

extern const Scenario kProcessIsolation{
    .id = "process-isolation",
    .title = "Processes have memory of their own",
    .category = "Processes",
    .text =
        "A child counts up a global variable, and beside it a variable in shared memory. The global variable "
        "was copied by fork(): the parent's stays as it was. What lies in shared memory both see.",
    .question = "The child counts both to 10. Which numbers does the parent print?",
    .answer =
        "Own 0, shared 10. The child counted in its own copy of the global variable, which the parent never "
        "sees; the shared one exists only once.",
    .parameters = {{"rounds", "how far the child counts", 1, 10000, 10, ""},
                   {"pause", "pause after each step", 0, 60000, 30, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios
