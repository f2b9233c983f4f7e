// From events to the state of synchronisation objects: holders, waiters in order, level.
//
// Order: the events of one object are applied in the order of their sequence numbers, whatever the order in
// which the clocks brought them. One that comes early is kept back until those before it have come: a thread
// may lose its CPU between the step that gave it a number and its event, and thousands of events go by
// meanwhile.
// On loss: after kPatience of stream time (kPatienceAfterLoss once the stream told of a loss), or with
// kEarlyLimit kept back in all, the missing numbers are given up, and counted: the object goes on with what
// came and is in doubt (certain == false), until an event says anew what holds.
//
// Invariants: a task waits in at most one queue. A holder that ended while holding stays a holder.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "engine/model/budget.h"
#include "engine/model/deadlock_watch.h"
#include "engine/model/store.h"
#include "engine/model/task_fold.h"

namespace heddle::model {

class ObjectFold {
public:
    static constexpr std::uint32_t kObjectLimit = 1u << 20;   // objects beyond are not taken
    static constexpr std::size_t kHolderLimit = 4096;         // holders of one object beyond are not listed
    static constexpr std::size_t kEarlyLimit = 1u << 16;      // of all objects together: 2 MiB
    static constexpr std::int64_t kPatience = 1'000'000'000;  // ns
    static constexpr std::int64_t kPatienceAfterLoss = 100'000'000;

    ObjectFold(Store& store, TaskFold& tasks, Budget& budget, DeadlockSearch search)
        : m_store(&store), m_tasks(&tasks), m_budget(&budget), m_deadlocks(store, tasks, budget, search) {}

    void setEpoch(std::uint32_t epoch) { m_epoch = epoch; }

    void created(const wire::Event& event, std::int64_t time);
    void named(const wire::Event& event);
    // A wait, an acquisition, an item, a value: whatever is numbered. `time` never runs backwards.
    void apply(const wire::Event& event, std::int64_t time);
    // A message was sent into it, or received from it.
    void messageMoved(const wire::Event& event, std::int64_t time);
    // To be called before each event of the stream.
    void advance(std::int64_t time) {
        if (!m_overdue.empty() && m_overdue.front().since + m_patience <= time)
            giveUpOverdue(time);
        m_deadlocks.advance(time);
    }
    void giveUpAll(std::int64_t time);
    // Of the numbers that never came, how many were given up, and in how many holes.
    struct GivenUp {
        std::uint64_t numbers = 0, holes = 0;
    };
    [[nodiscard]] GivenUp givenUp() const { return m_givenUp; }
    void taskCreated(std::uint32_t task) { m_deadlocks.taskCreated(task); }
    // A thread has blocked in the kernel.
    void threadBlocked(std::uint32_t thread, std::int64_t time) { m_deadlocks.threadBlocked(thread, time); }
    // The task has ended: it waits no more.
    void taskEnded(std::uint32_t task, std::int64_t time);

    // Numbered events were lost: a hole need not be filled any more.
    void lossTold() { m_patience = kPatienceAfterLoss; }
    // Losses: what a thread (or all) may have done to objects is not known.
    void doubtObjectsOf(std::uint32_t thread, std::int64_t time);
    void doubtAll(std::int64_t time);

    [[nodiscard]] const DeadlockWatch& deadlocks() const { return m_deadlocks; }
    void beforeSnapshot(std::int64_t time) { m_deadlocks.beforeSnapshot(time); }

private:
    struct Overdue {
        std::int64_t since;
        std::uint32_t object;  // number
    };
    [[nodiscard]] ObjectRecord* find(std::uint32_t id);
    void applyInOrder(const wire::Event& event, ObjectRecord* object, std::int64_t time);
    void applyEarly(ObjectRecord& object, std::int64_t time);
    void keepBack(ObjectRecord& object, const wire::Event& event, std::int64_t time);
    void giveUpHole(ObjectRecord& object, std::int64_t time);
    void giveUpOverdue(std::int64_t time);

    void changed(const wire::Event& event, ObjectRecord& object, std::int64_t time);
    void waitBegan(const wire::Event& event, ObjectRecord* object, std::int64_t time);
    void waitEnded(const wire::Event& event, ObjectRecord* object, std::int64_t time);
    void granted(const wire::Event& event, ObjectRecord* object, std::int64_t time);
    void acquired(ObjectRecord& object, std::uint32_t task, std::uint32_t units, SiteId site,
                  std::int64_t time);
    void clearHolders(ObjectRecord& object);
    // Its holder ended with it, and `heir` was told.
    void ownerDied(ObjectRecord& object, TaskId heir, std::int64_t time);
    void noteReturn(ObjectRecord& object, const wire::Event& event);
    void released(ObjectRecord& object, std::uint32_t task, std::uint32_t units, TaskId successor,
                  std::int64_t time);
    void setLevel(ObjectRecord& object, std::int64_t level, std::int64_t time);
    void enqueue(ObjectRecord& object, std::uint32_t task, std::int64_t time);
    void dequeue(std::uint32_t task, std::int64_t time);
    [[nodiscard]] bool isOfThread(std::uint32_t task, std::uint32_t thread) const;

    Store* m_store;
    TaskFold* m_tasks;
    Budget* m_budget;
    DeadlockWatch m_deadlocks;
    // Every object that keeps something back, once; those that do no more leave when their turn comes.
    std::deque<Overdue> m_overdue;  // `since` ascends
    std::int64_t m_patience = kPatience;
    std::size_t m_kept = 0;  // events, of all objects
    GivenUp m_givenUp;
    std::uint32_t m_epoch = 1;
};

}  // namespace heddle::model
