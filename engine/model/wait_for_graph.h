// Who depends on whom at one moment, and who can never go on again.
//
// A task that waits needs what can end its wait (wait_ender.h): every one of some tasks, as many of some as
// bring the units that it asks for, or anybody of a scope. A task can go on if it waits for nobody, or if
// what it needs can go on; the others are stuck: the greatest set of waiting tasks none of which needs only
// tasks outside of it. It is computed as the rest that the least fixpoint of "can go on" leaves, in time
// linear in nodes and edges. For locks alone this is Holt's reduction of a general resource graph (Some
// Deadlock Properties of Computer Systems, 1972); with "any one of" it is the AND-OR model, with "so many of"
// the k-out-of-n model, where being stuck, unlike in the AND model, is not the same as a cycle (Knapp,
// Deadlock Detection in Distributed Databases, 1987). A semaphore is one node: it counts the units that its
// holders bring, and lets those go on who ask for no more.
//
// A graph is made for one question and thrown away.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/model/scope_tree.h"
#include "engine/model/wait_ender.h"

namespace heddle::model {

class WaitForGraph {
public:
    // `trustCounts`: the scopes' counts tell who could still do something; false: look at each task.
    WaitForGraph(const Store& store, const TaskFold& tasks, const ScopeTree& scopes, std::int64_t time,
                 bool trustCounts);

    // The task and all that its going on depends on.
    void add(std::uint32_t task);
    // To be called once, after the last add().
    void solve();

    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    // Valid after solve().
    [[nodiscard]] bool isStuck(std::uint32_t task) const;
    [[nodiscard]] bool hasHeldCarriers() const { return m_hasHeldCarriers; }

    // Stuck tasks that need each other, or one that needs nobody who is left. Knots that consist of daemons
    // waiting for work count only if somebody else waits for them.
    struct Knot {
        Deadlock::Shape shape = Deadlock::Shape::Circle;
        std::vector<std::uint32_t> circle;     // in order; begins with the last one that began to wait
        std::vector<std::uint32_t> entangled;  // the others of the knot
        std::vector<std::uint32_t> behind;     // they need the knot, it does not need them
    };
    [[nodiscard]] std::vector<Knot> knots() const;

private:
    enum class Kind : std::uint8_t {
        Task,     // needs one thing
        Lock,     // needs all its holders
        Units,    // a semaphore: needs its holders, and what it has of them is there for who needs it
        Process,  // needs any task of a process
        Scope,    // needs any task of a process or of its descendants
    };
    struct Need {
        std::uint32_t node;
        std::uint32_t brings;  // units, to a node of that kind
    };
    struct Node {
        Kind kind;
        bool canGoOn = false;  // Units: all who need it can
        std::uint32_t id = 0;
        std::uint32_t units = 1;  // Task that needs Units: how many have to be there
        std::vector<Need> needs;
    };
    [[nodiscard]] static std::uint64_t keyOf(Kind kind, std::uint32_t id) {
        return std::uint64_t{id} << 8 | static_cast<std::uint64_t>(kind);
    }
    [[nodiscard]] std::uint32_t nodeOf(Kind kind, std::uint32_t id);
    void expand(std::uint32_t node);
    void expandTask(std::uint32_t node);
    void expandUnits(std::uint32_t node);
    void need(std::uint32_t node, Kind kind, std::uint32_t id, std::uint32_t brings = 1);
    void listTasksByScope();
    [[nodiscard]] bool isStuckTask(std::uint32_t node) const;
    [[nodiscard]] bool holdsItselfUp(std::uint32_t task) const;
    [[nodiscard]] bool waitsForWork(std::uint32_t task) const;
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> stuckUsers() const;
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> components() const;
    [[nodiscard]] std::vector<bool> concerning() const;
    [[nodiscard]] std::vector<std::uint32_t> circleIn(const std::vector<std::uint32_t>& component) const;

    const Store* m_store;
    const TaskFold* m_tasks;
    const ScopeTree* m_scopes;
    std::int64_t m_time;
    bool m_trustCounts;
    bool m_hasHeldCarriers = false;
    std::vector<Node> m_nodes;
    std::unordered_map<std::uint64_t, std::uint32_t> m_indexes;
    std::vector<std::vector<std::uint32_t>> m_tasksOf, m_childrenOf;  // by scope; made when first needed
};

}  // namespace heddle::model
