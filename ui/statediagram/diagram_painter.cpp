#include "ui/statediagram/diagram_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/models/time_text.h"
#include "ui/models/words.h"
#include "ui/statediagram/diagram_labels.h"
#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

using model::State;

struct DiagramWords {
    Q_DECLARE_TR_FUNCTIONS(Diagram)
};

class Drawing {
public:
    Drawing(QPainter& painter, const DiagramPicture& picture)
        : m_painter(painter), m_picture(picture), m_geometry(*picture.geometry), m_theme(Theme::current()) {}

    void draw() {
        for (const TransitionArc& arc : m_geometry.arcs) drawArc(arc);
        const std::vector<QRectF> words = drawArcLabels();
        for (const StateCircle& circle : m_geometry.circles) drawCircle(circle, words);
        for (const Token& token : m_picture.tokens) drawToken(token);
    }

private:
    [[nodiscard]] std::uint64_t taken(const TransitionArc& arc) const {
        return m_picture.content->taken(arc.from, arc.to);
    }

    void setFont(double pixels, QFont::Weight weight) {
        QFont font = Theme::font();
        font.setPixelSize(static_cast<int>(std::lround(pixels)));
        font.setWeight(weight);
        m_painter.setFont(font);
    }

    void drawArc(const TransitionArc& arc) {
        if (arc.isRare && taken(arc) == 0)
            return;
        const double pulse = m_picture.pulse[model::indexOf(arc.from)][model::indexOf(arc.to)];
        const double scale = m_geometry.labelSize / 13;
        const QColor quiet = mixed(m_theme.background, m_theme.quietText, 0.55);
        const QColor colour =
            pulse > 0 ? mixed(quiet, m_theme.look(arc.to).colour, std::min(1.0, pulse / 3)) : quiet;
        QPen pen(colour, 1.4 * scale + pulse, arc.isRare ? Qt::DotLine : Qt::SolidLine, Qt::FlatCap);
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(arc.path());
        const double head = 4.5 * scale + pulse * 0.7;
        m_painter.save();
        m_painter.translate(arc.end);
        m_painter.rotate(arc.endAngle());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        const QPointF points[]{{1, 0}, {-head * 1.7, -head * 0.75}, {-head * 1.7, head * 0.75}};
        m_painter.drawPolygon(points, 3);
        m_painter.restore();
    }

    // The word beside each arc, and quietly below it how often it was taken. Where they stand.
    std::vector<QRectF> drawArcLabels() {
        std::vector<ArcText> texts;
        for (const TransitionArc& arc : m_geometry.arcs) {
            const std::uint64_t count = taken(arc);
            texts.push_back(arc.isRare ? ArcText()
                                       : ArcText{transitionTerm(arc.from, arc.to).word,
                                                 count == 0 ? QString() : countText(count)});
        }
        setFont(m_geometry.labelSize, QFont::Normal);
        const QFontMetricsF metrics(m_painter.font());
        std::vector<QRectF> counts;  // above and below the circles
        for (const StateCircle& circle : m_geometry.circles)
            counts.push_back(captionBox(circle, metrics.horizontalAdvance(QStringLiteral("00")), metrics));
        const std::vector<ArcLabel> labels =
            placeArcLabels(m_geometry, texts, metrics, counts, QRectF(QPointF(), m_geometry.size));
        std::vector<QRectF> boxes;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            drawArcLabel(labels[i], texts[i], metrics);
            boxes.push_back(labels[i].box);
        }
        return boxes;
    }

    void drawArcLabel(const ArcLabel& label, const ArcText& text, const QFontMetricsF& metrics) {
        const QRectF word(label.box.topLeft(), QSizeF(label.box.width(), metrics.height() * 0.98));
        m_painter.fillRect(label.hasNumber ? label.box : word,
                           m_theme.background);  // an arc of the rare ones may pass below it
        const int align = static_cast<int>(label.align | Qt::AlignVCenter);
        m_painter.setPen(m_theme.text);
        m_painter.drawText(word, align, text.word);
        m_painter.setPen(m_theme.quietText);
        if (label.hasNumber)
            m_painter.drawText(word.translated(0, word.height()), align, text.number);
    }

    void drawCircle(const StateCircle& circle, const std::vector<QRectF>& words) {
        const StateContent& content = m_picture.content->in(circle.state);
        const StateLook look = m_theme.look(circle.state);
        const std::size_t count = content.tasks.size();
        const double scale = m_geometry.labelSize / 13;
        const QRectF box(circle.centre.x() - circle.radius, circle.centre.y() - circle.radius,
                         2 * circle.radius, 2 * circle.radius);
        m_painter.setPen(
            QPen(look.colour, 2.2 * scale, model::isSuspended(circle.state) ? Qt::DashLine : Qt::SolidLine));
        m_painter.setBrush(mixed(m_theme.background, look.colour, count == 0 ? 0.0 : 0.06));
        m_painter.drawEllipse(box);
        const bool isCrowd = count > 0 && layOutTokens(circle, count, m_geometry.nameSize).tokenRadius == 0;
        if (isCrowd)
            drawCrowd(circle, count);
        drawName(circle, count == 0);
        drawCaption(circle, content, words);
    }

    // Too many to tell apart: the circle fills up with the share of all tasks that are in it.
    void drawCrowd(const StateCircle& circle, std::size_t count) {
        const double share = static_cast<double>(count) /
                             static_cast<double>(std::max<std::size_t>(1, m_picture.content->taskCount()));
        const double inner = circle.radius - 2;
        QPainterPath disc;
        disc.addEllipse(circle.centre, inner, inner);
        QPainterPath level;
        const double top = circle.centre.y() + inner - 2 * inner * share;
        level.addRect(QRectF(circle.centre.x() - inner, top, 2 * inner, circle.centre.y() + inner - top));
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(mixed(m_theme.background, m_theme.look(circle.state).colour, 0.38));
        m_painter.drawPath(disc.intersected(level));
        setFont(m_geometry.nameSize * 1.25, QFont::DemiBold);
        m_painter.setPen(m_theme.text);
        m_painter.drawText(QRectF(circle.centre.x() - circle.radius, circle.centre.y() - circle.radius * 0.05,
                                  2 * circle.radius, circle.radius * 0.6),
                           Qt::AlignCenter, countText(count));
    }

    void drawName(const StateCircle& circle, bool isEmpty) {
        QString name = termOf(circle.state).word;
        name[0] = name[0].toUpper();
        name.replace(QStringLiteral(", "), QStringLiteral("\n"));
        setFont(m_geometry.nameSize, QFont::DemiBold);
        m_painter.setPen(isEmpty ? m_theme.quietText : m_theme.text);
        // A long name in a small circle takes a smaller font rather than leave it, down to what can be read.
        QFont font = m_painter.font();
        const double chord = circle.radius * (name.contains(QLatin1Char('\n')) ? 1.80 : 1.92) - 2;
        const double wide = QFontMetricsF(font).boundingRect({0, 0, 1e4, 1e4}, Qt::AlignCenter, name).width();
        if (wide > chord)
            font.setPixelSize(std::max(13, static_cast<int>(font.pixelSize() * chord / wide)));
        if (wide * font.pixelSize() / m_geometry.nameSize > chord)
            font.setWeight(QFont::Normal);  // narrower
        if (const double left =
                QFontMetricsF(font).boundingRect({0, 0, 1e4, 1e4}, Qt::AlignCenter, name).width();
            left > chord)
            font.setStretch(std::max(86, static_cast<int>(100 * chord / left)));
        m_painter.setFont(font);
        const QFontMetricsF metrics(font);
        // An empty state has its name in the middle, one with tasks above them.
        const double lines = name.contains(QLatin1Char('\n')) ? 2 : 1;
        const double height = metrics.height() * lines;
        const double shift = isEmpty ? 0 : circle.radius * (lines > 1 ? 0.30 : 0.36);
        const QRectF box(circle.centre.x() - circle.radius * 1.2, circle.centre.y() - shift - height / 2,
                         circle.radius * 2.4, height);
        m_painter.drawText(box, Qt::AlignCenter, name);
    }

    // Above the upper circles, below the lower ones.
    [[nodiscard]] QRectF captionBox(const StateCircle& circle, double width,
                                    const QFontMetricsF& metrics) const {
        const double y = circle.captionAbove ? circle.centre.y() - circle.radius - metrics.height() - 4
                                             : circle.centre.y() + circle.radius + 4;
        const double x = std::clamp(circle.centre.x() - width / 2, 2.0,
                                    std::max(2.0, m_geometry.size.width() - width - 2.0));
        return {x, y, width, metrics.height()};
    }

    // How many there are, "mean 1.09 s" where that touches nothing else; on hover it is told as well.
    void drawCaption(const StateCircle& circle, const StateContent& content,
                     const std::vector<QRectF>& words) {
        const QString count = content.tasks.empty() ? QString() : countText(content.tasks.size());
        const bool hasStay = content.meanStay && circle.state != State::Terminated;
        QString stay = hasStay ? DiagramWords::tr("mean %1").arg(durationText(*content.meanStay)) : QString();
        setFont(m_geometry.labelSize, QFont::DemiBold);
        const QFont bold = m_painter.font();
        const double countWidth = QFontMetricsF(bold).horizontalAdvance(count);
        setFont(m_geometry.labelSize, QFont::Normal);
        const QFontMetricsF metrics(m_painter.font());
        const double gap = count.isEmpty() || stay.isEmpty() ? 0 : m_geometry.labelSize * 0.6;
        QRectF box = captionBox(circle, countWidth + gap + metrics.horizontalAdvance(stay), metrics);
        const bool isFree = !touchesCircle(m_geometry, box) &&
                            std::none_of(words.begin(), words.end(),
                                         [&box](const QRectF& word) { return word.intersects(box); }) &&
                            std::none_of(m_captions.begin(), m_captions.end(), [&box](const QRectF& other) {
                                return other.adjusted(-8, 0, 8, 0).intersects(box);
                            });
        if (!isFree) {
            stay.clear();
            box = captionBox(circle, countWidth, metrics);
        }
        m_captions.push_back(box);
        m_painter.setPen(m_theme.quietText);
        m_painter.drawText(box.adjusted(countWidth + gap, 0, 2, 0), Qt::AlignLeft, stay);
        m_painter.setFont(bold);
        m_painter.setPen(m_theme.text);
        m_painter.drawText(QRectF(box.left(), box.top(), countWidth + 4, box.height()), Qt::AlignLeft, count);
    }

    void drawToken(const Token& token) {
        const StateLook look = m_theme.look(token.state);
        m_painter.setPen(Qt::NoPen);
        if (look.hatch == Hatch::None) {
            m_painter.setBrush(look.colour);
        } else {
            // Hollow and hatched ones need their outline.
            m_painter.setPen(QPen(look.colour, std::max(1.0, token.radius * 0.28)));
            m_painter.setBrush(look.hatch == Hatch::Diagonal && token.radius > 4
                                   ? QBrush(look.colour, Qt::BDiagPattern)
                                   : QBrush(m_theme.background));
        }
        const double radius = look.hatch == Hatch::None ? token.radius : token.radius * 0.86;
        m_painter.drawEllipse(token.place, radius, radius);
        if (token.task != m_picture.selected)
            return;
        const double ring = std::max(token.radius + 2.5, 5.0);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_theme.background, 4.5));
        m_painter.drawEllipse(token.place, ring, ring);
        m_painter.setPen(QPen(m_theme.accent, 2.2));
        m_painter.drawEllipse(token.place, ring, ring);
    }

    QPainter& m_painter;
    const DiagramPicture& m_picture;
    const DiagramGeometry& m_geometry;
    const Theme& m_theme;
    std::vector<QRectF> m_captions;  // drawn so far
};

}  // namespace

std::vector<Token> tokensOf(const DiagramGeometry& geometry, const DiagramContent& content, TaskId selected) {
    std::vector<Token> tokens;
    for (const StateCircle& circle : geometry.circles) {
        const auto& tasks = content.in(circle.state).tasks;
        const TokenGrid grid = layOutTokens(circle, tasks.size(), geometry.nameSize);
        for (std::size_t i = 0; i < grid.places.size(); ++i)
            tokens.push_back({tasks[i], circle.state, grid.places[i], grid.tokenRadius});
        if (grid.tokenRadius == 0 && std::binary_search(tasks.begin(), tasks.end(), selected))
            tokens.push_back({selected, circle.state, circle.centre + QPointF(0, circle.radius * 0.74), 5});
    }
    return tokens;
}

void paintDiagram(QPainter& painter, const DiagramPicture& picture) {
    painter.setRenderHint(QPainter::Antialiasing);
    Drawing(painter, picture).draw();
}

}  // namespace heddle::ui
