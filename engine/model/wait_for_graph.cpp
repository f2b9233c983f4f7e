#include "engine/model/wait_for_graph.h"

#include <algorithm>
#include <deque>

namespace heddle::model {

namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

}  // namespace

WaitForGraph::WaitForGraph(const Store& store, const TaskFold& tasks, const ScopeTree& scopes,
                           std::int64_t time, bool trustCounts)
    : m_store(&store), m_tasks(&tasks), m_scopes(&scopes), m_time(time), m_trustCounts(trustCounts) {}

// --- what there is ---

std::uint32_t WaitForGraph::nodeOf(Kind kind, std::uint32_t id) {
    const auto [found, isNew] =
        m_indexes.try_emplace(std::uint64_t{id} << 8 | static_cast<std::uint64_t>(kind),
                              static_cast<std::uint32_t>(m_nodes.size()));
    if (isNew) {
        m_nodes.emplace_back();
        m_nodes.back().kind = kind;
        m_nodes.back().id = id;
    }
    return found->second;
}

void WaitForGraph::need(std::uint32_t node, Kind kind, std::uint32_t id) {
    const std::uint32_t needed = nodeOf(kind, id);
    m_nodes[node].needs.push_back(needed);
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
        case WaitEnder::OneHolder:
            need(node, Kind::Object, t.waitObject - 1);
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

void WaitForGraph::expand(std::uint32_t node) {
    const std::uint32_t id = m_nodes[node].id;
    switch (m_nodes[node].kind) {
        case Kind::Task:
            expandTask(node);
            break;
        case Kind::Object:
            m_nodes[node].needsAll = m_store->objects[id].isMutexLike();
            for (const Holder& holder : m_store->objects[id].holders)
                need(node, Kind::Task, holder.task.value());
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
    std::vector<std::uint32_t> first(m_nodes.size() + 1, 0);
    for (const Node& node : m_nodes) {
        for (const std::uint32_t needed : node.needs) ++first[needed + 1];
    }
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    std::vector<std::uint32_t> users(first[m_nodes.size()]), filled = first;
    std::vector<std::size_t> missing(m_nodes.size());
    std::vector<std::uint32_t> work;
    for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
        for (const std::uint32_t needed : m_nodes[i].needs) users[filled[needed]++] = i;
        missing[i] = m_nodes[i].needsAll ? m_nodes[i].needs.size() : 1;
        if (m_nodes[i].canGoOn)
            work.push_back(i);
    }
    while (!work.empty()) {
        const std::uint32_t at = work.back();
        work.pop_back();
        for (std::uint32_t u = first[at]; u < first[at + 1]; ++u) {
            Node& user = m_nodes[users[u]];
            if (!user.canGoOn && --missing[users[u]] == 0) {
                user.canGoOn = true;
                work.push_back(users[u]);
            }
        }
    }
}

bool WaitForGraph::isStuckTask(std::uint32_t node) const {
    const Node& n = m_nodes[node];
    return n.kind == Kind::Task && !n.canGoOn && !m_tasks->record(n.id).isEnded();
}

bool WaitForGraph::isStuck(std::uint32_t task) const {
    const auto found = m_indexes.find(std::uint64_t{task} << 8 | static_cast<std::uint64_t>(Kind::Task));
    return found != m_indexes.end() && isStuckTask(found->second);
}

// --- knots ---

bool WaitForGraph::waitsForWork(std::uint32_t task) const {
    return m_tasks->info(task).isDaemon && enderOf(*m_store, *m_tasks, task) == WaitEnder::SharingTask;
}

// Nodes that a stuck task needs which is no daemon that waits for work, and such tasks themselves.
std::vector<bool> WaitForGraph::concerning() const {
    std::vector<bool> met(m_nodes.size());
    std::vector<std::uint32_t> work;
    for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
        if (isStuckTask(i) && !waitsForWork(m_nodes[i].id)) {
            met[i] = true;
            work.push_back(i);
        }
    }
    while (!work.empty()) {
        const std::uint32_t at = work.back();
        work.pop_back();
        for (const std::uint32_t needed : m_nodes[at].needs) {
            if (!m_nodes[needed].canGoOn && !met[needed]) {
                met[needed] = true;
                work.push_back(needed);
            }
        }
    }
    return met;
}

// Strongly connected components of what cannot go on (Tarjan, without recursion).
std::vector<std::vector<std::uint32_t>> WaitForGraph::components() const {
    struct Visit {
        std::uint32_t node;
        std::size_t next = 0;
    };
    std::vector<std::vector<std::uint32_t>> found;
    std::vector<std::uint32_t> order(m_nodes.size(), kNone), low(m_nodes.size()), open;
    std::vector<bool> isOpen(m_nodes.size());
    std::vector<Visit> path;
    std::uint32_t count = 0;
    const auto enter = [&](std::uint32_t node) {
        order[node] = low[node] = count++;
        open.push_back(node);
        isOpen[node] = true;
        path.push_back({node});
    };
    for (std::uint32_t root = 0; root < m_nodes.size(); ++root) {
        if (m_nodes[root].canGoOn || order[root] != kNone)
            continue;
        enter(root);
        while (!path.empty()) {
            const std::uint32_t at = path.back().node;
            if (path.back().next < m_nodes[at].needs.size()) {
                const std::uint32_t needed = m_nodes[at].needs[path.back().next++];
                if (m_nodes[needed].canGoOn)
                    continue;
                if (order[needed] == kNone)
                    enter(needed);
                else if (isOpen[needed])
                    low[at] = std::min(low[at], order[needed]);
                continue;
            }
            path.pop_back();
            if (!path.empty())
                low[path.back().node] = std::min(low[path.back().node], low[at]);
            if (low[at] != order[at])
                continue;
            std::vector<std::uint32_t>& component = found.emplace_back();
            do {
                component.push_back(open.back());
                isOpen[open.back()] = false;
                open.pop_back();
            } while (component.back() != at);
        }
    }
    return found;
}

// The shortest way from the task of the component that began to wait last back to itself; that task alone
// where there is none.
std::vector<std::uint32_t> WaitForGraph::circleIn(const std::vector<std::uint32_t>& component) const {
    std::uint32_t start = kNone;
    for (const std::uint32_t node : component) {
        if (!isStuckTask(node))
            continue;
        const auto later = [this](std::uint32_t a, std::uint32_t b) {
            const TaskRecord &left = m_tasks->record(m_nodes[a].id), &right = m_tasks->record(m_nodes[b].id);
            return left.waitSince != right.waitSince ? left.waitSince > right.waitSince
                                                     : m_nodes[a].id < m_nodes[b].id;
        };
        if (start == kNone || later(node, start))
            start = node;
    }
    // Who needs `start` without another task in between.
    std::unordered_map<std::uint32_t, bool> closes;
    for (const std::uint32_t node : component) closes[node] = false;
    for (bool hasChanged = true; hasChanged;) {
        hasChanged = false;
        for (const std::uint32_t node : component) {
            const auto& needs = m_nodes[node].needs;
            const bool does = std::any_of(needs.begin(), needs.end(), [&](std::uint32_t needed) {
                const auto other = closes.find(needed);
                return needed == start ||
                       (m_nodes[needed].kind != Kind::Task && other != closes.end() && other->second);
            });
            hasChanged = hasChanged || (does && !closes[node]);
            closes[node] = closes[node] || does;
        }
    }
    // That it could have brought itself what it waits for makes no circle; that it holds it does.
    const auto isCircleOfOne = [&] {
        return closes[start] && (m_nodes[m_nodes[start].needs.front()].kind == Kind::Object ||
                                 m_nodes[start].needs.front() == start);
    };
    std::unordered_map<std::uint32_t, std::uint32_t> cameFrom;
    std::deque<std::uint32_t> queue{start};
    std::uint32_t last = isCircleOfOne() ? start : kNone;
    while (!queue.empty() && last == kNone) {
        const std::uint32_t at = queue.front();
        queue.pop_front();
        if (at != start && m_nodes[at].kind == Kind::Task && closes[at])
            last = at;
        for (const std::uint32_t needed : m_nodes[at].needs) {
            if (closes.contains(needed) && needed != start && cameFrom.try_emplace(needed, at).second)
                queue.push_back(needed);
        }
    }
    std::vector<std::uint32_t> circle{m_nodes[start].id};
    for (std::uint32_t at = last; at != kNone && at != start; at = cameFrom[at]) {
        if (m_nodes[at].kind == Kind::Task)
            circle.push_back(m_nodes[at].id);
    }
    std::reverse(circle.begin() + 1, circle.end());
    return circle;
}

std::vector<std::vector<std::uint32_t>> WaitForGraph::stuckUsers() const {
    std::vector<std::vector<std::uint32_t>> users(m_nodes.size());
    for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
        for (const std::uint32_t needed : m_nodes[i].needs) {
            if (!m_nodes[i].canGoOn)
                users[needed].push_back(i);
        }
    }
    return users;
}

std::vector<WaitForGraph::Knot> WaitForGraph::knots() const {
    const std::vector<bool> concerns = concerning();
    const auto users = stuckUsers();
    std::vector<bool> needsStuck(m_nodes.size());  // some stuck task, over nodes of other components
    std::vector<Knot> knots;
    for (const std::vector<std::uint32_t>& component : components()) {  // what is needed comes first
        std::vector<std::uint32_t> tasks;
        bool needsOthers = false, hasObject = false;
        for (const std::uint32_t node : component) {
            hasObject = hasObject || m_nodes[node].kind == Kind::Object;
            if (isStuckTask(node))
                tasks.push_back(m_nodes[node].id);
            for (const std::uint32_t needed : m_nodes[node].needs)
                needsOthers = needsOthers || needsStuck[needed];
        }
        for (const std::uint32_t node : component) needsStuck[node] = needsOthers || !tasks.empty();
        if (tasks.empty() || !concerns[component.front()])
            continue;
        Knot knot;
        if (tasks.size() == 1) {
            // Alone: with a lock of its own, or for want of anybody else; or it needs others that are stuck.
            const std::uint32_t only = tasks.front();
            const bool joinsItself = m_store->waits[m_tasks->record(only).wait].other.value() == only;
            const bool isOwnCircle = joinsItself || (component.size() > 1 && hasObject);
            if (needsOthers && !isOwnCircle)
                continue;
            if (!isOwnCircle)
                knot.shape = Deadlock::Shape::Abandoned;
        }
        knot.circle = circleIn(component);
        for (const std::uint32_t task : tasks) {
            if (std::find(knot.circle.begin(), knot.circle.end(), task) == knot.circle.end())
                knot.entangled.push_back(task);
        }
        std::vector<bool> met(m_nodes.size());
        std::vector<std::uint32_t> work = component;
        for (const std::uint32_t node : component) met[node] = true;
        while (!work.empty()) {
            const std::uint32_t at = work.back();
            work.pop_back();
            for (const std::uint32_t user : users[at]) {
                if (met[user])
                    continue;
                met[user] = true;
                work.push_back(user);
                if (isStuckTask(user) && !waitsForWork(m_nodes[user].id))
                    knot.behind.push_back(m_nodes[user].id);
            }
        }
        std::sort(knot.entangled.begin(), knot.entangled.end());
        std::sort(knot.behind.begin(), knot.behind.end());
        knots.push_back(std::move(knot));
    }
    return knots;
}

}  // namespace heddle::model
