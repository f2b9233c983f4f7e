#include "ui/statediagram/state_diagram_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/models/story_text.h"
#include "ui/models/time_text.h"
#include "ui/models/view_state.h"
#include "ui/models/words.h"
#include "ui/statediagram/motion_preference.h"
#include "ui/theme/theme.h"

namespace heddle::ui {

using model::State;

namespace {

constexpr int kFrameMs = 16;
constexpr int kCrowdMs = 50;
constexpr std::size_t kCrowd = 2000;
constexpr std::size_t kMostLegs = 3;

double distance(QPointF a, QPointF b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

void appendArc(std::vector<QPointF>& way, const TransitionArc& arc) {
    for (int i = 0; i <= 12; ++i) way.push_back(arc.at(i / 12.0));
}

}  // namespace

StateDiagramView::StateDiagramView(ViewState* view, QWidget* parent) : QWidget(parent), m_view(view) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    announcePaintedParts();
    setAccessibleName(tr("State diagram"));
    m_clock.start();
    m_frames.setInterval(kFrameMs);
    connect(&m_frames, &QTimer::timeout, this, &StateDiagramView::tick);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCrowdMs);
    connect(&m_soon, &QTimer::timeout, this, &StateDiagramView::refresh);
    connect(view, &ViewState::snapshotChanged, this, &StateDiagramView::refreshSoon);
    connect(view, &ViewState::cursorChanged, this, &StateDiagramView::refresh);
    connect(view, &ViewState::sevenStateChanged, this, [this] {
        m_motion.clear();
        layOut();
        m_moment.reset();
        refresh();
    });
    connect(view, &ViewState::selectionChanged, this, [this] {
        placeTokens();
        update();
    });
    layOut();
    refresh();
}

void StateDiagramView::layOut() {
    m_geometry = layOutDiagram(size(), m_view->isSevenState());
    m_motion.clear();
    placeTokens();
}

void StateDiagramView::refreshSoon() {
    const bool isCrowd = m_view->snapshot() && m_view->snapshot()->tasks().size() > kCrowd;
    if (!isCrowd)
        refresh();
    else if (!m_soon.isActive())
        m_soon.start();
}

void StateDiagramView::refresh() {
    m_soon.stop();
    const MomentPtr moment = m_view->moment();
    if (moment && moment == m_moment)
        return;
    const MomentPtr before = std::exchange(m_moment, moment);
    if (!m_moment) {
        m_content.clear();
        m_motion.clear();
        placeTokens();
    } else {
        const bool isLive = before && before->isPresent() && m_moment->isPresent() && isVisible() &&
                            before->snapshot().start() == m_moment->snapshot().start();
        const DiagramContent contentBefore = isLive ? m_content : DiagramContent();
        m_content.update(*m_moment, m_view->isSevenState());
        if (isLive && !isMotionReduced(*this)) {
            moveTokens(*before, contentBefore);
        } else {
            m_motion.clear();
            placeTokens();
        }
    }
    describe();
    update();
}

void StateDiagramView::placeTokens() {
    m_picture.selected = m_view->selection().task;
    m_picture.tokens = tokensOf(m_geometry, m_content, m_picture.selected);
}

void StateDiagramView::moveTokens(const Moment& before, const DiagramContent& contentBefore) {
    const qint64 now = m_clock.elapsed();
    struct Mover {
        TaskId task;
        QPointF from;
    };
    std::vector<Mover> movers;
    std::size_t moved = 0;
    for (const model::TaskInfo& task : m_moment->snapshot().tasks()) {
        if (before.exists(task.id) &&
            m_content.shown(before.stateOf(task.id)) != m_content.shown(m_moment->stateOf(task.id)))
            ++moved;
    }
    if (moved <= kMostMovers) {
        for (const Token& token : m_picture.tokens) {
            const State present = m_content.shown(m_moment->stateOf(token.task));
            if (before.exists(token.task) && m_content.shown(before.stateOf(token.task)) != present)
                movers.push_back({token.task, m_motion.placeOf(token.task, now).value_or(token.place)});
        }
    }
    placeTokens();
    for (const Mover& mover : movers) {
        const auto token = std::find_if(m_picture.tokens.begin(), m_picture.tokens.end(),
                                        [&mover](const Token& t) { return t.task == mover.task; });
        if (token != m_picture.tokens.end())
            m_motion.start(mover.task, wayOf(mover.task, before, mover.from, token->place), now);
    }
    if (moved > kMostMovers)
        startPulse(contentBefore);
    if (isMoving() && !m_frames.isActive())
        m_frames.start();
}

std::vector<QPointF> StateDiagramView::wayOf(TaskId task, const Moment& before, QPointF from,
                                             QPointF to) const {
    // The states that it went through, as its history tells; of many the last ones.
    std::vector<State> states{m_content.shown(m_moment->stateOf(task))};
    const model::HistoryView history = m_moment->snapshot().history(task);
    const std::size_t first = history.indexAt(before.at());
    for (std::size_t i = history.size(); i-- > 0 && states.size() <= kMostLegs;) {
        const State state = m_content.shown(history.at(i).state);
        if (state != states.back())
            states.push_back(state);
        if (first < history.size() && i <= first)
            break;
    }
    std::reverse(states.begin(), states.end());
    std::vector<QPointF> way;
    if (!states.empty() && states.front() == m_content.shown(before.stateOf(task)))
        way.push_back(from);
    for (std::size_t i = 1; i < states.size(); ++i) {
        if (const TransitionArc* arc = m_geometry.arc(states[i - 1], states[i]))
            appendArc(way, *arc);
    }
    if (way.empty())
        way.push_back(from);
    way.push_back(to);
    return way;
}

void StateDiagramView::startPulse(const DiagramContent& before) {
    for (const TransitionArc& arc : m_geometry.arcs) {
        const std::uint64_t now = m_content.taken(arc.from, arc.to);
        const std::uint64_t then = before.taken(arc.from, arc.to);
        m_pulse[model::indexOf(arc.from)][model::indexOf(arc.to)] =
            now > then ? std::min(6.0, std::log2(1.0 + static_cast<double>(now - then))) : 0;
    }
    m_pulseBegin = m_clock.elapsed();
}

void StateDiagramView::tick() {
    const qint64 now = m_clock.elapsed();
    m_motion.advance(now);
    if (m_pulseBegin >= 0 && now - m_pulseBegin >= TokenMotion::kMoveMs)
        m_pulseBegin = -1;
    if (!isMoving())
        m_frames.stop();
    update();
}

void StateDiagramView::describe() {
    QStringList states;
    for (const StateCircle& circle : m_geometry.circles)
        states.append(QString::number(m_content.in(circle.state).tasks.size()) + QLatin1Char(' ') +
                      termOf(circle.state).word);
    const QString text =
        m_moment ? tr("At this instant: %1.").arg(states.join(tr(", "))) : tr("Nothing is running.");
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

void StateDiagramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().background);
    const qint64 now = m_clock.elapsed();
    DiagramPicture picture = m_picture;
    picture.geometry = &m_geometry;
    picture.content = &m_content;
    if (!m_motion.isIdle()) {
        for (Token& token : picture.tokens)
            token.place = m_motion.placeOf(token.task, now).value_or(token.place);
    }
    if (m_pulseBegin >= 0) {
        const double left =
            1 - std::clamp(static_cast<double>(now - m_pulseBegin) / TokenMotion::kMoveMs, 0.0, 1.0);
        picture.pulse = m_pulse;
        for (auto& row : picture.pulse)
            for (double& width : row) width *= left;
    }
    paintDiagram(painter, picture);
    if (hasFocus()) {
        painter.setPen(QPen(Theme::current().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
}

void StateDiagramView::resizeEvent(QResizeEvent*) {
    layOut();
}

std::optional<QPointF> StateDiagramView::tokenPlace(TaskId task) const {
    for (const Token& token : m_picture.tokens) {
        if (token.task == task)
            return m_motion.placeOf(task, m_clock.elapsed()).value_or(token.place);
    }
    return {};
}

TaskId StateDiagramView::tokenAt(QPointF position) const {
    const Token* nearest = nullptr;
    double least = 1e9;
    for (const Token& token : m_picture.tokens) {
        const QPointF place = m_motion.placeOf(token.task, m_clock.elapsed()).value_or(token.place);
        const double away = distance(place, position);
        // Small tokens may be missed by a few pixels.
        if (away <= std::max(token.radius + 1, 6.0) && away < least) {
            least = away;
            nearest = &token;
        }
    }
    return nearest ? nearest->task : TaskId{};
}

int StateDiagramView::partCount() const {
    return static_cast<int>(m_geometry.circles.size());
}

PaintedPart StateDiagramView::part(int index) const {
    const StateCircle& circle = m_geometry.circles[static_cast<std::size_t>(index)];
    const QSizeF size{2 * circle.radius, 2 * circle.radius};
    return {tr("%1, tasks in it: %2")
                .arg(termOf(circle.state).word, countText(m_content.in(circle.state).tasks.size())),
            QRectF{circle.centre - QPointF{circle.radius, circle.radius}, size}.toAlignedRect()};
}

QString StateDiagramView::explain(const StateCircle& circle) const {
    const Term term = termOf(circle.state);
    const StateContent& content = m_content.in(circle.state);
    QStringList lines{tr("%1: %2").arg(term.word, term.meaning)};
    lines.append(tr("Tasks in it at this instant: %1.").arg(countText(content.tasks.size())));
    if (content.meanStay && circle.state != State::Terminated)
        lines.append(tr("A stay has lasted %1 on average in the run so far.")
                         .arg(durationText(m_moment->snapshot(), *content.meanStay)));
    return lines.join(QLatin1Char('\n'));
}

QString StateDiagramView::explain(const TransitionArc& arc) const {
    const std::uint64_t count = m_content.taken(arc.from, arc.to);
    if (arc.isRare && count == 0)
        return {};
    const Term term = transitionTerm(arc.from, arc.to);
    return tr("%1: %2").arg(term.word, term.meaning) + QLatin1Char('\n') +
           tr("Taken in the run so far: %1 times.").arg(countText(count));
}

QString StateDiagramView::explanation(QPointF position) const {
    if (const TaskId task = tokenAt(position); task && m_moment)
        return intervalText(m_moment->snapshot(), task, m_moment->at());
    if (const StateCircle* circle = m_geometry.circleAt(position))
        return explain(*circle);
    const TransitionArc* arc = m_geometry.arcAt(position, 14);
    return arc ? explain(*arc) : QString();
}

bool StateDiagramView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipText(explanation(help->pos())), this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange)
        update();
    return QWidget::event(event);
}

void StateDiagramView::mousePressEvent(QMouseEvent* event) {
    const TaskId task = tokenAt(event->position());
    if (event->button() == Qt::LeftButton && task)
        m_view->selectTask(task);
    else
        QWidget::mousePressEvent(event);
}

void StateDiagramView::mouseMoveEvent(QMouseEvent* event) {
    setCursor(tokenAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void StateDiagramView::keyPressEvent(QKeyEvent* event) {
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    if (!m_moment || (!back && !forward)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto count = static_cast<std::uint32_t>(m_moment->snapshot().tasks().size());
    std::uint32_t id = m_view->selection().task.value();
    for (std::uint32_t tried = 0; tried < count; ++tried) {
        if (forward)
            id = id >= count ? 1 : id + 1;
        else
            id = id <= 1 ? count : id - 1;
        if (m_moment->exists(TaskId{id})) {
            m_view->selectTask(TaskId{id});
            return;
        }
    }
}

}  // namespace heddle::ui
