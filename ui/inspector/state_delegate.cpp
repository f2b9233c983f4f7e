#include "ui/inspector/state_delegate.h"

#include <QApplication>
#include <QPainter>

#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kBlockWidth = 18;
constexpr int kBlockHeight = 14;
constexpr int kMargin = 6;

void paintBlock(QPainter& painter, const QRectF& lane, model::State state) {
    const StateLook look = Theme::current().look(state);
    // A hair must stay visible.
    const double height = std::max(1.5, lane.height() * look.height);
    const QRectF block(lane.left(), lane.bottom() - height, lane.width(), height);
    painter.setPen(Qt::NoPen);
    switch (look.hatch) {
        case Hatch::None:
            painter.fillRect(block, look.colour);
            break;
        case Hatch::Diagonal:
            painter.fillRect(block, QBrush(look.colour, Qt::BDiagPattern));
            break;
        case Hatch::Cross:
            painter.fillRect(block, QBrush(look.colour, Qt::DiagCrossPattern));
            break;
        case Hatch::Hollow:
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(look.colour, 1.4));
            painter.drawRect(block.adjusted(0.7, 0.7, -0.7, -0.7));
            break;
    }
}

}  // namespace

void StateDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = std::exchange(item.text, QString());
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const bool isChosen = item.state & QStyle::State_Selected;
    painter->save();
    const QRectF lane(item.rect.left() + kMargin, item.rect.center().y() - kBlockHeight / 2.0 + 0.5,
                      kBlockWidth, kBlockHeight);
    const auto state = static_cast<model::State>(index.data(m_stateRole).toInt());
    paintBlock(*painter, lane, state);
    painter->setPen(item.palette.color(isChosen ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(item.font);
    const QRectF words = QRectF(item.rect).adjusted(kMargin + kBlockWidth + 8, 0, -2, 0);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                      item.fontMetrics.elidedText(text, Qt::ElideRight, static_cast<int>(words.width())));
    painter->restore();
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(kMargin + kBlockWidth + 8, 0);
}

}  // namespace heddle::ui
