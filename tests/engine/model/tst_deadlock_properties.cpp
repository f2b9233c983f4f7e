// The watch against a witness that looks at everything again after each event, in the plainest way there is:
// on random runs of tasks that lock, wait, put, join, end.
#include <QTest>

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <set>

#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::ObjectKind;
using wire::Operation;

namespace {

// Tasks and objects as they are, and the stream that tells of them.
class World {
public:
    explicit World(unsigned seed) : m_random(seed) {
        const TaskId root = s.process("root");
        const TaskId child = s.process("child", root);
        m_tasks = {{root, {root}}, {child, {child}}};
        for (int i = 0; i < 3; ++i) m_tasks[s.thread(root, "R")] = {root};
        for (int i = 0; i < 3; ++i) m_tasks[s.thread(child, "C")] = {child};
        add(ObjectKind::Mutex, root);
        add(ObjectKind::Mutex, root);
        add(ObjectKind::Mutex, child);
        add(ObjectKind::SharedMutex, root);
        add(ObjectKind::SharedMutex, root);
        add(ObjectKind::Semaphore, root, 2);
        add(ObjectKind::Semaphore, child, 1);
        add(ObjectKind::Queue, root, 1);
        add(ObjectKind::Queue, child, 2);
        add(ObjectKind::Event, root);
        add(ObjectKind::Condition, child);
    }

    // One task does one thing; false when nobody can do anything any more.
    bool step() {
        std::vector<TaskId> free;
        for (const auto& [id, task] : m_tasks) {
            if (!task.hasEnded && !task.isWaiting)
                free.push_back(id);
        }
        if (free.empty())
            return false;
        const TaskId id = free[below(free.size())];
        const unsigned what = below(40);
        if (what == 0) {
            m_tasks[id].hasEnded = true;
            s.exit(id).after(20ms).counter(id, wire::CounterKind::CpuTime, 1);
            for (auto& [other, task] : m_tasks) {
                if (task.isWaiting && task.operation == Operation::Join && task.joins == id)
                    goOn(other, {});
            }
        } else if (what == 1) {
            const TaskId other{1 + below(m_tasks.size())};
            if (!m_tasks[other].hasEnded) {
                begin(id, Operation::Join, {});
                m_tasks[id].joins = other;
                s.join(id, other);
            }
        } else {
            auto& [object, o] = *std::next(m_objects.begin(), static_cast<long>(below(m_objects.size())));
            use(id, object, o);
        }
        return true;
    }

    // Who can never go on: all who are left when those who can are taken away, again and again.
    std::set<TaskId> stuck() const {
        std::set<TaskId> can;
        for (bool hasChanged = true; hasChanged;) {
            hasChanged = false;
            for (const auto& [id, task] : m_tasks) {
                if (!task.hasEnded && !can.contains(id) && canGoOn(id, task, can))
                    hasChanged = can.insert(id).second;
            }
        }
        std::set<TaskId> rest;
        for (const auto& [id, task] : m_tasks) {
            if (!task.hasEnded && !can.contains(id))
                rest.insert(id);
        }
        return rest;
    }

    StreamBuilder s;

private:
    struct Task {
        TaskId process;
        bool hasEnded = false, isWaiting = false, isTimed = false;
        Operation operation = Operation::None;
        ObjectId object{};
        TaskId joins{};
    };
    struct Object {
        ObjectKind kind;
        int capacity = 0, level = 0;
        std::vector<TaskId> holders;  // one entry a unit
        bool isWritten = false, cameBack = false, cameForeign = false;
        std::set<TaskId> users;  // processes
        std::deque<TaskId> line;
    };

    std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }

    void add(ObjectKind kind, TaskId creator, int capacity = 0) {
        const int initial = kind == ObjectKind::Semaphore ? capacity : 0;
        m_objects.emplace_back(s.object(kind, "O", creator, capacity, initial),
                               Object{kind, capacity, initial, {}, false, false, false, {creator}, {}});
    }

    bool sharesWith(const Object& o, const Task& task) const {
        const TaskId root{1};
        return o.users.contains(root) || o.users.contains(task.process);
    }

    bool canGoOn(TaskId id, const Task& task, const std::set<TaskId>& can) const {
        if (!task.isWaiting || task.isTimed)
            return true;
        const auto isOneOf = [&can](TaskId t) { return can.contains(t); };
        if (task.operation == Operation::Join) {
            if (m_tasks.at(task.joins).process != task.joins)
                return can.contains(task.joins);
            return std::any_of(m_tasks.begin(), m_tasks.end(), [&](const auto& other) {
                return other.second.process == task.joins && can.contains(other.first);
            });
        }
        const Object& o = std::find_if(m_objects.begin(), m_objects.end(), [&](const auto& entry) {
                              return entry.first == task.object;
                          })->second;
        switch (o.kind) {
            case ObjectKind::Mutex: {
                // A lock outlives the process of its holder: the next in another process gets it.
                const Task& holder = m_tasks.at(o.holders.front());
                const bool isHandedOn =
                    holder.hasEnded && m_tasks.at(holder.process).hasEnded && holder.process != task.process;
                return isHandedOn || can.contains(o.holders.front());
            }
            case ObjectKind::SharedMutex: {
                if (task.operation == Operation::LockShared && !o.isWritten) {
                    bool isBehindAWriter = false;
                    for (const TaskId ahead : o.line) {
                        if (ahead == id)
                            break;
                        const Task& t = m_tasks.at(ahead);
                        isBehindAWriter |= t.operation == Operation::Lock && !t.isTimed;
                    }
                    if (!isBehindAWriter)
                        return true;
                }
                return std::all_of(o.holders.begin(), o.holders.end(), isOneOf);
            }
            case ObjectKind::Semaphore:
                if (o.cameBack && !o.cameForeign && !o.holders.empty())
                    return std::any_of(o.holders.begin(), o.holders.end(), isOneOf);
                [[fallthrough]];
            default:
                return std::any_of(m_tasks.begin(), m_tasks.end(), [&](const auto& other) {
                    return can.contains(other.first) && sharesWith(o, other.second);
                });
        }
    }

    void begin(TaskId id, Operation operation, ObjectId object) {
        Task& task = m_tasks[id];
        task.isWaiting = true;
        task.operation = operation;
        task.object = object;
        task.isTimed = false;
    }
    void wait(TaskId id, Operation operation, ObjectId object, Object& o) {
        begin(id, operation, object);
        o.line.push_back(id);
        m_tasks[id].isTimed = below(8) == 0;
        if (m_tasks[id].isTimed)
            s.timedWait(id, operation, object);
        else
            s.wait(id, operation, object);
    }
    void goOn(TaskId id, ObjectId object) {
        m_tasks[id].isWaiting = false;
        s.waitEnd(id, object);
    }
    TaskId takeFirst(Object& o) {
        const TaskId first = o.line.front();
        o.line.pop_front();
        return first;
    }

    void use(TaskId id, ObjectId object, Object& o) {
        o.users.insert(m_tasks[id].process);
        const auto held = std::find(o.holders.begin(), o.holders.end(), id);
        switch (o.kind) {
            case ObjectKind::Mutex:
                if (held != o.holders.end() && below(20) != 0) {
                    giveBack(id, object, o, 1);
                } else if (o.holders.empty()) {
                    o.holders.push_back(id);
                    s.acquire(id, object);
                } else {
                    wait(id, Operation::Lock, object, o);
                }
                break;
            case ObjectKind::SharedMutex:
                if (held != o.holders.end() && below(20) != 0)
                    unlock(id, object, o);
                else if (const bool toWrite = below(2) == 0;
                         o.line.empty() && (o.holders.empty() || (!toWrite && !o.isWritten)))
                    lock(id, object, o, toWrite);
                else
                    wait(id, toWrite ? Operation::Lock : Operation::LockShared, object, o);
                break;
            case ObjectKind::Semaphore:
                if (held != o.holders.end() ? below(3) != 0 : below(50) == 0) {
                    giveBack(id, object, o, 1);
                } else if (o.level > 0 && o.line.empty()) {
                    --o.level;
                    o.holders.push_back(id);
                    s.acquire(id, object);
                } else {
                    wait(id, Operation::Acquire, object, o);
                }
                break;
            case ObjectKind::Queue:
                useQueue(id, object, o);
                break;
            default: {
                const bool isEvent = o.kind == ObjectKind::Event;
                if (below(3) != 0) {
                    wait(id, isEvent ? Operation::WaitEvent : Operation::WaitCondition, object, o);
                    break;
                }
                s.set(id, object, 0);  // a pulse
                while (!o.line.empty()) {
                    const TaskId first = takeFirst(o);
                    s.grant(id, object, first, 0);
                    goOn(first, object);
                }
                break;
            }
        }
    }

    void useQueue(TaskId id, ObjectId object, Object& o) {
        const bool puts = below(2) == 0;
        if (puts ? o.level == o.capacity : o.level == 0) {
            wait(id, puts ? Operation::Put : Operation::Get, object, o);
            return;
        }
        puts ? s.put(id, object) : s.take(id, object);
        if (o.line.empty()) {
            o.level += puts ? 1 : -1;
            return;
        }
        const TaskId first = takeFirst(o);  // it waited for just that
        s.grant(id, object, first, 0);
        puts ? s.take(first, object) : s.put(first, object);
        goOn(first, object);
    }

    void giveBack(TaskId id, ObjectId object, Object& o, int units) {
        const auto held = std::find(o.holders.begin(), o.holders.end(), id);
        (held == o.holders.end() ? o.cameForeign : o.cameBack) = true;
        if (held != o.holders.end())
            o.holders.erase(held);
        if (o.line.empty()) {
            o.level += units;
            s.release(id, object, units);
            return;
        }
        const TaskId first = takeFirst(o);
        o.holders.push_back(first);
        s.grant(id, object, first, units);
        goOn(first, object);
    }

    void lock(TaskId id, ObjectId object, Object& o, bool toWrite) {
        o.holders.push_back(id);
        o.isWritten = toWrite;
        s.acquire(id, object, toWrite ? wire::kAllUnits : 1);
    }
    void unlock(TaskId id, ObjectId object, Object& o) {
        o.holders.erase(std::find(o.holders.begin(), o.holders.end(), id));
        s.release(id, object, o.isWritten ? wire::kAllUnits : 1);
        o.isWritten = o.isWritten && !o.holders.empty();
        while (!o.line.empty()) {
            const TaskId first = o.line.front();
            const bool toWrite = m_tasks[first].operation == Operation::Lock;
            if (o.isWritten || (toWrite && !o.holders.empty()))
                return;
            takeFirst(o);
            goOn(first, object);
            lock(first, object, o, toWrite);
        }
    }

    std::mt19937 m_random;
    std::map<TaskId, Task> m_tasks;
    std::vector<std::pair<ObjectId, Object>> m_objects;
};

std::set<TaskId> stuckIn(const Snapshot& snapshot) {
    std::set<TaskId> stuck;
    for (const Deadlock& deadlock : snapshot.deadlocks()) {
        if (deadlock.brokenAt)
            continue;
        for (const auto* tasks : {&deadlock.tasks, &deadlock.entangled, &deadlock.behind}) {
            for (const TaskId task : *tasks) {
                if (snapshot.task(task)->isAlive())
                    stuck.insert(task);
            }
        }
    }
    return stuck;
}

QList<unsigned> listed(const std::set<TaskId>& tasks) {
    QList<unsigned> list;
    for (const TaskId task : tasks) list.append(task.value());
    return list;
}

}  // namespace

class DeadlockPropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWatchFindsWhoIsStuckAtEachStepAndNobodyElse_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 1000; ++seed) QTest::addRow("seed %u", seed) << seed;
    }
    void theWatchFindsWhoIsStuckAtEachStepAndNobodyElse() {
        QFETCH(unsigned, seed);
        World world{seed};
        Model model;
        for (int step = 0; step < 300 && world.step(); ++step) {
            model.apply(world.s.takeEvents());
            const SnapshotPtr snapshot = model.snapshot(world.s.now());
            QCOMPARE(listed(stuckIn(*snapshot)), listed(world.stuck()));
            m_foundStuck += world.stuck().empty() ? 0 : 1;
            for (const Deadlock& deadlock : snapshot->deadlocks()) {
                QCOMPARE(deadlock.tasks.size(), deadlock.edges.size());
                QCOMPARE(deadlock.tasks.size(), deadlock.objects.size());
                QVERIFY(deadlock.at <= world.s.now());
            }
        }
    }
    void cleanupTestCase() { QVERIFY(m_foundStuck > 1000); }  // the runs were not without deadlocks

private:
    int m_foundStuck = 0;
};

QTEST_GUILESS_MAIN(DeadlockPropertiesTest)
#include "tst_deadlock_properties.moc"
