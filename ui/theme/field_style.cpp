#include "ui/theme/field_style.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>

#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kHeight = 30;  // as a line of text has it: 18 and its padding and edge
constexpr double kRadius = 6;
constexpr int kPadding = 5;  // left of the text, beyond what Fusion leaves

enum class Pointing { Up, Down };

void drawFrame(QPainter& painter, const QRect& rect, bool hasFocus) {
    const Theme& theme = Theme::current();
    painter.setPen(QPen(hasFocus ? theme.accent : edgeOf(theme), 1));
    painter.setBrush(theme.background);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

void drawChevron(QPainter& painter, const QPointF& middle, Pointing pointing, const QColor& ink) {
    constexpr double kHalf = 3.5;
    const double rise = pointing == Pointing::Up ? -kHalf / 2 : kHalf / 2;
    const QPointF points[]{middle + QPointF(-kHalf, -rise), middle + QPointF(0, rise),
                           middle + QPointF(kHalf, -rise)};
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(points, 3);
}

QColor inkOf(bool isEnabled, bool isHovered) {
    const Theme& theme = Theme::current();
    return !isEnabled ? edgeOf(theme) : isHovered ? theme.text : theme.quietText;
}

}  // namespace

QColor edgeOf(const Theme& theme) {
    return mixed(theme.line, theme.text, theme.mode() == Theme::Mode::Dark ? 0.24 : 0.18);
}

FieldStyle::FieldStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void FieldStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                    QPainter* painter, const QWidget* widget) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (const auto* spinBox = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        control == CC_SpinBox && spinBox)
        drawSpinBox(*spinBox, *painter, widget);
    else if (const auto* comboBox = qstyleoption_cast<const QStyleOptionComboBox*>(option);
             control == CC_ComboBox && comboBox && !comboBox->editable)
        drawComboBox(*comboBox, *painter, widget);
    else {
        painter->restore();
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
    painter->restore();
}

void FieldStyle::drawSpinBox(const QStyleOptionSpinBox& option, QPainter& painter,
                             const QWidget* widget) const {
    drawFrame(painter, option.rect, option.state & State_HasFocus);
    const auto drawButton = [&](SubControl button, QAbstractSpinBox::StepEnabledFlag needed, Pointing way) {
        const bool isEnabled = option.state & State_Enabled && option.stepEnabled & needed;
        const bool isHovered = option.state & State_MouseOver && option.activeSubControls == button;
        const QRectF place = proxy()->subControlRect(CC_SpinBox, &option, button, widget);
        // The two stand closer together than their halves of the field.
        const double lean = way == Pointing::Up ? 1.5 : -1.5;
        drawChevron(painter, place.center() + QPointF(-1, lean), way, inkOf(isEnabled, isHovered));
    };
    drawButton(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Pointing::Up);
    drawButton(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Pointing::Down);
}

void FieldStyle::drawComboBox(const QStyleOptionComboBox& option, QPainter& painter,
                              const QWidget* widget) const {
    drawFrame(painter, option.rect, option.state & (State_HasFocus | State_On));
    const QRectF place = proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    drawChevron(painter, place.center(), Pointing::Down,
                inkOf(option.state & State_Enabled, option.state & State_MouseOver));
}

void FieldStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    if (element == PE_FrameTabBarBase)
        return;  // the tab's own line is enough
    if (element != PE_IndicatorRadioButton)
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    const Theme& theme = Theme::current();
    const bool isEnabled = option->state & State_Enabled;
    const bool isOn = option->state & State_On;
    const QRectF circle = QRectF(option->rect).adjusted(1, 1, -1, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isOn && isEnabled ? theme.accent : edgeOf(theme), 1.4));
    painter->setBrush(theme.background);
    painter->drawEllipse(circle);
    if (isOn) {
        const double inset = circle.width() * 0.25;
        painter->setPen(Qt::NoPen);
        painter->setBrush(isEnabled ? theme.accent : edgeOf(theme));
        painter->drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
    }
    painter->restore();
}

QSize FieldStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                   const QWidget* widget) const {
    const QSize natural = QProxyStyle::sizeFromContents(type, option, size, widget);
    return type == CT_ComboBox ? natural.expandedTo({0, kHeight}) + QSize(kPadding, 0) : natural;
}

QRect FieldStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                 const QWidget* widget) const {
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    const bool isText = (control == CC_ComboBox && part == SC_ComboBoxEditField) ||
                        (control == CC_SpinBox && part == SC_SpinBoxEditField);
    return isText ? rect.adjusted(kPadding, 0, 0, 0) : rect;
}

// A style sheet asks nobody how high a number field is.
void FieldStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractSpinBox*>(widget))
        widget->setMinimumHeight(kHeight);
}

}  // namespace heddle::ui
