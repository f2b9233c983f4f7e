#include "ui/models/output_model.h"

#include <algorithm>
#include <utility>

#include "ui/language/sentence_text.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

constexpr int kMostRows = 1'000'000;
constexpr std::string_view kRuntimeSays = "heddle: ";

}  // namespace

void OutputModel::setSnapshot(model::SnapshotPtr snapshot) {
    const int rows =
        snapshot ? static_cast<int>(std::min<std::size_t>(snapshot->printed().size(), kMostRows)) : 0;
    const bool isSameRun =
        snapshot && m_snapshot && snapshot->start() == m_snapshot->start() && rows >= m_rows;
    if (!isSameRun) {
        beginResetModel();
        m_snapshot = std::move(snapshot);
        m_rows = rows;
        return endResetModel();
    }
    if (rows > m_rows)
        beginInsertRows({}, m_rows, rows - 1);
    m_snapshot = std::move(snapshot);
    if (rows > std::exchange(m_rows, rows))
        endInsertRows();
}

model::PrintedLine OutputModel::at(int row) const {
    return row >= 0 && row < m_rows ? m_snapshot->printed()[static_cast<std::size_t>(row)]
                                    : model::PrintedLine{};
}

int OutputModel::rowAt(Instant time) const {
    if (m_rows == 0)
        return -1;
    const std::size_t index = model::stepIndexAt(m_snapshot->printed(), time);
    return index < m_snapshot->printed().size() ? std::min(static_cast<int>(index), m_rows - 1) : -1;
}

int OutputModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int OutputModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString OutputModel::text(const model::PrintedLine& line, int column) const {
    switch (column) {
        case Time:
            return sinceStartText(*m_snapshot, line.time);
        case Task:
            return nameText(*m_snapshot, line.task);
        case Line: {
            // The program's own words, but for what Heddle's runtime has to say.
            const std::string_view words = m_snapshot->text(line.text);
            return words.starts_with(kRuntimeSays)
                       ? QLatin1String(kRuntimeSays.data()) + ownWordsText(words.substr(kRuntimeSays.size()))
                       : QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
        }
        default:
            return {};
    }
}

QVariant OutputModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    const model::PrintedLine line = at(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return text(line, index.column());
        case Qt::ToolTipRole:
            return placeText(*m_snapshot, line.site);
        case Qt::TextAlignmentRole:
            return int(Qt::AlignVCenter | (index.column() == Time ? Qt::AlignRight : Qt::AlignLeft));
        default:
            return {};
    }
}

QVariant OutputModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Time ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
        case Time:
            return tr("Time");
        case Task:
            return tr("Task");
        case Line:
            return tr("What it printed");
        default:
            return {};
    }
}

}  // namespace heddle::ui
