// Three processes each write a file of their own.
#include <ctime>
#include <deque>
#include <map>

#include "engine/runtime/message_file.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

std::string today() {
    const std::time_t now = std::time(nullptr);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%F %T", std::localtime(&now))};
}

void run(const Parameters& set) {
    std::deque<MessageFile> files;
    std::vector<Process> writers;
    for (std::int64_t i = 1; i <= set["writers"]; ++i) {
        const std::string name = "writer " + std::to_string(i);
        MessageFile& file = files.emplace_back("file of " + name);
        writers.push_back(Process{name, [&, name] {
                                      file.write(name + " on " + today());
                                      sleepFor(set.milliseconds("work"));
                                  }});
    }
    for (Process& writer : writers) writer.join();
    for (MessageFile& file : files) print(file.read().value_or("nothing"));
}

// Nobody but that writer wrote into its file, and what was read there is its name and a date.
bool hasWritten(const model::Snapshot& seen, const std::string& writer) {
    const model::ObjectInfo* file = objectNamed(seen, "file of " + writer);
    const auto written = file ? transfersThrough(seen, file->id) : std::vector<model::Transfer>{};
    if (written.size() != 1 || seen.nameOf(written[0].sender) != writer)
        return false;
    const std::string beginning = writer + " on ", date = saidAfter(seen, written[0].receiver, beginning);
    std::tm when{};
    return written[0].bytes == beginning.size() + date.size() &&
           ::strptime(date.c_str(), "%F %T", &when) == date.c_str() + date.size();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    std::multimap<Instant, TaskId> ends;  // of those who wrote it
    for (const model::TaskInfo& task : seen.tasks())
        if (task.exited && task.exitStatus == 0 && hasWritten(seen, seen.nameOf(task.id)))
            ends.emplace(*task.exited, task.id);
    return {ends.size() == set.count("writers"),
            Phrase{"each of %1 processes writes its name and the date into its own file", set["writers"]},
            Phrase{"%1 did, and ended well", ends.size()},
            ends.empty() ? std::nullopt
                         : between(ends.rbegin()->second, ends.begin()->first, ends.rbegin()->first)};
}

}  // namespace

extern const Scenario kThreeWriters{
    .id = "three-writers",
    .title = "Three writers",
    .category = "Processes",
    .text =
        "Three processes run the same program with different names. Each writes its name and the date into a "
        "file of its own, so that none waits for another. Watch them end; the parent prints what they wrote.",
    .question = "In which order do the three end?",
    .answer = "In none to rely on: all sleep equally long, and the scheduler decides who is first.",
    .parameters = {{"writers", "processes", 1, 200, 3, ""},
                   {"work", "what each does after writing", 1, 60000, 150, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios
