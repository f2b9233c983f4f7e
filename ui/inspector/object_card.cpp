#include "ui/inspector/object_card.h"

#include <algorithm>

#include "ui/models/words.h"

namespace heddle::ui {
namespace {

constexpr double kLine = 26;
constexpr double kGap = 8;
constexpr double kCell = 13, kCellGap = 4;
constexpr double kMostForValue = 0.7;  // of the room

}  // namespace

double objectCardHeight(wire::ObjectKind kind) {
    return kind == wire::ObjectKind::Variable ? kLine + 4 : 2 * kLine + 4;
}

ObjectCard layOutObjectCard(const Moment& moment, ObjectId object, const QString& value, const QRectF& room,
                            const QFontMetricsF& bold, const QFontMetricsF& plain) {
    const model::ObjectInfo& info = *moment.snapshot().object(object);
    ObjectCard card;
    card.value = value;
    card.cells = levelCellsOf(moment, object);
    const double top = room.top() + 2;

    // From the right: the value in words, its cells before it; where that leaves nothing for the name, the
    // cells alone. From the left: the name, and the kind.
    const double step = card.cells.isInLine ? kCell - 1 : kCell + kCellGap;
    const double cellsWidth = card.cells.count > 0 ? kGap + step * card.cells.count : 0;
    double valueWidth = plain.horizontalAdvance(value) + 1;
    if (cellsWidth > 0 && valueWidth + cellsWidth > room.width() * kMostForValue) {
        card.value.clear();
        valueWidth = 0;
    }
    card.valueBox = QRectF(room.right() - valueWidth, top, valueWidth, kLine);
    double left = card.valueBox.left();
    if (card.cells.count > 0) {
        left -= cellsWidth;
        for (int i = 0; i < card.cells.count; ++i)
            card.cellBoxes.emplace_back(left + step * i, top + (kLine - kCell) / 2, kCell, kCell);
    }
    const double most = std::max(0.0, left - kGap - room.left());
    card.name = bold.elidedText(nameText(moment.snapshot(), object), Qt::ElideMiddle, most);
    card.nameBox = QRectF(room.left(), top, bold.horizontalAdvance(card.name) + 1, kLine);
    card.kind = termOf(info.kind).word;
    const QRectF kind(card.nameBox.right() + kGap, top, plain.horizontalAdvance(card.kind) + 1, kLine);
    if (kind.right() + kGap <= left)
        card.kindBox = kind;
    card.strip =
        layOutStrip(moment, object, QRectF(room.left(), top + kLine, room.width(), kLine - 4), plain);
    return card;
}

}  // namespace heddle::ui
