#include "ui/waitgraph/wait_graph.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "engine/model/step_time.h"

namespace heddle::ui {
namespace {

// A task or an object, in the full graph.
struct Thing {
    TaskId task;
    ObjectId object;
    friend auto operator<=>(const Thing&, const Thing&) = default;
};

Thing thing(TaskId task) {
    return {task, {}};
}
Thing thing(ObjectId object) {
    return {{}, object};
}

// A deadlock of the model: the things on its way, and those of its links that are neither wait nor hold.
struct Circle {
    struct Link {
        Thing from, to;
        GraphEdge::Kind kind = GraphEdge::Kind::CouldEnd;
    };
    std::vector<Thing> way;
    std::vector<Link> links;
    bool isCircular = false;
};

class Builder {
public:
    Builder(const Moment& moment, const Selection& selection, std::size_t most)
        : m_moment(moment), m_selection(selection), m_most(most) {}

    WaitGraph build() {
        linkAll();
        findDeadlocks();
        m_graph.waiting = m_moment.waits().size();
        m_graph.cycles = m_circles.size();
        if (const auto seed = chooseSeed())
            gather(*seed);
        connect();
        std::size_t shown = 0;
        for (const GraphNode& node : m_graph.nodes)
            shown += node.kind == GraphNode::Kind::Group                                 ? node.members.size()
                     : node.kind == GraphNode::Kind::Task && m_waits.contains(node.task) ? 1
                                                                                         : 0;
        m_graph.notShown = m_graph.waiting - std::min(shown, m_graph.waiting);
        return std::move(m_graph);
    }

private:
    void linkAll() {
        for (const PendingWait& wait : m_moment.waits()) {
            m_waits[wait.task] = wait;
            const Thing target = wait.wait.object ? thing(wait.wait.object) : thing(wait.wait.other);
            m_waitersOf[target].push_back(wait.task);
            if (wait.wait.object && !m_holders.contains(wait.wait.object)) {
                m_holders[wait.wait.object] = m_moment.holdersOf(wait.wait.object);
                for (const model::Holder& holder : m_holders[wait.wait.object])
                    m_heldBy[holder.task].push_back(wait.wait.object);
            }
        }
    }

    // What a thing cannot do without. Of several holders none is indispensable.
    [[nodiscard]] std::optional<Thing> next(const Thing& from) const {
        if (from.object) {
            const auto held = m_holders.find(from.object);
            if (held == m_holders.end() || held->second.size() != 1)
                return {};
            return thing(held->second.front().task);
        }
        const auto wait = m_waits.find(from.task);
        if (wait == m_waits.end())
            return {};
        return wait->second.wait.object ? thing(wait->second.wait.object) : thing(wait->second.wait.other);
    }

    // What the model says of this moment.
    void findDeadlocks() {
        for (const model::Deadlock& deadlock : m_moment.snapshot().deadlocks()) {
            if (!deadlock.holdsAt(m_moment.at()))
                continue;
            Circle& circle = m_circles.emplace_back();
            circle.isCircular = deadlock.shape == model::Deadlock::Shape::Circle;
            for (const model::DeadlockEdge& edge : deadlock.edges) addLinks(circle, edge);
        }
    }

    // From the task of the edge to what it waits for; the next edge goes on from there.
    static void addLinks(Circle& circle, const model::DeadlockEdge& edge) {
        circle.way.push_back(thing(edge.task));
        const Thing needed = edge.wait.object ? thing(edge.wait.object) : thing(edge.wait.other);
        if (edge.ender == model::WaitEnder::CarriersFiber) {
            circle.links.push_back({thing(edge.task), thing(edge.next), GraphEdge::Kind::CarriedBy});
        } else if (needed != thing(edge.next)) {
            circle.way.push_back(needed);
            const bool isHeld = !edge.holders.empty();
            if (edge.next && !isHeld)
                circle.links.push_back({needed, thing(edge.next), GraphEdge::Kind::CouldEnd});
        }
    }

    [[nodiscard]] bool matters(const Thing& t) const {
        return m_waitersOf.contains(t) ||
               (t.task && (m_waits.contains(t.task) || m_heldBy.contains(t.task))) ||
               (t.object && m_holders.contains(t.object));
    }

    [[nodiscard]] std::optional<Thing> chooseSeed() const {
        if (m_selection.task && matters(thing(m_selection.task)))
            return thing(m_selection.task);
        if (m_selection.object && matters(thing(m_selection.object)))
            return thing(m_selection.object);
        if (!m_circles.empty())
            return m_circles.front().way.front();
        std::optional<Thing> longest;
        std::size_t length = 0;
        for (const auto& [target, waiters] : m_waitersOf) {
            if (waiters.size() > length) {
                length = waiters.size();
                longest = target;
            }
        }
        return longest;
    }

    // A circle that the seed stands in or waits for is shown whole, in however small a room.
    void makeRoomForCircle(const Thing& seed) {
        std::size_t before = 0;
        for (std::optional<Thing> at = seed; at && before < kMostGraphNodes; at = next(*at), ++before) {
            for (const Circle& circle : m_circles) {
                if (std::find(circle.way.begin(), circle.way.end(), *at) == circle.way.end())
                    continue;
                m_most = std::max(m_most, std::min(before + circle.way.size(), kMostGraphNodes));
                return;
            }
        }
    }

    // First what the seed depends on, then who depends on that, nearest first, while there is room.
    void gather(const Thing& seed) {
        makeRoomForCircle(seed);
        std::deque<Thing> queue;
        for (std::optional<Thing> at = seed; at && add(*at); at = next(*at)) queue.push_back(*at);
        for (const Circle& circle : m_circles) {  // the whole of a deadlock that it is in
            if (!std::any_of(circle.way.begin(), circle.way.end(),
                             [this](const Thing& t) { return m_indexes.contains(t); }))
                continue;
            for (const Thing& t : circle.way) {
                if (add(t))
                    queue.push_back(t);
            }
        }
        while (!queue.empty()) {
            const Thing at = queue.front();
            queue.pop_front();
            const auto visit = [&](const Thing& t) {
                if (add(t))
                    queue.push_back(t);
            };
            if (at.object) {
                for (const model::Holder& holder : m_holders[at.object]) visit(thing(holder.task));
            } else if (const auto wait = next(at)) {
                visit(*wait);
            }
            addWaiters(at, visit);
            if (at.task && m_heldBy.contains(at.task)) {
                for (const ObjectId object : m_heldBy[at.task]) visit(thing(object));
            }
        }
    }

    template <class Visit>
    void addWaiters(const Thing& target, const Visit& visit) {
        const auto found = m_waitersOf.find(target);
        if (found == m_waitersOf.end())
            return;
        std::vector<TaskId> leaves;
        for (const TaskId waiter : found->second) {
            const bool isLeaf = !m_waitersOf.contains(thing(waiter)) && !m_heldBy.contains(waiter) &&
                                waiter != m_selection.task;
            if (isLeaf)
                leaves.push_back(waiter);
            else
                visit(thing(waiter));
        }
        if (leaves.size() <= 2) {
            for (const TaskId leaf : leaves) visit(thing(leaf));
        } else if (m_graph.nodes.size() < m_most && target.object) {
            m_groups[target.object] = m_graph.nodes.size();
            m_graph.nodes.push_back({GraphNode::Kind::Group, {}, target.object, leaves, false, {}});
        } else {
            std::for_each(leaves.begin(), leaves.end(), [&visit](TaskId leaf) { visit(thing(leaf)); });
        }
    }

    bool add(const Thing& t) {
        if (m_indexes.contains(t) || m_graph.nodes.size() >= m_most)
            return false;
        m_indexes[t] = m_graph.nodes.size();
        m_graph.nodes.push_back({t.object ? GraphNode::Kind::Object : GraphNode::Kind::Task,
                                 t.task,
                                 t.object,
                                 {},
                                 false,
                                 t.object ? unitsOf(t.object) : std::vector<TaskId>()});
        return true;
    }

    [[nodiscard]] std::vector<TaskId> unitsOf(ObjectId object) const {
        const model::ObjectInfo* info = m_moment.snapshot().object(object);
        const auto holders = m_holders.find(object);
        if (!info || info->kind != wire::ObjectKind::Semaphore || holders == m_holders.end())
            return {};
        std::vector<TaskId> units;
        for (const model::Holder& holder : holders->second) {
            if (holder.units > kMostUnits)
                return {};
            units.insert(units.end(), holder.units, holder.task);
        }
        const auto free = static_cast<std::int64_t>(units.size()) + m_moment.levelOf(object);
        if (free > kMostUnits)
            return {};
        units.resize(static_cast<std::size_t>(std::max(free, std::int64_t{0})));
        return units;
    }

    void connect() {
        const auto indexOf = [this](const Thing& t) -> std::optional<std::size_t> {
            const auto found = m_indexes.find(t);
            return found == m_indexes.end() ? std::nullopt : std::optional{found->second};
        };
        const Circle* shown = nullptr;
        for (const Circle& circle : m_circles) {
            if (!std::all_of(circle.way.begin(), circle.way.end(),
                             [&](const Thing& t) { return indexOf(t).has_value(); }))
                continue;
            for (const Thing& t : circle.way) {
                m_graph.cycle.push_back(*indexOf(t));
                m_graph.nodes[*indexOf(t)].isInCycle = true;
            }
            m_graph.isCircular = circle.isCircular;
            shown = &circle;
            break;
        }
        for (const auto& [task, wait] : m_waits) {
            const auto from = indexOf(thing(task));
            const auto to = indexOf(wait.wait.object ? thing(wait.wait.object) : thing(wait.wait.other));
            if (from && to)
                addEdge({*from, *to, GraphEdge::Kind::Waits, false, wait.wait.site, aroseAt(task, wait.since),
                         wait.wait, 0});
        }
        for (const auto& [object, holders] : m_holders) {
            for (const model::Holder& holder : holders) {
                const auto from = indexOf(thing(object));
                const auto to = indexOf(thing(holder.task));
                if (from && to)
                    addEdge({*from,
                             *to,
                             GraphEdge::Kind::HeldBy,
                             false,
                             holder.site,
                             holder.since,
                             {},
                             holder.units});
            }
        }
        for (const auto& [object, group] : m_groups) {
            const auto& members = m_graph.nodes[group].members;
            const PendingWait& first = m_waits[members.front()];
            const bool sameLine = std::all_of(members.begin(), members.end(), [&](TaskId t) {
                return m_waits[t].wait.site == first.wait.site;
            });
            if (const auto to = indexOf(thing(object)))
                addEdge({group, *to, GraphEdge::Kind::Waits, false, sameLine ? first.wait.site : SiteId{},
                         aroseAt(members.front(), first.since), first.wait, 0});
        }
        for (const Circle::Link& link : shown ? shown->links : std::vector<Circle::Link>())
            addEdge({*indexOf(link.from), *indexOf(link.to), link.kind, false, {}, {}, {}, 0});
    }

    // In steps a task runs to the end of its column, and is blocked in the next one: the step that it made
    // last is the one that brought the wait.
    [[nodiscard]] Instant aroseAt(TaskId task, Instant blocked) const {
        const model::HistoryView history = m_moment.snapshot().history(task);
        const std::size_t index = history.indexAt(blocked);
        const bool isItsOwnStep = model::isInSteps(m_moment.snapshot()) && index > 0 &&
                                  index < history.size() &&
                                  history.at(index - 1).state == model::State::Running;
        return isItsOwnStep ? blocked - Duration{1} : blocked;
    }

    void addEdge(GraphEdge edge) {
        for (std::size_t i = 0; i < m_graph.cycle.size(); ++i)
            edge.isInCycle |=
                m_graph.cycle[i] == edge.from && m_graph.cycle[(i + 1) % m_graph.cycle.size()] == edge.to;
        m_graph.edges.push_back(edge);
    }

    const Moment& m_moment;
    const Selection& m_selection;
    std::size_t m_most;
    WaitGraph m_graph;
    // Ordered maps: the same moment gives the same picture.
    std::map<TaskId, PendingWait> m_waits;
    std::map<Thing, std::vector<TaskId>> m_waitersOf;
    std::map<ObjectId, std::vector<model::Holder>> m_holders;
    std::map<TaskId, std::vector<ObjectId>> m_heldBy;
    std::vector<Circle> m_circles;
    std::map<Thing, std::size_t> m_indexes;
    std::map<ObjectId, std::size_t> m_groups;
};

}  // namespace

WaitGraph buildWaitGraph(const Moment& moment, const Selection& selection, std::size_t mostNodes) {
    return Builder(moment, selection, mostNodes).build();
}

}  // namespace heddle::ui
