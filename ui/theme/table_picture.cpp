#include "ui/theme/table_picture.h"

#include <QFontMetrics>
#include <QPainter>
#include <algorithm>
#include <numeric>

#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kRow = 26;
constexpr int kGap = 24;  // between columns

}  // namespace

TablePicture::TablePicture(const QAbstractItemModel& model, int first, int end)
    : m_model(model), m_first(first), m_end(end), m_widths(static_cast<std::size_t>(model.columnCount())) {
    const QFontMetrics metrics(Theme::font());
    const auto widen = [&](const std::vector<QString>& texts) {
        for (std::size_t column = 0; column < texts.size(); ++column)
            m_widths[column] = std::max(m_widths[column], metrics.horizontalAdvance(texts[column]) + 2);
    };
    widen(headings());
    for (int row = m_first; row < m_end; ++row) widen(textsOf(row));
}

QSize TablePicture::size() const {
    const int columns = static_cast<int>(m_widths.size());
    return {std::accumulate(m_widths.begin(), m_widths.end(), kGap * std::max(0, columns - 1)),
            kRow * (1 + m_end - m_first)};
}

std::vector<QString> TablePicture::textsOf(int row) const {
    std::vector<QString> texts;
    for (int column = 0; column < m_model.columnCount(); ++column)
        texts.push_back(m_model.index(row, column).data().toString());
    return texts;
}

std::vector<QString> TablePicture::headings() const {
    std::vector<QString> texts;
    for (int column = 0; column < m_model.columnCount(); ++column)
        texts.push_back(m_model.headerData(column, Qt::Horizontal).toString());
    return texts;
}

void TablePicture::paint(QPainter& painter) const {
    const Theme& theme = Theme::current();
    painter.setFont(Theme::font());
    painter.setPen(theme.quietText);
    paintRow(painter, 0, headings());
    const int width = size().width();
    for (int row = m_first; row < m_end; ++row) {
        const int top = kRow * (1 + row - m_first);
        painter.setPen(theme.line);
        painter.drawLine(0, top, width, top);
        painter.setPen(theme.text);
        paintRow(painter, top, textsOf(row));
    }
}

void TablePicture::paintRow(QPainter& painter, int top, const std::vector<QString>& texts) const {
    int left = 0;
    for (std::size_t column = 0; column < texts.size(); ++column) {
        const QVariant aligned =
            m_model.headerData(static_cast<int>(column), Qt::Horizontal, Qt::TextAlignmentRole);
        painter.drawText(QRect(left, top, m_widths[column], kRow),
                         static_cast<int>(aligned.value<Qt::Alignment>()) | Qt::TextSingleLine,
                         texts[column]);
        left += m_widths[column] + kGap;
    }
}

}  // namespace heddle::ui
