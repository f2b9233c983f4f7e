// Looks at the tasks of a run in /proc, from time to time: what no scheduler record tells.
//
//   - the slow figures of each task (CPU time, memory, priority...), when they have changed, about four times
//   a second
//   - with KernelSource::Sampling, the state of each task, as far as the kernel's counters prove it, and who
//   is born
//     and gone
//   - births and ends that were lost in a gap, zombies that were reaped, stops that no record tells
//
// Thread rule: one thread. Each look() has a budget of time: with thousands of tasks it comes round less
// often, and never makes a poll slow.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/capture/fact_stream.h"
#include "engine/capture/name_table.h"
#include "engine/capture/proc_books.h"
#include "engine/capture/resolver.h"

namespace heddle::capture {

// What a sample proves; the numbers are those of model::State.
enum class SampledState : std::uint16_t {
    Unknown = 0,
    Ready = 2,
    Running = 3,
    Blocked = 4,
    SuspendedReady = 5
};

// What two looks at a thread say about the time between them.
struct Sample {
    std::uint64_t time = 0;
    char state = '?';
    RunBooks run;
    SwitchBooks switches;
};
[[nodiscard]] SampledState provenBetween(const Sample& from, const Sample& to);

class TaskWatch {
public:
    // Facts go to `stream`. `samples`: states, births and deaths too, for want of a better source.
    TaskWatch(const Resolver& resolver, NameTable& names, bool samples)
        : m_resolver(resolver), m_names(names), m_samples(samples) {}

    // Goes on where the last call stopped, as far as the budget reaches.
    void look(std::uint64_t now, FactStream& stream);
    // Records were lost: tasks may be unknown. Looks for them soon.
    void noteGap() { m_searchSoon = true; }
    // A last look at those who have ended: a zombie's books are still there. Of a crowd that ends at once
    // only so many as the budget allows: whoever reaps them would pay for the rest.
    void lookLast(std::span<const TaskId> ended, FactStream& stream);
    // At the end of a run: whoever is gone without anybody having told.
    void tellMissing(FactStream& stream);

private:
    static constexpr std::size_t kCounters = 10;  // one past the last CounterKind
    struct Watched {
        Sample last;
        std::uint64_t nextFigures = 0;
        std::uint64_t missingSince = 0;  // 0: it is there
        std::uint64_t counters[kCounters] = {};
        std::uint16_t told = 0;      // bit i: counters[i] was
        std::uint32_t arrivals = 0;  // when its figures were read
        std::uint32_t name = 0;
        bool stopped = false;
        bool over = false;  // nothing more to be seen
    };
    void lookAt(TaskId id, Watched& watched, std::uint64_t now, FactStream& stream);
    void sample(const Resolver::Task& task, Watched& watched, const StatBooks& stat, FactStream& stream);
    void rename(const Resolver::Task& task, Watched& watched, const StatBooks& stat, FactStream& stream);
    void figures(const Resolver::Task& task, Watched& watched, const StatBooks& stat, FactStream& stream);
    void missing(const Resolver::Task& task, Watched& watched, std::uint64_t now, FactStream& stream);
    void tell(Tid tid, Watched& watched, wire::CounterKind kind, std::uint64_t value, FactStream& stream);
    void search(std::uint64_t now, FactStream& stream);

    const Resolver& m_resolver;
    NameTable& m_names;
    bool m_samples;
    bool m_searchSoon = false;
    std::uint64_t m_nextRound = 0;
    std::uint64_t m_nextSearch = 0;
    std::vector<Watched> m_watched;      // by TaskId
    std::vector<std::uint32_t> m_round;  // ids still to be looked at; those that are over drop out
    std::size_t m_at = 0;
    std::uint32_t m_seen = 0;  // ids up to here have been taken into the round
};

}  // namespace heddle::capture
