// The timeline: what every task, object and CPU did over time, live or recorded. Names at the left, a time
// ruler on top, lanes, and over them selection, cursor, measure and wake-up arrows.
//
//   wheel            zoom around the pointer (over the names, and with Alt: scroll)
//   Shift+wheel      move in time; drag does so too
//   Shift+drag       measure; M sets the anchor at the cursor
//   click            select, and set the cursor; double click zooms to the interval
//   W S A D, + -     zoom in and out, move; F or Home: everything; L: follow the present
//   arrow keys       left and right: intervals of the selected task; up and down: lanes
//   Ctrl+Z           back to the former range; with Shift, forth again
//   Escape           ends the measure, then the cursor, then the selection
//
// Thread rule: the gui thread. Paints at most once per frame, whatever changes in between.
// Invariants: shows what ViewState says and keeps no range, selection or cursor of its own.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "ui/models/view_state.h"
#include "ui/theme/painted_parts.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/time_scale.h"

class QScrollBar;

namespace heddle::ui {

class TimelinePlot;

class TimelineView : public QWidget, public PaintedParts {
    Q_OBJECT
public:
    explicit TimelineView(ViewState* view, QWidget* parent = nullptr);
    ~TimelineView() override;

    // Only lanes whose name or pid holds the text, and their parents.
    void setFilter(const QString& text);
    [[nodiscard]] const LaneLayout& lanes() const;
    // Where the lanes are, and the names beside them.
    [[nodiscard]] QRect laneArea() const;
    void setFolded(TaskId task, bool folded);
    // Draws all that is pending, down to the screen, before it returns.
    void redrawNow();
    // Takes the colours of Theme::current().
    void applyTheme();

    // Its lanes: whose they are, and what goes on in them at ViewState::instant().
    [[nodiscard]] int partCount() const override;
    [[nodiscard]] PaintedPart part(int index) const override;

    [[nodiscard]] QSize sizeHint() const override { return {1000, 500}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 120}; }

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    // What the mouse is doing while a button is down.
    enum class Drag { None, Pressed, Pan, Measure, NamesWidth };

    void scheduleRedraw();
    void bringUpToDate();
    void updateLanes();
    void updateMarks();
    void updateScrollBar();
    void fitNames();
    void updateAccessibleText();
    void layOut();

    [[nodiscard]] TimeScale scale() const;
    [[nodiscard]] Instant timeAt(double x) const;
    [[nodiscard]] const Lane* laneAt(int y) const;
    [[nodiscard]] bool isOverNames(const QPoint& at) const;
    [[nodiscard]] bool isOverNamesEdge(const QPoint& at) const;
    [[nodiscard]] QString explanation(const QPoint& at) const;

    void click(const QPoint& at);
    void fold(const Lane& lane);
    void zoom(double factor, Instant fixed);
    void pan(double share, bool undoable = true);
    void scrollBy(int pixels);
    bool goBack();
    void selectLane(int direction);
    void selectInterval(int direction);
    void zoomToInterval();
    void showSelection();
    // Wherever the task or object was chosen.
    void showLane();

    ViewState* m_view;
    TimelinePlot* m_plot;
    QScrollBar* m_scrollBar;
    QTimer m_frame;
    LaneOptions m_options;
    LaneCounts m_counts;
    bool m_lanesAreStale = true;
    int m_namesWidth = 150;
    bool m_hasOwnNamesWidth = false;  // somebody has dragged its edge
    int m_scroll = 0;
    bool m_isLaneWanted = false;  // when there are lanes again, that of the selection is to be in sight

    Drag m_drag = Drag::None;
    QPoint m_pressedAt;
    TimeRange m_rangeAtPress{};
    int m_scrollAtPress = 0;
};

}  // namespace heddle::ui
