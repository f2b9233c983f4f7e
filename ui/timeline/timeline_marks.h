// What lies over the lanes and changes with the mouse: selection, cursor, measure, hover line, arrows
// of wake-ups and of messages. On a layer of its own, so that moving the mouse redraws nothing else.
//
// Thread rule: the gui thread.
#pragma once

#include "ui/timeline/plot_library.h"

#include "ui/timeline/lane_scene.h"
#include "ui/timeline/transfer_arrows.h"
#include "ui/timeline/wake_arrows.h"

namespace heddle::ui {

struct Marks {
    Selection selection;
    std::optional<Instant> cursor, anchor, hover;
    TaskId hoveredTask;
    bool isFocused = false;
    bool hasLegend = true;  // of the arrows; a picture has one of its own
};

class TimelineMarks : public QCPLayerable {
    Q_OBJECT
public:
    TimelineMarks(QCustomPlot* plot, const LaneScene& scene, const QCPAxisRect& lanes);

    Marks marks;

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;

private:
    void drawSelection(QCPPainter& painter) const;
    void drawArrows(QCPPainter& painter, const std::vector<WakeArrow>& arrows, const QColor& colour) const;
    void drawTransfers(QCPPainter& painter, const std::vector<TransferArrow>& arrows) const;
    void drawLegend(QCPPainter& painter) const;
    void drawMeasure(QCPPainter& painter) const;
    void drawCursor(QCPPainter& painter) const;
    void drawHover(QCPPainter& painter) const;
    void hideLabelsUnder(QPainter& painter, const QRectF& flag) const;
    void drawFlag(QCPPainter& painter, double x, const QString& text, const QColor& fill,
                  const QColor& ink) const;
    [[nodiscard]] double xOf(Instant time) const;
    // Vertical extent of a lane on the plot; empty if it is not in sight.
    [[nodiscard]] QRectF rectOf(const Lane& lane) const;

    const LaneScene& m_scene;
    const QCPAxisRect& m_lanes;
};

}  // namespace heddle::ui
