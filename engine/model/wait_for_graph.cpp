#include "engine/model/wait_for_graph.h"

#include <algorithm>

namespace heddle::model {

WaitForGraph::WaitForGraph(const Store& store, const TaskFold& tasks, const ScopeTree& scopes,
                           std::int64_t time, bool trustCounts)
    : m_store(&store), m_tasks(&tasks), m_scopes(&scopes), m_time(time), m_trustCounts(trustCounts) {}

// --- what there is ---

std::uint32_t WaitForGraph::nodeOf(Kind kind, std::uint32_t id) {
    const auto [found, isNew] =
        m_indexes.try_emplace(keyOf(kind, id), static_cast<std::uint32_t>(m_nodes.size()));
    if (isNew) {
        m_nodes.emplace_back();
        m_nodes.back().kind = kind;
        m_nodes.back().id = id;
    }
    return found->second;
}

void WaitForGraph::need(std::uint32_t node, Kind kind, std::uint32_t id, std::uint32_t brings) {
    const std::uint32_t needed = nodeOf(kind, id);
    m_nodes[node].needs.push_back({needed, brings});
}

void WaitForGraph::add(std::uint32_t task) {
    std::size_t next = m_nodes.size();
    (void)nodeOf(Kind::Task, task);
    for (; next < m_nodes.size(); ++next) expand(static_cast<std::uint32_t>(next));
}

void WaitForGraph::expandTask(std::uint32_t node) {
    const std::uint32_t task = m_nodes[node].id;
    const TaskRecord& t = m_tasks->record(task);
    if (t.isEnded()) {
        m_nodes[node].canGoOn = t.countsAsLive;
        return;
    }
    const Wait& wait = m_store->waits[t.wait];
    switch (t.waitsForOthers ? enderOf(*m_store, *m_tasks, task) : WaitEnder::Anybody) {
        case WaitEnder::EveryHolder:
            need(node, Kind::Lock, t.waitObject - 1);
            break;
        case WaitEnder::EnoughHolders:
            m_nodes[node].units = std::max<std::uint32_t>(m_nodes[node].units, wait.units);
            need(node, Kind::Units, t.waitObject - 1);
            break;
        case WaitEnder::JoinedTask:
            need(node, Kind::Task, wait.other.value());
            break;
        case WaitEnder::JoinedProcess:
            need(node, Kind::Process, m_tasks->record(wait.other.value()).scope);
            break;
        case WaitEnder::SharingTask:
            need(node, Kind::Scope, m_store->objects[t.waitObject - 1].scope);
            break;
        case WaitEnder::CarriersFiber:
        case WaitEnder::Anybody:
            if (const std::uint32_t occupant = carrierHeldBy(*m_tasks, task, m_time)) {
                m_hasHeldCarriers = true;
                need(node, Kind::Task, occupant);
            } else {
                m_nodes[node].canGoOn = true;
            }
            break;
    }
}

void WaitForGraph::expandUnits(std::uint32_t node) {
    const ObjectRecord& object = m_store->objects[m_nodes[node].id];
    for (const Holder& holder : object.holders) need(node, Kind::Task, holder.task.value(), holder.units);
    if (object.mostWanted <= 1 || m_tasks->isControlled())
        return;
    // Who stands in line needs as much as anybody before it; more than there is comes from somebody else.
    std::uint32_t most = 0;
    for (std::uint32_t w = object.firstWaiter; w != 0; w = m_tasks->record(w).nextWaiter) {
        if (!staysInLine(*m_store, m_tasks->record(w)))
            continue;
        most = std::max<std::uint32_t>(most, m_store->waits[m_tasks->record(w).wait].units);
        const std::uint32_t waiter = nodeOf(Kind::Task, w);
        m_nodes[waiter].units = std::max(m_nodes[waiter].units, most);
        if (most > object.units())
            need(waiter, Kind::Scope, object.scope);
    }
}

void WaitForGraph::expand(std::uint32_t node) {
    const std::uint32_t id = m_nodes[node].id;
    switch (m_nodes[node].kind) {
        case Kind::Task:
            expandTask(node);
            break;
        case Kind::Lock:
            for (const Holder& holder : m_store->objects[id].holders)
                need(node, Kind::Task, holder.task.value());
            break;
        case Kind::Units:
            expandUnits(node);
            break;
        case Kind::Process:
            if (m_trustCounts && m_scopes->own(id).hasFree()) {
                m_nodes[node].canGoOn = true;
                break;
            }
            listTasksByScope();
            for (const std::uint32_t task : m_tasksOf[id]) need(node, Kind::Task, task);
            break;
        case Kind::Scope:
            if (m_trustCounts && m_scopes->hasFree(id)) {
                m_nodes[node].canGoOn = true;
                break;
            }
            listTasksByScope();
            need(node, Kind::Process, id);
            for (const std::uint32_t child : m_childrenOf[id]) need(node, Kind::Scope, child);
            break;
    }
}

void WaitForGraph::listTasksByScope() {
    if (!m_tasksOf.empty())
        return;
    m_tasksOf.resize(m_scopes->count());
    m_childrenOf.resize(m_scopes->count());
    for (std::uint32_t task = 1; task <= m_tasks->count(); ++task) {
        if (m_tasks->record(task).countsAsLive)
            m_tasksOf[m_tasks->record(task).scope].push_back(task);
    }
    for (std::uint32_t scope = 1; scope < m_scopes->count(); ++scope)
        m_childrenOf[m_scopes->parent(scope)].push_back(scope);
}

// --- who can go on ---

void WaitForGraph::solve() {
    // Edges the other way, one array: those of node i from first[i] on.
    struct User {
        std::uint32_t node, brings;
    };
    const auto count = static_cast<std::uint32_t>(m_nodes.size());
    std::vector<std::uint32_t> first(count + 1, 0);
    for (const Node& node : m_nodes) {
        for (const Need& need : node.needs) ++first[need.node + 1];
    }
    for (std::size_t i = 1; i <= count; ++i) first[i] += first[i - 1];
    std::vector<User> users(first[count]);
    std::vector<std::uint32_t> next = first;
    for (std::uint32_t i = 0; i < count; ++i) {
        for (const Need& need : m_nodes[i].needs) users[next[need.node]++] = {i, need.brings};
    }
    std::vector<std::uint32_t> work;
    const auto letGo = [&](std::uint32_t node) {
        if (!m_nodes[node].canGoOn) {
            m_nodes[node].canGoOn = true;
            work.push_back(node);
        }
    };
    // Lock: holders that cannot go on. Units: units that are there; those who ask for few are served first.
    std::vector<std::int64_t> counts(count);
    const auto serve = [&](std::uint32_t node) {
        for (; next[node] < first[node + 1]; ++next[node]) {
            const std::uint32_t user = users[next[node]].node;
            if (m_nodes[user].units > counts[node])
                return;
            letGo(user);
        }
        m_nodes[node].canGoOn = true;
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        const Node& node = m_nodes[i];
        if (node.canGoOn)
            work.push_back(i);
        if (node.kind == Kind::Lock)
            counts[i] = static_cast<std::int64_t>(node.needs.size());
        if (node.kind != Kind::Units)
            continue;
        counts[i] = m_store->objects[node.id].level;
        next[i] = first[i];
        std::sort(users.begin() + first[i], users.begin() + first[i + 1],
                  [this](User a, User b) { return m_nodes[a.node].units < m_nodes[b.node].units; });
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        if (m_nodes[i].kind == Kind::Units)
            serve(i);
    }
    while (!work.empty()) {
        const std::uint32_t at = work.back();
        work.pop_back();
        for (std::uint32_t u = first[at]; u < first[at + 1]; ++u) {
            const auto [user, brings] = users[u];
            switch (m_nodes[user].kind) {
                case Kind::Units:
                    counts[user] += brings;
                    serve(user);
                    break;
                case Kind::Lock:
                    if (--counts[user] == 0)
                        letGo(user);
                    break;
                case Kind::Task:
                case Kind::Process:
                case Kind::Scope:
                    letGo(user);
                    break;
            }
        }
    }
}

bool WaitForGraph::isStuckTask(std::uint32_t node) const {
    const Node& n = m_nodes[node];
    return n.kind == Kind::Task && !n.canGoOn && !m_tasks->record(n.id).isEnded();
}

bool WaitForGraph::isStuck(std::uint32_t task) const {
    const auto found = m_indexes.find(keyOf(Kind::Task, task));
    return found != m_indexes.end() && isStuckTask(found->second);
}

}  // namespace heddle::model
