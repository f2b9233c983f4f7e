#include "tests/bench/model_streams.h"

#include <algorithm>
#include <deque>
#include <random>

namespace heddle::bench {

using wire::Event;
using wire::EventKind;

namespace {

// A program that shares locks, as tracepoints and runtime tell of it: two CPUs, a lock for each four tasks,
// switches, wake-ups, locks mostly free, now and then waited for and handed on. Nobody takes two locks.
class Program {
public:
    Program(std::vector<Event>& stream, std::uint64_t time, std::uint32_t tasks)
        : m_stream(stream),
          m_time(time),
          m_locks(std::max(1u, tasks / 4)),
          m_holds(tasks + 1),
          m_wasGranted(tasks + 1),
          m_owners(m_locks + 1),
          m_sequences(m_locks + 1),
          m_lines(m_locks + 1) {
        for (std::uint32_t o = 1; o <= m_locks; ++o)
            m_stream.push_back(
                {.time = ++m_time, .task = 1, .object = o, .kind = EventKind::ObjectCreated, .detail = 1});
        for (std::uint32_t t = 1; t <= tasks; ++t) m_ready.push_back(t);
    }

    void run(std::size_t events) {
        while (m_stream.size() < events) step(static_cast<std::uint16_t>(m_random() % 2));
    }

private:
    void step(std::uint16_t cpu) {
        const std::uint32_t task = m_on[cpu];
        if (task == 0)
            dispatch(cpu);
        else if (const std::uint32_t lock = m_holds[task]; lock != 0 && m_random() % 8 != 0)
            giveBack(task, lock, cpu);
        else if (m_random() % 8 == 0)
            leave(cpu, wire::SwitchReason::Preempted);
        else if (lock == 0)
            take(task, 1 + static_cast<std::uint32_t>(m_random()) % m_locks, cpu);
    }
    void dispatch(std::uint16_t cpu) {
        if (m_ready.empty())
            return;
        const std::uint32_t task = m_on[cpu] = m_ready.front();
        m_ready.pop_front();
        add({.time = m_time += 300, .task = task, .kind = EventKind::SwitchedIn, .detail = cpu});
        if (m_wasGranted[task])
            onLock(EventKind::WaitEnded, task, m_holds[task], 0);
        m_wasGranted[task] = false;
    }
    void leave(std::uint16_t cpu, wire::SwitchReason why) {
        add({.time = m_time += 200,
             .value = static_cast<std::uint64_t>(why),
             .task = m_on[cpu],
             .kind = EventKind::SwitchedOut,
             .detail = cpu});
        if (why == wire::SwitchReason::Preempted)
            m_ready.push_back(m_on[cpu]);
        m_on[cpu] = 0;
    }
    void take(std::uint32_t task, std::uint32_t lock, std::uint16_t cpu) {
        if (m_owners[lock] == 0) {
            m_owners[lock] = task;
            m_holds[task] = lock;
            onLock(EventKind::Acquired, task, lock, 0);
            return;
        }
        m_lines[lock].push_back(task);
        onLock(EventKind::WaitBegan, task, lock, 0);
        leave(cpu, wire::SwitchReason::Blocked);
    }
    void giveBack(std::uint32_t task, std::uint32_t lock, std::uint16_t cpu) {
        m_holds[task] = 0;
        if (m_lines[lock].empty()) {
            m_owners[lock] = 0;
            onLock(EventKind::Released, task, lock, 0);
            return;
        }
        const std::uint32_t next = m_owners[lock] = m_lines[lock].front();
        m_lines[lock].pop_front();
        m_holds[next] = lock;
        m_wasGranted[next] = true;
        m_ready.push_back(next);
        onLock(EventKind::Granted, task, lock, next);
        add({.time = m_time += 100, .task = next, .object = task, .kind = EventKind::Woken, .detail = cpu});
    }
    void onLock(EventKind kind, std::uint32_t task, std::uint32_t lock, std::uint32_t other) {
        add({.time = m_time += 50,
             .value = wire::packPair(other, ++m_sequences[lock]),
             .task = task,
             .object = lock,
             .site = 1 + lock % 7,
             .kind = kind,
             .detail = 1});
    }
    void add(const Event& event) { m_stream.push_back(event); }

    std::vector<Event>& m_stream;
    std::uint64_t m_time;
    std::uint32_t m_locks;
    std::mt19937 m_random{1};
    std::uint32_t m_on[2] = {0, 0};
    std::deque<std::uint32_t> m_ready;
    std::vector<std::uint32_t> m_holds;
    std::vector<bool> m_wasGranted;
    std::vector<std::uint32_t> m_owners, m_sequences;
    std::vector<std::deque<std::uint32_t>> m_lines;
};

}  // namespace

std::vector<Event> makeStream(std::size_t events, std::uint32_t tasks, Mix mix) {
    std::vector<Event> stream;
    stream.reserve(events + tasks + 16);
    std::uint64_t time = 1'000'000;
    const auto source = mix == Mix::Switches ? wire::KernelSource::Switches : wire::KernelSource::Tracepoints;
    stream.push_back(
        {.time = time, .kind = EventKind::SourceUsed, .detail = static_cast<std::uint16_t>(source)});
    for (std::uint32_t t = 1; t <= tasks; ++t)
        stream.push_back({.time = ++time,
                          .value = wire::packPair(100, 99 + t),
                          .task = t,
                          .object = t == 1 ? 0u : 1u,
                          .kind = EventKind::TaskCreated,
                          .detail = static_cast<std::uint16_t>(t == 1 ? wire::TaskKind::Process
                                                                      : wire::TaskKind::Thread)});
    if (mix == Mix::Program) {
        Program{stream, time, tasks}.run(events);
        return stream;
    }
    std::mt19937 twister{1};
    const auto random = [&twister] { return static_cast<std::uint32_t>(twister()); };
    if (mix == Mix::Locks) {
        for (std::uint32_t o = 1; o <= 64; ++o)
            stream.push_back(
                {.time = ++time, .task = 1, .object = o, .kind = EventKind::ObjectCreated, .detail = 1});
        std::uint32_t sequences[65] = {};
        while (stream.size() < events) {
            const std::uint32_t task = 1 + random() % tasks, object = 1 + random() % 64;
            stream.push_back({.time = time += 20,
                              .value = ++sequences[object],
                              .task = task,
                              .object = object,
                              .site = 1 + object % 7,
                              .kind = EventKind::Acquired,
                              .detail = 1});
            stream.push_back({.time = time += 30,
                              .value = ++sequences[object],
                              .task = task,
                              .object = object,
                              .kind = EventKind::Released,
                              .detail = 1});
        }
        return stream;
    }
    if (mix == Mix::Waits) {
        // Each lock goes round: taken, waited for by a line of tasks, handed on. At any time about half wait.
        const std::uint32_t locks = std::max(1u, tasks / 8);
        std::vector<std::deque<std::uint32_t>> lines(locks + 1);
        std::vector<std::uint32_t> sequences(locks + 1), owners(locks + 1);
        std::vector<bool> isBusy(tasks + 1);
        const auto add = [&](EventKind kind, std::uint32_t task, std::uint32_t lock, std::uint32_t other,
                             std::uint16_t detail) {
            stream.push_back({.time = time += 50,
                              .value = wire::packPair(other, ++sequences[lock]),
                              .task = task,
                              .object = lock,
                              .site = 1 + lock % 7,
                              .kind = kind,
                              .detail = detail});
        };
        for (std::uint32_t o = 1; o <= locks; ++o)
            stream.push_back(
                {.time = ++time, .task = 1, .object = o, .kind = EventKind::ObjectCreated, .detail = 1});
        while (stream.size() < events) {
            const std::uint32_t lock = 1 + random() % locks, task = 1 + random() % tasks;
            const bool isOwned = owners[lock] != 0;
            if (isOwned && (lines[lock].size() > 3 || random() % 2 == 0)) {
                const std::uint32_t owner = owners[lock];
                isBusy[owner] = false;
                owners[lock] = lines[lock].empty() ? 0 : lines[lock].front();
                if (owners[lock] == 0) {
                    add(EventKind::Released, owner, lock, 0, 1);
                } else {
                    lines[lock].pop_front();
                    add(EventKind::Granted, owner, lock, owners[lock], 1);
                    add(EventKind::WaitEnded, owners[lock], lock, 0, 1);
                }
            } else if (!isBusy[task]) {
                isBusy[task] = true;
                if (isOwned) {
                    lines[lock].push_back(task);
                    add(EventKind::WaitBegan, task, lock, 0, 1);
                } else {
                    owners[lock] = task;
                    add(EventKind::Acquired, task, lock, 0, 1);
                }
            }
        }
        return stream;
    }
    std::uint32_t on[2] = {0, 0};
    while (stream.size() < events) {
        const auto cpu = static_cast<std::uint16_t>(random() % 2);
        std::uint32_t next = 1 + random() % tasks;
        if (next == on[1 - cpu])
            continue;
        if (on[cpu] != 0)
            stream.push_back({.time = time += 300,
                              .value = random() % 4 == 0 ? 1u : 2u,
                              .task = on[cpu],
                              .kind = EventKind::SwitchedOut,
                              .detail = cpu});
        if (mix == Mix::Tracepoints)
            stream.push_back(
                {.time = time += 100, .task = next, .object = on[1 - cpu], .kind = EventKind::Woken});
        stream.push_back({.time = time += 200, .task = next, .kind = EventKind::SwitchedIn, .detail = cpu});
        on[cpu] = next;
    }
    return stream;
}

}  // namespace heddle::bench
