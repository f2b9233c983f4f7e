// From events to the state of synchronisation objects: holders, waiters in order, level.
//
// Order: the events of one object are applied in the order of their sequence numbers, whatever the order in
// which the clocks brought them. One that comes early is kept back until those before it have come. On loss:
// after kPatience of stream time, or with kEarlyLimit kept back, the missing numbers count as lost: the
// object goes on with what came and is in doubt (certain == false), until an event says anew what holds.
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
    static constexpr std::uint32_t kObjectLimit = 1u << 20;  // objects beyond are not taken
    static constexpr std::size_t kHolderLimit = 4096;        // holders of one object beyond are not listed
    static constexpr std::size_t kEarlyLimit = 64;
    static constexpr std::int64_t kPatience = 10'000'000;  // ns

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
        if (!m_overdue.empty() && m_overdue.front().deadline <= time)
            giveUpOverdue(time);
        m_deadlocks.advance(time);
    }
    void giveUpAll(std::int64_t time);
    void taskCreated(std::uint32_t task) { m_deadlocks.taskCreated(task); }
    // A thread has blocked in the kernel.
    void threadBlocked(std::uint32_t thread, std::int64_t time) { m_deadlocks.threadBlocked(thread, time); }
    // The task has ended: it waits no more.
    void taskEnded(std::uint32_t task, std::int64_t time);

    // Losses: what a thread (or all) may have done to objects is not known.
    void doubtObjectsOf(std::uint32_t thread, std::int64_t time);
    void doubtAll(std::int64_t time);

    [[nodiscard]] const DeadlockWatch& deadlocks() const { return m_deadlocks; }
    void beforeSnapshot(std::int64_t time) { m_deadlocks.beforeSnapshot(time); }

private:
    struct Overdue {
        std::int64_t deadline;
        std::uint32_t object;  // number
    };
    [[nodiscard]] ObjectRecord* find(std::uint32_t id);
    void applyInOrder(const wire::Event& event, ObjectRecord* object, std::int64_t time);
    void applyEarly(ObjectRecord& object, std::int64_t time);
    void giveUp(ObjectRecord& object, std::int64_t time);
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
    std::deque<Overdue> m_overdue;  // deadlines ascend
    std::uint32_t m_epoch = 1;
};

}  // namespace heddle::model
