#include "ui/stepper/next_step_delegate.h"

#include <QPainter>

#include "ui/stepper/next_steps_model.h"
#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kMargin = 20;  // as the titles of panels have it
constexpr int kGap = 14;
constexpr int kKeySize = 20;
constexpr int kBlockWidth = 14, kBlockHeight = 14;

QRect cardIn(const QRect& row) {
    return row.adjusted(kMargin, 2, -12, -2);
}

QFont boldFont() {
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QString timeLimitText() {
    return NextStepDelegate::tr("time is up");
}

}  // namespace

void NextStepDelegate::setColumns(int nameWidth, int operationWidth, int lineWidth) {
    m_nameWidth = nameWidth;
    m_operationWidth = operationWidth;
    m_lineWidth = lineWidth;
}

int NextStepDelegate::widthFor(int nameWidth, int operationWidth, int lineWidth) {
    const int texts = nameWidth + operationWidth + (lineWidth > 0 ? lineWidth + kGap : 0) + 2 * kGap;
    return kMargin + 6 + kKeySize + 10 + kBlockWidth + 10 + texts + 10 + 12;
}

QRect NextStepDelegate::timeLimitIn(const QRect& row, const QModelIndex& index) const {
    if (!index.data(NextStepsModel::MayTimeOutRole).toBool())
        return {};
    const QRect card = cardIn(row);
    const int width = QFontMetrics(Theme::font()).horizontalAdvance(timeLimitText()) + 16;
    const int left = row.left() + widthFor(m_nameWidth, m_operationWidth, m_lineWidth) - 22;
    return {left, card.top() + 4, width, card.height() - 8};
}

void NextStepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    const bool mayGo = index.data(NextStepsModel::MayGoRole).toBool();
    const bool isAlive = index.data(NextStepsModel::AliveRole).toBool();
    const bool isHovered = option.state & QStyle::State_MouseOver;
    const bool isChosen = option.state & QStyle::State_Selected;
    const auto state = static_cast<model::State>(index.data(NextStepsModel::StateRole).toInt());
    const QRect card = cardIn(option.rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);

    painter->setPen(isChosen || (isHovered && mayGo) ? QPen(theme.accent, 1.2)
                    : mayGo                          ? QPen(mixed(theme.line, theme.text, 0.1), 1)
                                                     : QPen(Qt::NoPen));
    painter->setBrush(mayGo ? (isHovered ? theme.selection : theme.panel) : QColor(Qt::transparent));
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);

    int x = card.left() + 6;
    const QRect key(x, card.center().y() - kKeySize / 2 + 1, kKeySize, kKeySize);
    if (const QString digit = index.data(NextStepsModel::KeyRole).toString(); !digit.isEmpty() && isAlive) {
        painter->setPen(QPen(mixed(theme.line, theme.text, mayGo ? 0.25 : 0.05), 1));
        painter->setBrush(mayGo ? theme.background : QColor(Qt::transparent));
        painter->drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter->setFont(mayGo ? boldFont() : Theme::font());
        painter->setPen(mayGo ? theme.text : theme.quietText);
        painter->drawText(key, Qt::AlignCenter, digit);
    }
    x += kKeySize + 10;

    const StateLook look = theme.look(state);
    const double height = std::max(1.5, kBlockHeight * look.height);
    painter->fillRect(QRectF(x, card.center().y() + kBlockHeight / 2.0 - height + 1, kBlockWidth, height),
                      look.colour);
    x += kBlockWidth + 10;

    const auto column = [&](const QString& text, int width, const QFont& font, const QColor& ink) {
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(QRect(x, card.top(), width, card.height()), Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetrics(font).elidedText(text, Qt::ElideMiddle, width));
        x += width + kGap;
    };
    const QColor ink = mayGo ? theme.text : theme.quietText;
    column(index.data().toString(), m_nameWidth, isAlive ? boldFont() : Theme::font(),
           isAlive ? theme.text : ink);
    column(index.data(NextStepsModel::OperationRole).toString(), m_operationWidth, Theme::font(), ink);
    if (m_lineWidth > 0)
        column(index.data(NextStepsModel::LineRole).toString(), m_lineWidth, Theme::font(), theme.quietText);

    const QRect limit = timeLimitIn(option.rect, index);
    painter->setFont(Theme::font());
    painter->setPen(!isAlive ? theme.quietText
                             : readableOn(mayGo && isHovered ? theme.selection : theme.panel,
                                          mayGo ? theme.good : theme.look(model::State::Blocked).colour));
    const int from = limit.isEmpty() ? x : limit.right() + kGap;
    const QRect room(from, card.top(), card.right() - 10 - from, card.height());
    QString standing = index.data(NextStepsModel::StandingRole).toString();
    if (painter->fontMetrics().horizontalAdvance(standing) > room.width())
        standing = index.data(NextStepsModel::BriefStandingRole).toString();
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight,
                      painter->fontMetrics().elidedText(standing, Qt::ElideRight, room.width()));
    if (!limit.isEmpty()) {
        painter->setPen(QPen(theme.accent, 1));
        painter->setBrush(theme.background);
        painter->drawRoundedRect(QRectF(limit).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter->setPen(readableOn(theme.background, theme.accent));
        painter->drawText(limit, Qt::AlignCenter, timeLimitText());
    }
    painter->restore();
}

QSize NextStepDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {widthFor(m_nameWidth, m_operationWidth, m_lineWidth), kRowHeight};
}

}  // namespace heddle::ui
