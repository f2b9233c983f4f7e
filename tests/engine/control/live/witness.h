// Holds the steps of a controlled run against the kernel's record of who was on a CPU: at most one task moved
// at a time.
//
// A thread that has come to stand sleeps until it is its turn again: nothing else wakes it. On its way to
// that sleep others may run before it; that is no step. A fiber moves in its carrier's turn.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/control/live/live_executor.h"

namespace heddle::test {

class Witness {
public:
    struct Judgement {
        std::size_t stretches = 0;  // on a CPU, that were looked at
        std::string violation;      // empty: none
    };

    // Who is which thread; asked while all stand.
    void noteThreads(const control::LiveExecutor& run) {
        const wire::Segment& segment = run.segment();
        for (std::uint32_t i = 0; i < segment.header().channelsUsed.load(); ++i) {
            const wire::ChannelSlot& slot = segment.channel(i);
            if (slot.state.load() == wire::ChannelState::Open)
                m_threads[slot.tid.load()] = TaskRef{slot.task.load()};
        }
    }
    // Makes the step, and notes whose turn it was and when.
    control::Outcome step(control::LiveExecutor& run, control::Choice choice) {
        noteThreads(run);
        const TaskRef task = control::refOf(choice.task);
        const TaskRef carrier{run.segment().task(task).carrier.load()};
        const Instant granted = MonotonicClock::now();
        const control::Outcome outcome = run.step(choice);
        m_lastRest = MonotonicClock::now();
        m_turns[carrier.isNone() ? task : carrier].push_back({granted, m_lastRest});
        noteThreads(run);
        return outcome;
    }
    [[nodiscard]] Instant lastRest() const { return m_lastRest; }

    [[nodiscard]] Judgement judge(const std::vector<wire::Event>& stream) const {
        Judgement judgement;
        std::map<std::uint32_t, TaskRef> tasks;  // by the stream's TaskIds
        std::map<TaskRef, bool> sleeps;
        TaskRef runs;
        const auto violates = [&](TaskRef task, const char* how) {
            if (judgement.violation.empty())
                judgement.violation = "task " + std::to_string(task.value()) + how;
        };
        for (const wire::Event& event : stream) {
            if (event.kind == wire::EventKind::TaskCreated) {
                if (const auto thread = m_threads.find(wire::tidOf(event).value()); thread != m_threads.end())
                    tasks[event.task] = thread->second;
                continue;
            }
            const auto found = tasks.find(event.task);
            if (found == tasks.end() || event.instant() > m_lastRest)
                continue;
            const TaskRef task = found->second;
            if (event.kind == wire::EventKind::SwitchedOut)
                sleeps[task] = event.value == static_cast<std::uint64_t>(wire::SwitchReason::Blocked);
            const bool hasLeft =
                event.kind == wire::EventKind::SwitchedOut || event.kind == wire::EventKind::TaskExited;
            if (hasLeft && runs == task)
                runs = {};
            if (event.kind != wire::EventKind::SwitchedIn)
                continue;
            ++judgement.stretches;
            if (!runs.isNone() && runs != task)
                violates(task, " runs while another does");
            runs = task;
            // Before its first own step it is moved by its maker's.
            if (sleeps[task] && hasBegun(task, event.instant()) && !isItsTurn(task, event.instant()))
                violates(task, " woke out of its turn");
        }
        return judgement;
    }

private:
    struct Turn {
        Instant granted, rest;
    };
    [[nodiscard]] bool hasBegun(TaskRef task, Instant at) const {
        const auto turns = m_turns.find(task);
        return turns != m_turns.end() && at > turns->second.front().granted;
    }
    [[nodiscard]] bool isItsTurn(TaskRef task, Instant at) const {
        const auto turns = m_turns.find(task);
        return std::any_of(turns->second.begin(), turns->second.end(),
                           [at](const Turn& turn) { return turn.granted <= at && at <= turn.rest; });
    }

    std::map<std::int32_t, TaskRef> m_threads;
    std::map<TaskRef, std::vector<Turn>> m_turns;  // of threads
    Instant m_lastRest{};
};

}  // namespace heddle::test
