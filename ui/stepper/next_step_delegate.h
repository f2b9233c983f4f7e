// One task in the list of next steps: its key in a box, its state, name, operation, line, and at the right
// whether it may go. What may be clicked stands on a card; what may not stands on the bare ground.
#pragma once

#include <QStyledItemDelegate>

namespace heddle::ui {

class NextStepDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kRowHeight = 34;

    explicit NextStepDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}

    // Columns wide enough for these texts, so that they stand below each other.
    // No line width: no line is shown.
    void setColumns(int nameWidth, int operationWidth, int lineWidth);
    // What a row with these columns takes, up to where its standing begins.
    [[nodiscard]] static int widthFor(int nameWidth, int operationWidth, int lineWidth);
    // Where "time limit passes" is drawn in a row; empty where that is no choice.
    [[nodiscard]] QRect timeLimitIn(const QRect& row, const QModelIndex& index) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_nameWidth = 90;
    int m_operationWidth = 90;
    int m_lineWidth = 50;
};

}  // namespace heddle::ui
