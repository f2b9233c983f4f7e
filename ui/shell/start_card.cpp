#include "ui/shell/start_card.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <vector>

#include "ui/theme/field_style.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

using model::State;

// One block of a lane in a picture: from and to as shares of the width.
struct Block {
    int lane;
    double from, to;
    State state;
};

const std::vector<Block>& blocksOf(StartCard::Picture picture) {
    static const std::vector<Block> kDeadlock{
        {0, 0.02, 0.10, State::New},     {0, 0.10, 0.34, State::Running}, {0, 0.34, 0.52, State::Blocked},
        {0, 0.52, 0.60, State::Running}, {0, 0.60, 1.00, State::Blocked}, {1, 0.10, 0.18, State::New},
        {1, 0.18, 0.34, State::Ready},   {1, 0.34, 0.52, State::Running}, {1, 0.52, 1.00, State::Blocked},
    };
    static const std::vector<Block> kTree{
        {0, 0.00, 0.12, State::Running}, {0, 0.12, 0.86, State::Blocked}, {0, 0.86, 1.00, State::Running},
        {1, 0.12, 0.18, State::New},     {1, 0.18, 0.50, State::Running}, {1, 0.50, 0.56, State::Ready},
        {1, 0.56, 0.70, State::Running}, {2, 0.22, 0.30, State::New},     {2, 0.30, 0.36, State::Ready},
        {2, 0.36, 0.84, State::Running}, {3, 0.40, 0.46, State::Ready},   {3, 0.46, 0.62, State::Running},
        {3, 0.62, 0.74, State::Blocked}, {3, 0.74, 0.82, State::Running},
    };
    static const std::vector<Block> kRecording{
        {0, 0.00, 0.30, State::Running}, {0, 0.30, 0.48, State::Ready},   {0, 0.48, 0.70, State::Running},
        {0, 0.70, 0.82, State::Ready},   {0, 0.82, 1.00, State::Running}, {1, 0.00, 0.30, State::Ready},
        {1, 0.30, 0.48, State::Running}, {1, 0.48, 0.70, State::Ready},   {1, 0.70, 0.82, State::Running},
        {1, 0.82, 1.00, State::Ready},   {2, 0.08, 0.40, State::Blocked}, {2, 0.40, 0.56, State::Running},
        {2, 0.56, 1.00, State::Blocked},
    };
    switch (picture) {
        case StartCard::Picture::Deadlock:
            return kDeadlock;
        case StartCard::Picture::ProcessTree:
            return kTree;
        case StartCard::Picture::Recording:
            break;
    }
    return kRecording;
}

void paintLanes(QPainter& painter, const QRectF& area, StartCard::Picture picture) {
    constexpr double kLane = 28, kBlock = 20;
    int lanes = 0;
    for (const Block& block : blocksOf(picture)) lanes = std::max(lanes, block.lane + 1);
    const double top = area.center().y() - lanes * kLane / 2;
    for (const Block& block : blocksOf(picture)) {
        const StateLook look = Theme::current().look(block.state);
        const double height = std::max(2.0, kBlock * look.height);
        const double bottom = top + block.lane * kLane + kLane - 4;
        painter.fillRect(QRectF{area.left() + block.from * area.width(), bottom - height,
                                (block.to - block.from) * area.width(), height},
                         look.colour);
    }
    if (picture == StartCard::Picture::Recording) {
        painter.setPen(QPen{Theme::current().accent, 2});
        const double x = area.left() + 0.62 * area.width();
        painter.drawLine(QPointF{x, area.top() + 6}, QPointF{x, area.bottom() - 6});
    }
}

}  // namespace

StartCard::StartCard(Picture picture, const QString& title, const QString& sentence, QWidget* parent)
    : QAbstractButton(parent), m_picture(picture), m_sentence(sentence) {
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize StartCard::sizeHint() const {
    return {320, 268};
}

void StartCard::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF{rect()}.adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(hasFocus() ? QPen{theme.accent, 2} : QPen{underMouse() ? edgeOf(theme) : theme.line, 1});
    painter.setBrush(underMouse() || isDown() ? theme.panel : theme.background);
    painter.drawRoundedRect(card, 10, 10);

    const QRectF picture = card.adjusted(26, 22, -26, 0);
    paintLanes(painter, QRectF{picture.left(), picture.top(), picture.width(), 120}, m_picture);

    QFont heading = Theme::headingFont();
    painter.setFont(heading);
    painter.setPen(theme.text);
    const QRectF titleArea{picture.left(), picture.top() + 136, picture.width(), 26};
    painter.drawText(titleArea, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(Theme::font());
    painter.setPen(theme.quietText);
    painter.drawText(QRectF{picture.left(), titleArea.bottom() + 6, picture.width(),
                            card.bottom() - titleArea.bottom() - 16},
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_sentence);
}

void StartCard::enterEvent(QEnterEvent* event) {
    update();
    QAbstractButton::enterEvent(event);
}

void StartCard::leaveEvent(QEvent* event) {
    update();
    QAbstractButton::leaveEvent(event);
}

}  // namespace heddle::ui
