// Tasks that lock, wait, put, join and end at random, the stream that tells of them, and a witness who knows
// which of them can never go on: by looking at everything again, in the plainest way there is.
#pragma once

#include <deque>
#include <map>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "tests/support/stream_builder.h"

namespace heddle::model {

class RandomWorld {
public:
    explicit RandomWorld(unsigned seed);

    // One task does one thing; false when nobody can do anything any more.
    bool step();
    // Who can never go on: all who are left when those who can are taken away, again and again.
    [[nodiscard]] std::set<TaskId> stuck() const;

    StreamBuilder s;

private:
    struct Task {
        TaskId process;
        bool hasEnded = false, isWaiting = false, isTimed = false;
        wire::Operation operation = wire::Operation::None;
        ObjectId object{};
        int units = 1;
        TaskId joins{};
    };
    struct Object {
        wire::ObjectKind kind;
        int capacity = 0, level = 0;
        std::vector<TaskId> holders;  // one entry a unit
        bool isWritten = false, cameBack = false, cameForeign = false;
        std::set<TaskId> users;  // processes
        std::deque<TaskId> line;
    };

    std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }
    void add(wire::ObjectKind kind, TaskId creator, int capacity = 0);

    [[nodiscard]] bool sharesWith(const Object& o, const Task& task) const;
    [[nodiscard]] bool isHandedOn(const Object& lock, const Task& waiter) const;
    [[nodiscard]] bool canGoOn(TaskId id, const Task& task, const std::set<TaskId>& can) const;

    void begin(TaskId id, wire::Operation operation, ObjectId object);
    void wait(TaskId id, wire::Operation operation, ObjectId object, Object& o);
    void goOn(TaskId id, ObjectId object);
    TaskId takeFirst(Object& o);

    void use(TaskId id, ObjectId object, Object& o);
    void useQueue(TaskId id, ObjectId object, Object& o);
    void useSemaphore(TaskId id, ObjectId object, Object& o);
    void giveUnits(TaskId id, ObjectId object, Object& o, int units);
    // `given` of its units have just become free, which nobody has been told yet.
    void serveLine(TaskId id, ObjectId object, Object& o, int given);
    // Somebody who waits for units has waited long enough; false: nobody who would.
    bool giveUpWaiting();
    void lock(TaskId id, ObjectId object, Object& o, bool toWrite);
    void unlock(TaskId id, ObjectId object, Object& o);
    void unlockAlone(TaskId id, ObjectId object, Object& o);

    std::mt19937 m_random;
    std::map<TaskId, Task> m_tasks;
    std::vector<std::pair<ObjectId, Object>> m_objects;
};

}  // namespace heddle::model
