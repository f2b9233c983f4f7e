#include "ui/models/view_state.h"

#include <algorithm>
#include <utility>

#include "engine/model/step_time.h"

namespace heddle::ui {
namespace {

constexpr Duration kShortestRange{100};
constexpr Duration kFollowedLength = std::chrono::seconds{3};  // most scenarios end within it
constexpr int kFewestColumns = 24, kMostColumns = 60;          // of a controlled run that is followed
constexpr std::size_t kUndoDepth = 100;

// The stretch that there is to see. A live run has at least the length that following shows.
TimeRange streamOf(const model::Snapshot& snapshot) {
    const Duration shown = model::isInSteps(snapshot) ? model::kStepLength * kFewestColumns : kFollowedLength;
    const Instant least = snapshot.start() + (snapshot.isEnded() ? kShortestRange : shown);
    return {snapshot.start(), std::max(snapshot.now(), least)};
}

TimeRange withMargin(TimeRange range) {
    const Duration margin = range.length() / 50;
    return {range.from - margin, range.to + margin};
}

bool hasSuspended(const model::Snapshot& snapshot) {
    for (std::size_t from = 0; from < model::kStateCount; ++from) {
        for (const model::State to : {model::State::SuspendedReady, model::State::SuspendedBlocked})
            if (snapshot.transitions(static_cast<model::State>(from), to) > 0)
                return true;
    }
    return false;
}

// `range` no shorter than the shortest, no longer than `bounds`, and moved inside them.
TimeRange clamped(TimeRange range, TimeRange bounds) {
    const Duration longest = std::max(bounds.length(), kShortestRange);
    const Duration length = std::clamp(range.length(), kShortestRange, longest);
    // What had to change its length keeps its middle.
    Instant from = range.from + (range.length() - length) / 2;
    from = std::clamp(from, bounds.from, std::max(bounds.from, bounds.to - length));
    return {from, from + length};
}

}  // namespace

ViewState::ViewState(QObject* parent) : QObject(parent) {}
ViewState::~ViewState() = default;

void ViewState::setSnapshot(model::SnapshotPtr snapshot) {
    if (snapshot == m_snapshot)
        return;
    // A controlled run goes back, too.
    const bool sameRun = m_snapshot && snapshot && m_snapshot->start() == snapshot->start() &&
                         (m_snapshot->version() <= snapshot->version() || model::isInSteps(*snapshot));
    const bool hasJustEnded = snapshot && snapshot->isEnded() && (!sameRun || !m_snapshot->isEnded());
    m_snapshot = std::move(snapshot);
    m_moment.reset();
    if (!sameRun)
        forgetRun();
    else
        select(Selection{m_selection});  // what is not there any more cannot stay selected
    if (m_following && m_snapshot) {
        if (hasJustEnded)
            applyRange(withMargin(streamOf(*m_snapshot)));
        else if (!m_snapshot->isEnded())
            follow();
    }
    if (m_snapshot)
        fitDiagram();
    Q_EMIT snapshotChanged();
}

void ViewState::forgetRun() {
    clearSelection();
    setAnchor({});
    setCursor({});
    m_undo.clear();
    m_redo.clear();
    if (m_snapshot) {
        setFollowing(true);
        applyRange({m_snapshot->start(), m_snapshot->start() + kFollowedLength});
    }
}

void ViewState::follow() {
    if (model::isInSteps(*m_snapshot)) {
        const Duration most = model::kStepLength * kMostColumns;
        const Instant to = streamOf(*m_snapshot).to + model::kStepLength;
        return applyRange({std::max(m_snapshot->start(), to - most), to});
    }
    const Duration length = m_range.length();
    const Instant to = std::max(m_snapshot->now(), m_snapshot->start() + length);
    applyRange({to - length, to});
}

void ViewState::select(const Selection& selection) {
    Selection valid = selection;
    if (!m_snapshot || !m_snapshot->task(valid.task))
        valid.task = {};
    if (!m_snapshot || !m_snapshot->object(valid.object))
        valid.object = {};
    if (!valid.task)
        valid.intervalAt.reset();
    if (valid == m_selection)
        return;
    m_selection = valid;
    Q_EMIT selectionChanged();
}

void ViewState::selectTask(TaskId task) {
    select({.task = task, .object = {}, .intervalAt = {}});
}
void ViewState::selectObject(ObjectId object) {
    select({.task = {}, .object = object, .intervalAt = {}});
}
void ViewState::clearSelection() {
    select({});
}

void ViewState::setRange(TimeRange range, bool undoable) {
    if (m_snapshot)
        range = clamped(range, withMargin(streamOf(*m_snapshot)));
    else if (range.length() < kShortestRange)
        range.to = range.from + kShortestRange;
    if (range == m_range)
        return;
    if (undoable) {
        if (m_undo.size() == kUndoDepth)
            m_undo.erase(m_undo.begin());
        m_undo.push_back(m_range);
        m_redo.clear();
    }
    setFollowing(false);
    applyRange(range);
}

void ViewState::fit() {
    if (m_snapshot)
        setRange(withMargin(streamOf(*m_snapshot)));
}

void ViewState::undo() {
    step(m_undo, m_redo);
}
void ViewState::redo() {
    step(m_redo, m_undo);
}

void ViewState::step(std::vector<TimeRange>& from, std::vector<TimeRange>& to) {
    if (from.empty())
        return;
    to.push_back(m_range);
    const TimeRange range = from.back();
    from.pop_back();
    setFollowing(false);
    applyRange(range);
}

void ViewState::setFollowing(bool following) {
    if (following == m_following)
        return;
    m_following = following;
    if (m_following && m_snapshot)
        follow();
    Q_EMIT followingChanged();
}

Instant ViewState::instant() const {
    if (!m_snapshot)
        return m_cursor.value_or(Instant{});
    return m_cursor ? std::clamp(*m_cursor, m_snapshot->start(), m_snapshot->now()) : m_snapshot->now();
}

MomentPtr ViewState::moment() const {
    if (m_snapshot && (!m_moment || m_moment->snapshotPtr() != m_snapshot || m_moment->at() != instant()))
        m_moment = std::make_shared<Moment>(m_snapshot, instant());
    return m_snapshot ? m_moment : nullptr;
}

void ViewState::setCursor(std::optional<Instant> cursor) {
    if (cursor == m_cursor)
        return;
    m_cursor = cursor;
    Q_EMIT cursorChanged();
}

void ViewState::setAnchor(std::optional<Instant> anchor) {
    if (anchor == m_anchor)
        return;
    m_anchor = anchor;
    Q_EMIT cursorChanged();
}

void ViewState::setSevenState(bool seven) {
    if (seven == m_sevenState)
        return;
    m_sevenState = seven;
    m_isDiagramChosen = true;
    Q_EMIT sevenStateChanged();
}

void ViewState::fitDiagram() {
    const bool wantsSeven = hasSuspended(*m_snapshot);
    if (m_isDiagramChosen || wantsSeven == m_sevenState)
        return;
    m_sevenState = wantsSeven;
    Q_EMIT sevenStateChanged();
}

void ViewState::applyRange(TimeRange range) {
    if (range == m_range)
        return;
    m_range = range;
    Q_EMIT rangeChanged();
}

}  // namespace heddle::ui
