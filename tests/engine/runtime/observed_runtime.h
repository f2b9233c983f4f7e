// A test process that is its own traced program and its own observer: the runtime writes into a segment that
// the test drains. Also: the same body run by threads, by processes, by fibers, and by all of them at once.
#pragma once

#include <fcntl.h>

#include <string>
#include <vector>

#include <QTest>

#include "engine/runtime/fiber.h"
#include "engine/runtime/process.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/thread.h"
#include "tests/engine/runtime/collected_events.h"
#include "tests/support/sanitizer.h"

namespace heddle::test {

// Attaches this process to a segment of its own, once.
inline const wire::Segment& observedSegment() {
    static const std::unique_ptr<wire::Segment> segment = [] {
        auto made = wire::Segment::create();
        auto theirs = wire::Segment::open(FileDescriptor{::fcntl(made.value()->fd(), F_DUPFD_CLOEXEC, 0)});
        runtime::Runtime::use(std::move(theirs).value());
        return std::move(made).value();
    }();
    return *segment;
}

// What is written from now on.
inline CollectedEvents& newEvents() {
    static CollectedEvents events{observedSegment()};
    events.startOver();
    return events;
}

enum class Crew { Threads, Processes, Fibers, Mixed };

inline void crewRows() {
    QTest::addColumn<Crew>("crew");
    QTest::newRow("threads") << Crew::Threads;
    QTest::newRow("processes") << Crew::Processes;
    QTest::newRow("fibers") << Crew::Fibers;
    QTest::newRow("fibers of two threads, threads and processes") << Crew::Mixed;
}

inline bool usesFibers(Crew crew) {
    return crew == Crew::Fibers || crew == Crew::Mixed;
}

// Runs body(0), body(1)... body(count - 1), each in a task of its own, and waits for all.
template <class Body>
void runCrew(Crew crew, int count, const Body& body) {
    using namespace runtime;
    const auto name = [](int i) { return "task " + std::to_string(i); };
    if (crew == Crew::Threads) {
        std::vector<Thread> threads;
        for (int i = 0; i < count; ++i) threads.emplace_back(name(i), [&body, i] { body(i); });
    } else if (crew == Crew::Processes) {
        std::vector<Process> processes;
        for (int i = 0; i < count; ++i) processes.emplace_back(name(i), [&body, i] { body(i); });
    } else if (crew == Crew::Fibers) {
        Thread carrier{"carrier", [&] {
                           std::vector<Fiber> fibers;
                           for (int i = 0; i < count; ++i)
                               fibers.emplace_back(name(i), [&body, i] { body(i); });
                       }};
    } else {
        const auto carry = [&](int from, int to) {
            std::vector<Fiber> fibers;
            for (int i = from; i < to; ++i) fibers.emplace_back(name(i), [&body, i] { body(i); });
        };
        Process first{"first", [&] { carry(0, count / 4); }};
        Thread second{"second", [&] { carry(count / 4, count / 2); }};
        Thread third{"third", [&] { carry(count / 2, count * 3 / 4); }};
        std::vector<Thread> threads;
        for (int i = count * 3 / 4; i < count; ++i) threads.emplace_back(name(i), [&body, i] { body(i); });
    }
}

}  // namespace heddle::test

Q_DECLARE_METATYPE(heddle::test::Crew)
