// What the events of one object tell, held to the rules that all objects keep; and who stands in its line.
#pragma once

#include <algorithm>
#include <vector>

#include <QTest>

#include "tests/engine/runtime/observed_runtime.h"

namespace heddle::test {

// The object's events have the numbers 1, 2, 3... and nobody goes on whose turn it is not: whoever is let go
// on has been waiting, and in the end nobody waits.
inline void verifyStory(const std::vector<wire::Event>& events) {
    std::vector<std::uint32_t> line;
    const auto leave = [&line](std::uint32_t task) {
        const auto place = std::find(line.begin(), line.end(), task);
        const bool stoodThere = place != line.end();
        if (stoodThere)
            line.erase(place);
        return stoodThere;
    };
    for (std::size_t i = 0; i < events.size(); ++i) {
        QCOMPARE(events[i].sequence(), static_cast<std::uint32_t>(i + 1));
        if (events[i].kind == wire::EventKind::WaitBegan)
            line.push_back(events[i].task);
        else if (events[i].kind == wire::EventKind::Granted)
            QVERIFY(leave(events[i].other().value()));
        else if (events[i].kind == wire::EventKind::WaitEnded &&
                 events[i].detailAs<wire::WaitOutcome>() == wire::WaitOutcome::TimedOut)
            QVERIFY(leave(events[i].task));
    }
    QVERIFY(line.empty());
}

inline std::size_t countOf(const std::vector<wire::Event>& events, wire::EventKind kind) {
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [kind](const wire::Event& e) { return e.kind == kind; }));
}

inline std::size_t timeOutsIn(const std::vector<wire::Event>& events) {
    return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [](const wire::Event& e) {
        return e.kind == wire::EventKind::WaitEnded &&
               e.detailAs<wire::WaitOutcome>() == wire::WaitOutcome::TimedOut;
    }));
}

// How many stand in a line of the object at present.
inline std::size_t lengthOf(const wire::WaiterList& line) {
    std::size_t count = 0;
    for (std::uint32_t task = line.first.load(); task != 0 && count < 1000;
         task = observedSegment().task(TaskRef{task}).nextWaiter.load())
        ++count;
    return count;
}
inline std::size_t waiters(ObjectId id) {
    return lengthOf(observedSegment().object(id).waiters);
}

}  // namespace heddle::test
