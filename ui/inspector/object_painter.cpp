#include "ui/inspector/object_painter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QtMath>

#include "ui/inspector/strip_painter.h"
#include "ui/models/object_table_model.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

QFont boldFont() {
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    return font;
}

struct ObjectPictureWords {
    Q_DECLARE_TR_FUNCTIONS(ObjectPictureWords)
};

void paintCells(QPainter& painter, const ObjectCard& card) {
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.quietText, 1.2));
    for (std::size_t i = 0; i < card.cellBoxes.size(); ++i) {
        const bool isFilled = static_cast<int>(i) < card.cells.filled;
        painter.setBrush(isFilled ? theme.hold : QColor(Qt::transparent));
        const QRectF box = card.cellBoxes[i].adjusted(0.5, 0.5, -0.5, -0.5);
        if (card.cells.isInLine)
            painter.drawRect(box);
        else
            painter.drawEllipse(box);
    }
}

}  // namespace

void paintObjectCard(QPainter& painter, const ObjectCard& card, TaskId chosen) {
    const Theme& theme = Theme::current();
    painter.setFont(boldFont());
    painter.setPen(theme.text);
    painter.drawText(card.nameBox, Qt::AlignVCenter | Qt::AlignLeft, card.name);
    painter.setFont(Theme::font());
    painter.setPen(theme.quietText);
    if (!card.kindBox.isEmpty())
        painter.drawText(card.kindBox, Qt::AlignVCenter | Qt::AlignLeft, card.kind);
    painter.drawText(card.valueBox, Qt::AlignVCenter | Qt::AlignRight, card.value);
    paintCells(painter, card);
    paintStrip(painter, card.strip, chosen, theme.text);
}

int objectsPictureHeight(const Moment& moment) {
    double height = 0;
    for (const model::ObjectInfo& object : moment.snapshot().objects())
        height += objectCardHeight(object.kind);
    return qCeil(height);
}

bool paintObjectsPicture(QPainter& painter, const QRectF& room, const MomentPtr& moment, TaskId chosen) {
    ObjectTableModel model;
    model.setMoment(moment);
    const QFontMetricsF bold(boldFont()), plain(Theme::font());
    double top = room.top();
    std::size_t remaining = moment->snapshot().objects().size();
    for (const model::ObjectInfo& object : moment->snapshot().objects()) {
        const QRectF row(room.left(), top, room.width(), objectCardHeight(object.kind));
        if (row.bottom() > room.bottom()) {
            painter.setPen(Theme::current().quietText);
            painter.drawText(row, Qt::AlignLeft | Qt::AlignTop,
                             ObjectPictureWords::tr("%1 more objects below").arg(remaining));
            break;
        }
        --remaining;
        const QString value = model.indexOf(object.id, ObjectTableModel::Value).data().toString();
        paintObjectCard(painter, layOutObjectCard(*moment, object.id, value, row, bold, plain), chosen);
        top = row.bottom();
    }
    return top > room.top();
}

}  // namespace heddle::ui
