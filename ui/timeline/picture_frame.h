// What surrounds the lanes in a picture: the title, the legend of the states that occur, and what did not
// fit.
#pragma once

#include "ui/timeline/lane_scene.h"
#include "ui/timeline/plot_library.h"

namespace heddle::ui {

class PictureFrame : public QCPLayerable {
    Q_OBJECT
public:
    static constexpr int kTitleHeight = 44;
    static constexpr int kLegendHeight = 46;

    // `hiddenLanes`: how many had no room.
    PictureFrame(QCustomPlot* plot, const LaneScene& scene, const QString& title, std::size_t hiddenLanes);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;

private:
    void drawLegend(QCPPainter& painter) const;
    // Draws an entry's words at `x`; where the next entry begins.
    int drawWord(QCPPainter& painter, int x, int middle, const QString& word) const;
    [[nodiscard]] bool hasTransfers() const;
    // Running, ready and blocked always; the others where they occur in the range.
    [[nodiscard]] std::vector<model::State> statesShown() const;

    const LaneScene& m_scene;
    const QString m_title;
    const std::size_t m_hiddenLanes;
};

}  // namespace heddle::ui
