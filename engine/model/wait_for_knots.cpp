// Of a graph that is solved: which of the stuck tasks need each other, and who stands behind them.
#include <algorithm>
#include <deque>

#include "engine/model/wait_for_graph.h"

namespace heddle::model {

namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

}  // namespace

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
        for (const auto [needed, brings] : m_nodes[at].needs) {
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
                const std::uint32_t needed = m_nodes[at].needs[path.back().next++].node;
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

// Whether the task would be stuck even if all others went on. That it could have brought itself what it waits
// for does not make it so; that it holds it does, or so much of it that the rest is too little.
bool WaitForGraph::holdsItselfUp(std::uint32_t task) const {
    return std::any_of(m_nodes[task].needs.begin(), m_nodes[task].needs.end(), [&](const Need& need) {
        const Node& needed = m_nodes[need.node];
        if (needed.kind != Kind::Lock && needed.kind != Kind::Units)
            return need.node == task;
        std::int64_t own = 0;
        for (const Need& holder : needed.needs) own += holder.node == task ? holder.brings : 0;
        return needed.kind == Kind::Lock ? own > 0
                                         : m_store->objects[needed.id].units() - own < m_nodes[task].units;
    });
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
            const bool does = std::any_of(needs.begin(), needs.end(), [&](const Need& need) {
                const auto other = closes.find(need.node);
                return need.node == start ||
                       (m_nodes[need.node].kind != Kind::Task && other != closes.end() && other->second);
            });
            hasChanged = hasChanged || (does && !closes[node]);
            closes[node] = closes[node] || does;
        }
    }
    std::unordered_map<std::uint32_t, std::uint32_t> cameFrom;
    std::deque<std::uint32_t> queue{start};
    std::uint32_t last = holdsItselfUp(start) ? start : kNone;
    while (!queue.empty() && last == kNone) {
        const std::uint32_t at = queue.front();
        queue.pop_front();
        if (at != start && m_nodes[at].kind == Kind::Task && closes[at])
            last = at;
        for (const auto [needed, brings] : m_nodes[at].needs) {
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
        for (const auto [needed, brings] : m_nodes[i].needs) {
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
        bool needsOthers = false;
        for (const std::uint32_t node : component) {
            if (isStuckTask(node))
                tasks.push_back(m_nodes[node].id);
            for (const auto [needed, brings] : m_nodes[node].needs)
                needsOthers = needsOthers || needsStuck[needed];
        }
        for (const std::uint32_t node : component) needsStuck[node] = needsOthers || !tasks.empty();
        if (tasks.empty() || !concerns[component.front()])
            continue;
        Knot knot;
        if (tasks.size() == 1) {
            // Alone: with what it holds itself, or for want of anybody else; or it needs others that are
            // stuck.
            const bool isOne = holdsItselfUp(m_indexes.at(keyOf(Kind::Task, tasks.front())));
            if (needsOthers && !isOne)
                continue;
            if (!isOne)
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
