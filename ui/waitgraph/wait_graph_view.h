// Who waits for whom at ViewState::instant(): the neighbourhood of the selection, or the deadlock, or the
// longest line.
//
// Thread rule: the gui thread. In a live run it is renewed twenty times a second, not with every snapshot.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/theme/painted_parts.h"
#include "ui/waitgraph/graph_layout.h"

namespace heddle::ui {

class WaitGraphView : public QWidget, public PaintedParts {
    Q_OBJECT
public:
    explicit WaitGraphView(ViewState* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {420, 280}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 140}; }
    [[nodiscard]] const WaitGraph& graph() const { return m_graph; }
    // Where a node is drawn; an empty one where it is not.
    [[nodiscard]] QRectF placeOf(TaskId task) const;
    [[nodiscard]] QRectF placeOf(ObjectId object) const;
    // Its tasks and objects.
    [[nodiscard]] int partCount() const override;
    [[nodiscard]] PaintedPart part(int index) const override;
    // What a pointer at that position is told.
    [[nodiscard]] QString explanation(QPointF position) const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refreshSoon();
    void refresh();
    void layOut();
    void describe();
    [[nodiscard]] const GraphNode* nodeAt(QPointF position) const;
    [[nodiscard]] const GraphEdge* edgeAt(QPointF position) const;
    [[nodiscard]] QString explanationOf(const GraphEdge& edge) const;
    void choose(const GraphNode& node);
    [[nodiscard]] QString restText() const;

    ViewState* m_view;
    MomentPtr m_moment;
    WaitGraph m_graph;
    GraphLayout m_layout;
    QTimer m_soon;
    static constexpr QPointF kNowhere{-1e6, -1e6};
    QPointF m_pointer = kNowhere;
    std::size_t m_mostNodes = kMostGraphNodes;  // that the panel has room for
};

}  // namespace heddle::ui
