#include "ui/timeline/lane_names.h"

namespace heddle::ui {

namespace {

constexpr int kLeft = 16;     // of the outermost names, with room for their triangle
constexpr int kHeading = 34;  // of the ruler, beside which the column has its title
constexpr int kIndent = 16;   // per level
constexpr int kDeepest = 5;   // levels that still move to the right
constexpr int kGap = 10;      // between a name and the lanes
constexpr int kSlack = 4;     // widths are measured in whole pixels

int indentOf(const Lane& lane) {
    return kLeft + kIndent * std::min(lane.depth, kDeepest);
}

}  // namespace

LaneNames::LaneNames(QCustomPlot* plot, const LaneScene& scene, const QCPAxisRect& lanes)
    : QCPLayerable(plot), m_scene(scene), m_lanes(lanes) {}

void LaneNames::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

// QCPLayer moves every clip rectangle up by one pixel; this one allows for it.
QRect LaneNames::clipRect() const {
    return {0, 1, m_lanes.left(), m_lanes.top() + m_lanes.height()};
}

QRect LaneNames::triangle(const Lane& lane) const {
    if (!lane.hasChildren)
        return {};
    return {indentOf(lane) - 14, m_lanes.top() + lane.top - m_scene.scroll + lane.height / 2 - 6, 12, 12};
}

int LaneNames::neededWidth(const model::Snapshot& snapshot, const LaneLayout& layout, std::size_t first,
                           std::size_t last) {
    QFont strong = Theme::font();
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(strong);
    int widest = 0;
    for (std::size_t i = first; i < last; ++i) {
        const Lane& lane = layout.lanes()[i];
        widest = std::max(
            widest, indentOf(lane) + metrics.horizontalAdvance(laneName(snapshot, lane)) + kGap + kSlack);
    }
    return widest;
}

void LaneNames::draw(QCPPainter* painter) {
    if (!m_scene.snapshot || m_lanes.left() <= 0)
        return;
    const auto [first, last] = m_scene.layout.visible(m_scene.scroll, m_scene.scroll + m_lanes.height());
    if (painter->modes().testFlag(QCPPainter::pmVectorized) ||
        painter->modes().testFlag(QCPPainter::pmNoCaching)) {
        paint(*painter, first, last);
        return;
    }
    const double ratio = parentPlot()->bufferDevicePixelRatio();
    const QSize size = QSize(m_lanes.left(), m_lanes.height() + m_lanes.top()) * ratio;
    if (const QString needed = fingerprint(first, last); needed != m_cachedFor || m_cache.size() != size) {
        m_cache = QPixmap(size);
        m_cache.setDevicePixelRatio(ratio);
        m_cache.fill(m_scene.theme->background);
        QPainter cached(&m_cache);
        cached.setRenderHint(QPainter::Antialiasing);
        paint(cached, first, last);
        m_cachedFor = needed;
    }
    painter->drawPixmap(0, 0, m_cache);
}

QString LaneNames::fingerprint(std::size_t first, std::size_t last) const {
    QString text = QStringLiteral("%1 %2 %3 %4 %5 ")
                       .arg(m_scene.scroll)
                       .arg(m_lanes.top())
                       .arg(first)
                       .arg(m_scene.layout.rowHeight())
                       .arg(static_cast<int>(m_scene.theme->mode()));
    for (std::size_t i = first; i < last; ++i) {
        const Lane& lane = m_scene.layout.lanes()[i];
        text += laneName(*m_scene.snapshot, lane) +
                QChar(lane.isFolded      ? u'+'
                      : lane.hasChildren ? u'-'
                                         : u' ') +
                QChar(u'0' + static_cast<char16_t>(std::min(lane.depth, kDeepest)));
    }
    return text;
}

void LaneNames::paint(QPainter& painter, std::size_t first, std::size_t last) const {
    const Theme& theme = *m_scene.theme;
    QFont plain = Theme::font(), strong = Theme::font();
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(theme.quietText);
    painter.drawText(QRect(kLeft, m_lanes.top() - kHeading, m_lanes.left() - kLeft, kHeading),
                     Qt::AlignVCenter | Qt::AlignLeft, tr("Tasks"));
    painter.save();
    painter.setClipRect(QRect(0, m_lanes.top(), m_lanes.left(), m_lanes.height()));
    for (std::size_t i = first; i < last; ++i) {
        const Lane& lane = m_scene.layout.lanes()[i];
        const model::TaskInfo* task = m_scene.snapshot->task(lane.task);
        const bool isProcess = task && task->kind == wire::TaskKind::Process;
        const bool isQuiet = lane.isHeading() || lane.kind == LaneKind::Waiters || lane.kind == LaneKind::Cpu;
        const QFont& font = isProcess || lane.isHeading() ? strong : plain;
        painter.setFont(font);
        painter.setPen(isQuiet ? theme.quietText : theme.text);
        const int top = m_lanes.top() + lane.top - m_scene.scroll;
        const QRect room{indentOf(lane), top, m_lanes.left() - indentOf(lane) - kGap, lane.height};
        const QString name =
            QFontMetrics(font).elidedText(laneName(*m_scene.snapshot, lane), Qt::ElideMiddle, room.width());
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, name);
        if (lane.hasChildren)
            paintTriangle(painter, lane);
    }
    painter.restore();
}

void LaneNames::paintTriangle(QPainter& painter, const Lane& lane) const {
    const QPointF middle = QRectF(triangle(lane)).center();
    QPolygonF shape;
    if (lane.isFolded)
        shape << middle + QPointF(-1.5, -3.5) << middle + QPointF(2.5, 0) << middle + QPointF(-1.5, 3.5);
    else
        shape << middle + QPointF(-3.5, -1.5) << middle + QPointF(3.5, -1.5) << middle + QPointF(0, 2.5);
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_scene.theme->quietText);
    painter.drawPolygon(shape);
    painter.restore();
}

}  // namespace heddle::ui
