// The state diagram: five or seven states, every task a token in its state at ViewState::instant(). A token
// that changed its state moves along the arc that its task really took.
//
// Thread rule: the gui thread.
// Cost: a crowd is looked through at most twenty times a second, not with every snapshot.
// Motion: only in the present of a live run; at most kMostMovers at once, else the arcs pulse with the number
// of those that took them; none when the user asks for reduced motion.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "ui/statediagram/diagram_painter.h"
#include "ui/statediagram/token_motion.h"
#include "ui/theme/painted_parts.h"

namespace heddle::ui {

class ViewState;

class StateDiagramView : public QWidget, public PaintedParts {
    Q_OBJECT
public:
    static constexpr std::size_t kMostMovers = 40;

    explicit StateDiagramView(ViewState* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {420, 290}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, 200}; }
    // Where the token of a task is drawn at present; nothing where it has none.
    [[nodiscard]] std::optional<QPointF> tokenPlace(TaskId task) const;
    [[nodiscard]] bool isMoving() const { return !m_motion.isIdle() || m_pulseBegin >= 0; }
    // Its states, and how many tasks are in each.
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
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refreshSoon();
    void refresh();
    void layOut();
    void placeTokens();
    void moveTokens(const Moment& before, const DiagramContent& contentBefore);
    [[nodiscard]] std::vector<QPointF> wayOf(TaskId task, const Moment& before, QPointF from,
                                             QPointF to) const;
    void startPulse(const DiagramContent& before);
    void tick();
    void describe();
    [[nodiscard]] TaskId tokenAt(QPointF position) const;
    [[nodiscard]] QString explain(const StateCircle& circle) const;
    [[nodiscard]] QString explain(const TransitionArc& arc) const;

    ViewState* m_view;
    MomentPtr m_moment;
    DiagramGeometry m_geometry;
    DiagramContent m_content;
    DiagramPicture m_picture;
    TokenMotion m_motion;
    std::array<std::array<double, model::kStateCount>, model::kStateCount> m_pulse{};
    qint64 m_pulseBegin = -1;
    QElapsedTimer m_clock;
    QTimer m_frames;
    QTimer m_soon;
};

}  // namespace heddle::ui
