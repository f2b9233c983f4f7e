// The history of a stepped run as a compact graph: a dot for each step, a row for each branch, the present
// marked. A click goes there, by really running the same choices again; the arrow keys go along.
//
// Thread rule: the gui thread. It wants no more height than its rows need.
// Cost: only what is in sight is painted; a history of 100,000 steps is laid out in milliseconds.
#pragma once

#include <QAbstractScrollArea>
#include <optional>

#include "ui/stepper/history_layout.h"

namespace heddle::ui {

class StepController;

class HistoryView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit HistoryView(StepController* steps, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {520, 110}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 78}; }
    // Where a node is drawn, in the viewport.
    [[nodiscard]] QPointF placeOf(session::NodeId node) const;
    [[nodiscard]] std::optional<session::NodeId> nodeAt(QPointF position) const;
    [[nodiscard]] const HistoryLayout& shape() const { return m_layout; }

Q_SIGNALS:
    // A menu for a step is wanted.
    void menuWanted(session::NodeId node, const QPoint& globalPosition);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void refresh();
    void fit();
    void showCurrent();
    void paintEdges(QPainter& painter) const;
    void paintNodes(QPainter& painter) const;
    void paintLabel(QPainter& painter) const;
    [[nodiscard]] QColor colourOf(std::size_t node) const;
    [[nodiscard]] bool isInSight(const QPointF& place) const;
    [[nodiscard]] std::optional<session::NodeId> neighbour(int key) const;

    StepController* m_steps;
    HistoryLayout m_layout;
    double m_spacing = 32;
    std::optional<session::NodeId> m_hovered;
};

}  // namespace heddle::ui
