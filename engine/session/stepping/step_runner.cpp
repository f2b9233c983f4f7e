#include "engine/session/stepping/step_runner.h"

#include <algorithm>
#include <unordered_map>

#include "engine/control/failure.h"

namespace heddle::session {

using control::NodeNumber;
using control::TaskNumber;
using wire::Event;
using wire::EventKind;

namespace {

// The kernel's numbers of each task that `facts` tell the birth of.
std::unordered_map<std::uint32_t, std::uint64_t> kernelIdsIn(std::span<const Event> facts) {
    std::unordered_map<std::uint32_t, std::uint64_t> ids;
    for (const Event& fact : facts) {
        if (fact.kind == EventKind::TaskCreated && fact.detailAs<wire::TaskKind>() != wire::TaskKind::Fiber)
            ids[fact.task] = fact.value;
    }
    return ids;
}

}  // namespace

Result<void> StepRunner::goTo(NodeNumber node) {
    const bool hasStarted = m_log.size() > 0;
    if (hasStarted && node == m_tree.current())
        return {};
    if (!hasStarted || m_stuck != TaskNumber::None || !isAhead(node))
        return runAgain(node);
    const std::vector<NodeNumber> way = wayTo(node);
    for (std::size_t depth = m_tree.node(m_tree.current()).depth + 1; depth < way.size(); ++depth) {
        if (auto made = makeAgain(m_tree.node(way[depth]).step); !made)
            return made;
    }
    return {};
}

// Whether the way to the node leads on from here.
bool StepRunner::isAhead(NodeNumber node) const {
    return node > m_tree.current() && m_tree.parting(node, m_tree.current()) == m_tree.current();
}

Result<void> StepRunner::makeAgain(const control::Step& step) {
    if (step.intervention != control::Intervention::None)
        return intervene(step);
    if (auto possible = control::whyNotAgain(*this, step, m_tree.node(m_tree.current()).depth); !possible)
        return possible;
    this->step(step.choice);
    return {};
}

control::Outcome StepRunner::step(control::Choice choice) {
    const control::Step step{choice, tasks()[control::indexOf(choice.task)].next};
    HistoryNode node = nodeOf(step);
    const control::Outcome outcome = executor().step(choice);
    note(step, std::move(node), outcome);
    return outcome;
}

Result<void> StepRunner::intervene(const control::Step& step) {
    HistoryNode node = nodeOf(step);
    if (auto done = executor().intervene(step); !done)
        return done;
    note(step, std::move(node), executor().standing());
    return {};
}

HistoryNode StepRunner::nodeOf(const control::Step& step) const {
    const bool isStep = step.intervention == control::Intervention::None;
    return {.parent = static_cast<NodeId>(m_tree.current()),
            .depth = m_tree.node(m_tree.current()).depth + 1,
            .task = taskIdOf(step.choice.task),
            .taskName = std::string(nameOf(step.choice.task)),
            .timedOut = step.choice.timesOut,
            .intervention = step.intervention,
            .text = control::describe(*this, step),
            .operation = step.operation.kind,
            .object = objectIdOf(step.operation.object),
            .subject = std::string(control::subjectOf(*this, step.operation)),
            .site = isStep ? siteOf(step.choice.task) : SiteId{},
            .name = {}};
}

// The books of a step that was made.
void StepRunner::note(const control::Step& step, HistoryNode node, control::Outcome outcome) {
    m_outcome = outcome;
    m_stuck = outcome == control::Outcome::NoNextStep ? step.choice.task : TaskNumber::None;
    m_facts.clear();
    m_program->drain(m_facts);
    readStands();
    m_events.clear();
    m_stream.step({.task = taskIdOf(step.choice.task),
                   .timedOut = step.choice.timesOut,
                   .hasCome = m_stuck == TaskNumber::None,
                   .isGatesOwn = step.intervention != control::Intervention::None},
                  m_facts, m_stands, m_events);
    m_model.apply(m_events);

    const NodeNumber made = m_tree.advance(step);
    const Footprint footprint = footprintOf(m_facts);
    if (static_cast<std::size_t>(made) == m_log.size()) {
        m_log.add(m_events, footprint);
        m_ends.push_back(outcome);
        m_history.append(std::move(node));
    } else if (m_strayedAt == 0 && footprint != m_log.footprint(made)) {
        m_strayedAt = node.depth;
    }
}

Result<void> StepRunner::runAgain(NodeNumber node) {
    m_program->forget();
    if (auto started = executor().restartAt(m_tree.steps(node)); !started)
        return started.error();
    m_facts.clear();
    m_program->drain(m_facts);
    m_stream = {};
    m_model = {};
    m_strayedAt = 0;
    m_tree.goTo(node);
    readStands();
    if (m_log.size() == 0) {
        m_events.clear();
        m_stream.begin(m_facts, m_stands, m_events);
        m_log.add(m_events, footprintOf(m_facts));
        m_ends.push_back(standing());
        m_history.append({});
        m_model.apply(m_events);
    } else {
        foldAgain(wayTo(node));
    }
    m_outcome = m_ends[static_cast<std::size_t>(node)];
    m_stuck =
        m_outcome == control::Outcome::NoNextStep ? m_tree.node(node).step.choice.task : TaskNumber::None;
    return {};
}

// The model from what the steps left behind the first time, after a look whether they did so again.
void StepRunner::foldAgain(std::span<const NodeNumber> way) {
    const auto kernelIds = kernelIdsIn(m_facts);
    std::span<const Event> facts = m_facts;
    bool isCertain = true;
    for (const NodeNumber node : way) {
        const Footprint footprint = m_log.footprint(node);
        const std::size_t count = std::min<std::size_t>(footprint.facts, facts.size());
        // Whoever does not come to stand may tell more or less by the time it is looked at.
        isCertain = isCertain && m_ends[static_cast<std::size_t>(node)] != control::Outcome::NoNextStep;
        if (isCertain && m_strayedAt == 0 && footprintOf(facts.first(count)) != footprint)
            m_strayedAt = std::max(m_tree.node(node).depth, 1u);
        facts = facts.subspan(count);
        const std::span<Event> events = m_log.events(node);
        for (Event& event : events) {
            if (event.kind != EventKind::TaskCreated)
                continue;
            if (const auto ids = kernelIds.find(event.task); ids != kernelIds.end())
                event.value = ids->second;
        }
        m_stream.resume(events);
        m_model.apply(events);
    }
}

void StepRunner::readStands() {
    m_stands.clear();
    for (const control::TaskView& view : tasks()) {
        const auto number = control::taskAt(m_stands.size());
        m_stands.push_back({.operation = view.next.kind,
                            .object = objectIdOf(view.next.object),
                            .target = taskIdOf(view.next.target),
                            .site = siteOf(number),
                            .isTimed = view.next.timed,
                            .mayGo = view.mayGo || view.isSuspendedReady,
                            .units = view.next.units,
                            .isSuspended = view.isSuspended,
                            .status = m_program->statusOf(number)});
    }
}

void StepRunner::setName(NodeNumber node, std::string name) {
    m_history.rename(static_cast<NodeId>(node), std::move(name));
}

std::vector<NodeNumber> StepRunner::wayTo(NodeNumber node) const {
    std::vector<NodeNumber> way{node};
    for (; node != NodeNumber::Root; way.push_back(node)) node = m_tree.node(node).parent;
    std::reverse(way.begin(), way.end());
    return way;
}

std::vector<Event> StepRunner::events() {
    std::vector<Event> events;
    for (const NodeNumber node : wayTo(m_tree.current())) {
        const std::span<const Event> made = m_log.events(node);
        events.insert(events.end(), made.begin(), made.end());
    }
    m_stream.end(events);
    return events;
}

void StepRunner::end() {
    m_program.reset();
    m_events.clear();
    m_stream.end(m_events);
    m_model.apply(m_events);
}

}  // namespace heddle::session
