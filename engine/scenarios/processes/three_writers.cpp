// Three processes write a line each into a file of their own.
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>

#include "engine/model/snapshot.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("heddle-writers-" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    std::vector<Process> writers;
    for (std::int64_t i = 1; i <= set["writers"]; ++i) {
        const std::string name = "writer " + std::to_string(i);
        writers.emplace_back(name, [&, name] {
            const std::time_t now = std::time(nullptr);
            std::ofstream{folder / name} << name << " on " << std::ctime(&now);
            sleepFor(set.milliseconds("work"));
        });
    }
    for (Process& writer : writers) writer.join();
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        std::string line;
        std::getline(std::ifstream{file.path()}, line);
        print(line);
    }
    std::filesystem::remove_all(folder);
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> work = waits(seen, wire::Operation::Sleep, "writer");
    const std::size_t writers = tasksIn(work);
    std::size_t failed = 0;
    for (const model::TaskInfo& task : seen.tasks()) failed += task.exitStatus.value_or(0) != 0;
    return {writers == set.count("writers") && failed == 0,
            Phrase{"%1 processes do their work and end well", set["writers"]},
            Phrase{"%1 processes, %2 of them failed", writers, failed}};
}

}  // namespace

extern const Scenario kThreeWriters;
const Scenario kThreeWriters{
    .id = "three-writers",
    .title = "Three writers",
    .category = "Processes",
    .text =
        "Three processes run the same program with different names. Each writes its name and the date into a "
        "file of its own, so that none has to wait for another. The parent waits for all and prints what "
        "they wrote.",
    .question = "In which order do the three end?",
    .answer =
        "In none that one may rely on. Each has a file of its own and sleeps equally long, so they end "
        "nearly together, and the scheduler decides who is first.",
    .parameters = {{"writers", "processes", 1, 200, 3, ""},
                   {"work", "what each does after writing", 1, 60000, 150, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios
