// What all views share: the snapshot on the screen, the selection, the visible time range, the cursor. One
// owner; views change it through the setters and repaint on its signals.
//
// Thread rule: the gui thread.
// Invariants: range().from < range().to; a selected task or object exists in the snapshot (or is none).
#pragma once

#include <QObject>
#include <optional>
#include <vector>

#include "engine/model/snapshot.h"
#include "ui/models/moment.h"

namespace heddle::ui {

struct TimeRange {
    Instant from;
    Instant to;
    [[nodiscard]] Duration length() const { return to - from; }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

struct Selection {
    TaskId task;
    ObjectId object;
    // The interval of `task` that was clicked: any instant inside it.
    std::optional<Instant> intervalAt;
    friend bool operator==(const Selection&, const Selection&) = default;
};

class ViewState : public QObject {
    Q_OBJECT
public:
    explicit ViewState(QObject* parent = nullptr);
    ~ViewState() override;

    [[nodiscard]] const model::SnapshotPtr& snapshot() const {
        return m_snapshot;
    }  // may be null: nothing is open
    // While following, moves the range along, and shows the whole stream when it has ended. Another run than
    // before (or none) forgets selection, cursor and undo, and follows anew.
    void setSnapshot(model::SnapshotPtr snapshot);

    [[nodiscard]] const Selection& selection() const { return m_selection; }
    void select(const Selection& selection);
    void selectTask(TaskId task);
    void selectObject(ObjectId object);
    void clearSelection();

    [[nodiscard]] TimeRange range() const { return m_range; }
    // Clamped to the stream (with a margin) and to at least 100 ns. Ends following. With `undoable`, undo
    // comes back here.
    void setRange(TimeRange range, bool undoable = true);
    void fit();  // the whole stream
    [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.empty(); }
    void undo();
    void redo();

    // Following: the right edge of the range stays at the present of a live run.
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);

    // The instant that "now" means in all views: the cursor where there is one, else the end of the snapshot.
    [[nodiscard]] Instant instant() const;
    // What everybody does at instant(). Null without a snapshot; made once, however many ask.
    [[nodiscard]] MomentPtr moment() const;
    [[nodiscard]] std::optional<Instant> cursor() const { return m_cursor; }
    // Both may stand outside the stream; instant() is always inside it.
    void setCursor(std::optional<Instant> cursor);
    // Measuring: from `anchor` to the cursor.
    [[nodiscard]] std::optional<Instant> anchor() const { return m_anchor; }
    void setAnchor(std::optional<Instant> anchor);

    // Which diagram: the user's choice; without one, seven states where somebody has been suspended.
    [[nodiscard]] bool isSevenState() const { return m_sevenState; }
    void setSevenState(bool seven);

Q_SIGNALS:
    void snapshotChanged();
    void selectionChanged();
    void rangeChanged();
    void cursorChanged();
    void followingChanged();
    void sevenStateChanged();

private:
    void forgetRun();
    void follow();
    void step(std::vector<TimeRange>& from, std::vector<TimeRange>& to);
    void applyRange(TimeRange range);
    void fitDiagram();

    model::SnapshotPtr m_snapshot;
    mutable MomentPtr m_moment;
    Selection m_selection;
    TimeRange m_range{instantFromNs(0), instantFromNs(1'000'000'000)};
    std::vector<TimeRange> m_undo, m_redo;
    bool m_following = true;
    bool m_sevenState = false, m_isDiagramChosen = false;
    std::optional<Instant> m_cursor, m_anchor;
};

}  // namespace heddle::ui
