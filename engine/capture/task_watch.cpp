#include "engine/capture/task_watch.h"

#include <unistd.h>

#include <algorithm>
#include <unordered_set>

namespace heddle::capture {

using wire::CounterKind;
using wire::Event;
using wire::EventKind;

namespace {

constexpr std::uint64_t kMs = 1'000'000;
constexpr std::uint64_t kFiguresEvery = 250 * kMs;
constexpr std::uint64_t kSampleEvery = 8 * kMs;
constexpr std::uint64_t kRoundEvery = 50 * kMs;  // when only figures are wanted
constexpr std::uint64_t kSearchEvery = 10 * kMs;
constexpr std::uint64_t kBudget = kMs / 2;          // of one look()
constexpr std::uint64_t kSamplingBudget = 4 * kMs;  // when nothing else tells the states
// What is missing may have ended a moment ago, and its record be under way.
constexpr std::uint64_t kMissingForGood = 300 * kMs;

std::uint64_t nowNs() {
    return static_cast<std::uint64_t>(toNs(MonotonicClock::now()));
}

bool isSleeping(char state) {
    return state == 'S' || state == 'D' || state == 'I';
}
bool isStopped(char state) {
    return state == 'T' || state == 't';
}

}  // namespace

// A thread whose switch counters stand still was on its CPU all the time, or off it all the time. The run
// time of one that is on it grows at least with each tick of the scheduler.
SampledState provenBetween(const Sample& from, const Sample& to) {
    constexpr std::uint64_t kTwoSlowestTicksNs = 20 * kMs;
    const bool stayed = from.run.arrivals == to.run.arrivals &&
                        from.switches.voluntary == to.switches.voluntary &&
                        from.switches.involuntary == to.switches.involuntary;
    const bool gained = to.run.cpuNs != from.run.cpuNs;
    if (!stayed || to.time <= from.time)
        return SampledState::Unknown;
    if (isSleeping(from.state) && isSleeping(to.state) && !gained)
        return SampledState::Blocked;
    if (isStopped(from.state) && isStopped(to.state) && !gained)
        return SampledState::SuspendedReady;
    if (from.state == 'R' && to.state == 'R' && gained)
        return SampledState::Running;
    if (from.state == 'R' && to.state == 'R' && to.time - from.time >= kTwoSlowestTicksNs)
        return SampledState::Ready;
    return SampledState::Unknown;
}

void TaskWatch::look(std::uint64_t now, FactStream& stream) {
    if ((m_samples || m_searchSoon) && now >= m_nextSearch) {
        m_searchSoon = false;
        m_nextSearch = now + kSearchEvery;
        search(now, stream);
    }
    if (m_at == m_round.size()) {
        if (now < m_nextRound)
            return;
        m_nextRound = now + (m_samples ? kSampleEvery : kRoundEvery);
        m_at = 0;
        std::erase_if(m_round, [&](std::uint32_t id) { return m_watched[id].over; });
        m_watched.resize(m_resolver.taskCount() + 1);
        for (; m_seen < m_resolver.taskCount(); ++m_seen)
            if (!m_resolver.task(TaskId{m_seen + 1}).tid.isNone())
                m_round.push_back(m_seen + 1);
    }
    const std::uint64_t end = now + (m_samples ? kSamplingBudget : kBudget);
    for (; m_at < m_round.size() && nowNs() < end; ++m_at)
        lookAt(TaskId{m_round[m_at]}, m_watched[m_round[m_at]], now, stream);
}

void TaskWatch::lookAt(TaskId id, Watched& watched, std::uint64_t now, FactStream& stream) {
    const Resolver::Task& task = m_resolver.task(id);
    if (task.exited && (task.kind == wire::TaskKind::Thread || task.reaped)) {
        watched.over = true;
        return;
    }
    if (task.exited) {  // a zombie: is it still there?
        if (!exists(task.pid, task.tid))
            missing(task, watched, now, stream);
        return;
    }
    if (!m_samples && now < watched.nextFigures)
        return;
    const auto stat = readStat(task.pid, task.tid);
    if (!stat || stat->state == 'X' || (stat->state == 'Z' && task.threads <= 1)) {
        missing(task, watched, now, stream);
        return;
    }
    watched.missingSince = 0;
    if (m_samples) {
        rename(task, watched, *stat, stream);
        sample(task, watched, *stat, stream);
    }
    if (now < watched.nextFigures)
        return;
    watched.nextFigures = now + kFiguresEvery;
    if (isStopped(stat->state) != watched.stopped && !m_samples) {
        watched.stopped = !watched.stopped;
        stream.append({.time = nowNs(),
                       .task = numberOf(task.tid),
                       .kind = watched.stopped ? EventKind::Stopped : EventKind::Continued});
    }
    const std::uint32_t arrivalsBefore = std::exchange(watched.arrivals, task.arrivals);
    // One that slept has nothing new; of one that is stopped pages may leave memory.
    if (m_samples || watched.told == 0 || task.arrivals != arrivalsBefore || watched.stopped)
        figures(task, watched, *stat, stream);
}

void TaskWatch::sample(const Resolver::Task& task, Watched& watched, const StatBooks& stat,
                       FactStream& stream) {
    const auto run = readRun(task.pid, task.tid);
    const auto switches = readSwitches(task.pid, task.tid);
    if (!run || !switches)
        return;
    Sample fresh{.time = nowNs(), .state = stat.state, .run = *run, .switches = *switches};
    // The state was read before the counters: a switch in between would show in neither.
    if (const auto again = readRun(task.pid, task.tid); !again || again->arrivals != run->arrivals)
        fresh.state = '?';
    if (watched.last.time != 0) {
        const SampledState proven = provenBetween(watched.last, fresh);
        // Whether one that could run does run takes a tick to tell: let the span grow.
        const bool undecided = proven == SampledState::Unknown && fresh.state == 'R' &&
                               watched.last.state == 'R' && fresh.run.cpuNs == watched.last.run.cpuNs &&
                               fresh.run.arrivals == watched.last.run.arrivals;
        if (undecided)
            return;
        stream.append({.time = fresh.time,
                       .value = watched.last.time,
                       .task = numberOf(task.tid),
                       .kind = EventKind::Sampled,
                       .detail = static_cast<std::uint16_t>(proven)});
    }
    watched.last = fresh;
}

void TaskWatch::rename(const Resolver::Task& task, Watched& watched, const StatBooks& stat,
                       FactStream& stream) {
    const std::uint32_t name = m_names.intern(stat.name);
    if (std::exchange(watched.name, name) != name)
        stream.append(
            {.time = nowNs(), .task = numberOf(task.tid), .object = name, .kind = EventKind::TaskNamed});
}

void TaskWatch::tell(Tid tid, Watched& watched, CounterKind kind, std::uint64_t value, FactStream& stream) {
    const auto i = static_cast<std::size_t>(kind);
    const unsigned bit = 1u << i;
    if ((watched.told & bit) != 0 && watched.counters[i] == value)
        return;
    watched.told = static_cast<std::uint16_t>(watched.told | bit);
    watched.counters[i] = value;
    stream.append({.time = nowNs(),
                   .value = value,
                   .task = numberOf(tid),
                   .kind = EventKind::TaskCounter,
                   .detail = static_cast<std::uint16_t>(kind)});
}

void TaskWatch::figures(const Resolver::Task& task, Watched& watched, const StatBooks& stat,
                        FactStream& stream) {
    static const auto kPageBytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const Tid tid = task.tid;
    if (const auto run = readRun(task.pid, tid)) {
        tell(tid, watched, CounterKind::CpuTime, run->cpuNs, stream);
        tell(tid, watched, CounterKind::RunDelay, run->delayNs, stream);
    }
    if (const auto switches = readSwitches(task.pid, tid)) {
        tell(tid, watched, CounterKind::VoluntarySwitches, switches->voluntary, stream);
        tell(tid, watched, CounterKind::InvoluntarySwitches, switches->involuntary, stream);
    }
    tell(tid, watched, CounterKind::ResidentBytes,
         static_cast<std::uint64_t>(stat.residentPages) * kPageBytes, stream);
    tell(tid, watched, CounterKind::Priority, static_cast<std::uint64_t>(stat.priority), stream);
    tell(tid, watched, CounterKind::Policy, static_cast<std::uint64_t>(stat.policy), stream);
    const auto call = stat.state == 'Z' ? std::nullopt : readCall(task.pid, tid);
    tell(tid, watched, CounterKind::ProgramCounter, call ? call->programCounter : 0, stream);
    tell(tid, watched, CounterKind::WaitChannel, call ? static_cast<std::uint64_t>(call->number) : ~0ull,
         stream);
}

void TaskWatch::missing(const Resolver::Task& task, Watched& watched, std::uint64_t now, FactStream& stream) {
    if (watched.missingSince == 0)
        watched.missingSince = now;
    const bool wasReapedUnseen = task.exited;
    if (!m_samples && now - watched.missingSince < kMissingForGood)
        return;
    stream.append({.time = nowNs(),
                   .task = numberOf(task.tid),
                   .kind = wasReapedUnseen ? EventKind::TaskReaped : EventKind::TaskExited});
    watched.over = wasReapedUnseen || task.kind == wire::TaskKind::Thread;
    watched.missingSince = 0;
}

void TaskWatch::lookLast(std::span<const TaskId> ended, FactStream& stream) {
    const std::uint64_t end = nowNs() + kBudget;
    for (const TaskId id : ended) {
        const Resolver::Task& task = m_resolver.task(id);
        if (task.kind != wire::TaskKind::Process)
            continue;  // a thread leaves nothing behind
        if (nowNs() > end)
            return;
        if (m_watched.size() <= id.value())
            m_watched.resize(id.value() + 1);
        if (const auto stat = readStat(task.pid, task.tid); stat && stat->state == 'Z')
            figures(task, m_watched[id.value()], *stat, stream);
    }
}

void TaskWatch::tellMissing(FactStream& stream) {
    const std::uint64_t now = nowNs();
    for (std::uint32_t id = 1; id <= m_resolver.taskCount(); ++id) {
        const Resolver::Task& task = m_resolver.task(TaskId{id});
        if (!task.exited && !task.tid.isNone() && !exists(task.pid, task.tid))
            stream.append({.time = now, .task = numberOf(task.tid), .kind = EventKind::TaskExited});
    }
}

// Threads and children of all processes that are known.
void TaskWatch::search(std::uint64_t now, FactStream& stream) {
    std::unordered_set<std::int32_t> found;
    const std::uint64_t end = now + kSamplingBudget;
    const auto introduce = [&](Pid pid, Tid tid, Tid parent) {
        if (!m_resolver.liveTask(tid).isNone() || !found.insert(tid.value()).second)
            return false;
        const auto stat = readStat(pid, tid);
        if (!stat || stat->state == 'Z' || stat->state == 'X')
            return false;
        const auto kind = pid.value() == tid.value() ? wire::TaskKind::Process : wire::TaskKind::Thread;
        const auto time = nowNs();
        stream.append({.time = time,
                       .value = wire::packIds(pid, tid),
                       .task = numberOf(tid),
                       .object = numberOf(parent),
                       .kind = EventKind::TaskCreated,
                       .detail = static_cast<std::uint16_t>(kind)});
        stream.append({.time = time,
                       .value = wire::packIds(pid, tid),
                       .task = numberOf(tid),
                       .object = m_names.intern(stat->name),
                       .kind = EventKind::TaskNamed});
        return true;
    };
    std::vector<Pid> processes;
    for (const std::uint32_t id : m_round)
        if (const auto& task = m_resolver.task(TaskId{id});
            task.kind == wire::TaskKind::Process && !task.exited)
            processes.push_back(task.pid);
    for (std::size_t i = 0; i < processes.size() && nowNs() < end; ++i) {
        const Pid pid = processes[i];
        const Tid main{pid.value()};
        for (const Tid tid : threadsOf(pid)) {
            introduce(pid, tid, main);
            for (const Pid child : childrenOf(pid, tid))
                if (introduce(child, Tid{child.value()}, tid))
                    processes.push_back(child);
        }
    }
    if (processes.size() != found.size() && nowNs() >= end)
        m_searchSoon = true;  // the rest another time
}

}  // namespace heddle::capture
