// How number fields, choices and radio buttons look: the same edge, corners and height as a line of text has
// in the style sheet, in the colours of the current theme. What a style sheet cannot say without pictures of
// arrows.
//
// Thread rule: the gui thread.
#pragma once

#include <QColor>
#include <QProxyStyle>

class QStyleOptionComboBox;
class QStyleOptionSpinBox;

namespace heddle::ui {

class Theme;

// Of buttons and fields: what can be pressed or filled in.
[[nodiscard]] QColor edgeOf(const Theme& theme);

class FieldStyle : public QProxyStyle {
    Q_OBJECT
public:
    FieldStyle();

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                       SubControl part, const QWidget* widget) const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;

private:
    void drawSpinBox(const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* widget) const;
    void drawComboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget) const;
};

}  // namespace heddle::ui
