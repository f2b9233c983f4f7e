// What a stream says about each task, added up.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/wire/event.h"
#include "engine/wire/event_ring.h"

namespace heddle::test {

struct Told {
    int tid = 0;
    std::uint64_t created = 0, exited = 0;
    std::int64_t runningNs = 0, blockedNs = 0, newNs = 0;
    std::int64_t wokenNs = 0, preemptedNs = 0;  // ready after a wake-up, and after a preemption
    std::int64_t voluntary = 0, involuntary = 0;
    std::uint64_t since = 0;  // of the present state
    std::int64_t Told::*state = &Told::newNs;

    [[nodiscard]] std::int64_t readyNs() const { return wokenNs + preemptedNs; }
    void enter(std::int64_t Told::*next, std::uint64_t time) {
        this->*state += static_cast<std::int64_t>(time - since);
        state = next;
        since = time;
    }
};

// Up to `until`, where given.
inline std::map<std::uint32_t, Told> account(const std::vector<wire::Event>& stream,
                                             std::uint64_t until = ~0ull) {
    using wire::EventKind;
    std::map<std::uint32_t, Told> tasks;
    for (const wire::Event& e : stream) {
        if (e.time > until)
            break;
        const bool preempted = e.value == static_cast<std::uint64_t>(wire::SwitchReason::Preempted);
        switch (e.kind) {
            case EventKind::TaskCreated:
                tasks[e.task].tid = wire::tidOf(e).value();
                tasks[e.task].created = tasks[e.task].since = e.time;
                break;
            case EventKind::TaskAdmitted:
            case EventKind::Woken:
                tasks[e.task].enter(&Told::wokenNs, e.time);
                break;
            case EventKind::SwitchedIn:
                tasks[e.task].enter(&Told::runningNs, e.time);
                break;
            case EventKind::SwitchedOut:
                ++(preempted ? tasks[e.task].involuntary : tasks[e.task].voluntary);
                tasks[e.task].enter(preempted ? &Told::preemptedNs : &Told::blockedNs, e.time);
                break;
            case EventKind::TaskExited:
                tasks[e.task].enter(tasks[e.task].state, e.time);
                tasks[e.task].exited = e.time;
                break;
            default:
                break;
        }
    }
    if (until != ~0ull)
        for (auto& [id, task] : tasks)
            if (task.exited == 0)
                task.enter(task.state, until);
    return tasks;
}

inline const Told* find(const std::map<std::uint32_t, Told>& tasks, int tid) {
    for (const auto& [id, task] : tasks)
        if (task.tid == tid)
            return &task;
    return nullptr;
}

inline std::map<std::uint32_t, std::string> textsOf(const std::vector<wire::Event>& stream) {
    std::map<std::uint32_t, std::string> texts;
    for (const wire::Event& e : stream)
        if (e.kind == wire::EventKind::TextPiece)
            wire::appendTextPiece(e, texts[e.task]);
    return texts;
}

}  // namespace heddle::test
