// Rows of a model as a table on a sheet: for an exported picture. Each column is as wide as its words, and
// nothing is cut off.
//
// Thread rule: the gui thread; painted in the current theme.
#pragma once

#include <QAbstractItemModel>
#include <QSize>
#include <vector>

class QPainter;

namespace heddle::ui {

class TablePicture {
public:
    // The rows from `first` to before `end` of a flat model, which must outlive the picture.
    TablePicture(const QAbstractItemModel& model, int first, int end);

    [[nodiscard]] QSize size() const;
    void paint(QPainter& painter) const;

private:
    void paintRow(QPainter& painter, int top, const std::vector<QString>& texts) const;
    [[nodiscard]] std::vector<QString> textsOf(int row) const;
    [[nodiscard]] std::vector<QString> headings() const;

    const QAbstractItemModel& m_model;
    int m_first;
    int m_end;
    std::vector<int> m_widths;  // by column
};

}  // namespace heddle::ui
