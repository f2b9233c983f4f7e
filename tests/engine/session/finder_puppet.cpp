// Stands for heddle-finder in tests: searches programs that the library would not have, chosen by
// HEDDLE_TEST_PROGRAM.
#include <csignal>
#include <cstdlib>
#include <string>

#include "engine/finder/process.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario.h"

namespace {

using namespace heddle;
using namespace heddle::runtime;

// `bad` happens when the second thread comes first.
void inTheWrongOrder(void (*bad)()) {
    SharedVariable turn{0, "turn"};
    Thread first{"first", [&] { turn.set(1); }};
    Thread second{"second", [&, bad] {
                      if (turn.get() == 0)
                          bad();
                  }};
}

void run(const scenarios::Parameters&) {
    const std::string program = std::getenv("HEDDLE_TEST_PROGRAM");
    if (program == "crash")
        inTheWrongOrder([] { static_cast<void>(std::raise(SIGSEGV)); });
    if (program == "loop")
        inTheWrongOrder([] {
            for (volatile bool goesOn = true; goesOn;) {
            }
        });
    if (program == "exit")
        inTheWrongOrder([] { std::_Exit(3); });
    if (program == "throw")
        inTheWrongOrder([] { throw std::string{"no std::exception"}; });
    if (program == "expect")
        inTheWrongOrder([] { expect(false, "the first comes first"); });
    if (program == "memory")
        inTheWrongOrder([] {
            std::string eaten;
            for (;;) eaten.append(64u << 20, 'x');
        });
    if (program == "greedy") {
        SharedVariable x{0, "x"};
        Thread greedy{"greedy", [&] {
                          for (int i = 0; i < 100; ++i) x.set(i);
                      }};
        Thread modest{"modest", [&] { x.set(0); }};
    }
    if (program == "long") {
        std::vector<Thread> threads;
        SharedVariable x{0, "x"};
        for (int i = 0; i < 8; ++i)
            threads.emplace_back("T" + std::to_string(i), [&] {
                for (int j = 0; j < 20; ++j) x.set(j);
            });
    }
}

Result<const scenarios::Scenario*> only(std::string_view) {
    static scenarios::Scenario scenario;
    scenario.id = "puppet";
    scenario.parameters = {{"threads", "", 2, 1000, 10, ""}, {"hold", "", 0, 60'000, 200, "ms"}};
    scenario.run = run;
    return &scenario;
}

}  // namespace

int main(int argc, char** argv) {
    return heddle::finder::searchAsProcess(argc, argv, only);
}
