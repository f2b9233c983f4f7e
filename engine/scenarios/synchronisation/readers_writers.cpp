// Readers share a book; who writes in it is alone.
#include "engine/runtime/shared_mutex.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SharedMutex book{"book"};
    auto read = [&] {
        for (std::int64_t round = 0; round < set["rounds"]; ++round) {
            book.lockShared();
            sleepFor(set.milliseconds("read"));
            book.unlockShared();
        }
    };
    auto write = [&] {
        for (std::int64_t round = 0; round < set["rounds"]; ++round) {
            book.lock();
            sleepFor(set.milliseconds("write"));
            book.unlock();
        }
    };
    std::vector<Thread> people;
    for (std::int64_t i = 1; i <= set["readers"]; ++i)
        people.push_back(Thread{"reader " + std::to_string(i), read});
    for (std::int64_t i = 1; i <= set["writers"]; ++i)
        people.push_back(Thread{"writer " + std::to_string(i), write});
    for (Thread& person : people) person.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* book = objectNamed(seen, "book");
    const auto wanted = static_cast<std::uint64_t>((set["readers"] + set["writers"]) * set["rounds"]);
    const std::uint64_t visits = book ? book->acquisitions : 0;
    const bool alone = book && isHeldAlone(*book, wire::kAllUnits);
    return {
        visits == wanted && alone, "everybody gets the book, and who writes is alone",
        Phrase{alone ? "%1 visits, at most %2 at once" : "%1 visits, at most %2 at once, a writer not alone",
               visits, book ? mostHoldersAtOnce(*book) : 0},
        longestOf(waits(seen, wire::Operation::LockShared, "reader "))};
}

}  // namespace

extern const Scenario kReadersWriters{
    .id = "readers-writers",
    .title = "Readers and writers",
    .category = "Synchronisation",
    .text =
        "Readers hold the book together, a writer holds it alone. There is one line for both: a reader who "
        "comes after a waiting writer waits behind it, so neither kind starves. Watch the readers go on "
        "together when a writer is done.",
    .question = "A writer waits while others read. Why may a new reader not join them?",
    .answer =
        "It would go in ahead of the writer, who came before it. If readers kept coming, the writer would "
        "never get the book: it would starve.",
    .parameters = {{"readers", "readers", 0, 1000, 4, ""},
                   {"writers", "writers", 0, 1000, 2, ""},
                   {"rounds", "visits of each", 1, 1000, 3, ""},
                   {"read", "time to read", 0, 60'000, 60, "ms"},
                   {"write", "time to write", 0, 60'000, 80, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios
