#include "ui/stepper/event_list_model.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/words.h"
#include "ui/stepper/history_layout.h"
#include "ui/stepper/step_words.h"

namespace heddle::ui {
namespace {

using session::HistoryNode;
using session::NodeId;
using wire::ObjectKind;
using wire::OperationKind;

// The level of an object when `step` is over.
std::int64_t levelAfter(const model::Snapshot& snapshot, const model::ObjectInfo& object,
                        std::uint32_t step) {
    const std::size_t index =
        model::stepIndexAt(object.levels, model::beginOfStep(snapshot, step + 1) - Duration{1});
    return index < object.levels.size() ? object.levels[index].level : object.level;
}

bool holdsAfter(const model::Snapshot& snapshot, const model::ObjectInfo& object, const HistoryNode& step) {
    const Instant end = model::beginOfStep(snapshot, step.depth + 1) - Duration{1};
    for (const model::Holder& holder : object.holders)
        if (holder.task == step.task && holder.since <= end)
            return true;
    for (std::size_t i = object.holds.size(); i-- > 0;)
        if (const model::Hold hold = object.holds[i];
            hold.task == step.task && hold.begin <= end && hold.end > end)
            return true;
    return false;
}

struct ResultWords {
    Q_DECLARE_TR_FUNCTIONS(ResultWords)
};

QString heldText(const model::Snapshot& snapshot, const model::ObjectInfo& object, const HistoryNode& step) {
    return holdsAfter(snapshot, object, step) ? ResultWords::tr("has it")
                                              : ResultWords::tr("does not have it");
}

}  // namespace

QString resultText(const model::Snapshot& snapshot, const HistoryNode& step) {
    if (step.timedOut)
        return ResultWords::tr("gave up");
    const model::ObjectInfo* object = snapshot.object(step.object);
    if (!object)
        return {};
    const std::int64_t level = levelAfter(snapshot, *object, step.depth);
    switch (object->kind) {
        case ObjectKind::Variable:
            return ResultWords::tr("value %1").arg(level);
        case ObjectKind::Event:
            return level != 0 ? ResultWords::tr("set") : ResultWords::tr("not set");
        case ObjectKind::Semaphore:
            return level == 1 ? ResultWords::tr("1 unit free") : ResultWords::tr("%1 units free").arg(level);
        case ObjectKind::Queue:
            return level == 1 ? ResultWords::tr("1 item in it")
                              : ResultWords::tr("%1 items in it").arg(level);
        case ObjectKind::Mutex:
        case ObjectKind::RecursiveMutex:
        case ObjectKind::SharedMutex:
            return heldText(snapshot, *object, step);
        default:
            return {};
    }
}

void EventListModel::setPosition(session::PositionPtr position) {
    std::vector<NodeId> way = position ? wayTo(*position->history, position->current) : std::vector<NodeId>{};
    const auto parted = std::mismatch(m_way.begin(), m_way.end(), way.begin(), way.end());
    const auto same = static_cast<int>(parted.first - m_way.begin());
    const auto before = static_cast<int>(m_way.size()), now = static_cast<int>(way.size());
    if (same < before) {
        beginRemoveRows({}, same, before - 1);
        m_way.resize(static_cast<std::size_t>(same));
        endRemoveRows();
    }
    if (same < now)
        beginInsertRows({}, same, now - 1);
    m_position = std::move(position);
    m_way = std::move(way);
    if (same < now)
        endInsertRows();
}

const HistoryNode* EventListModel::stepAt(const QModelIndex& index) const {
    if (!m_position || !index.isValid() || static_cast<std::size_t>(index.row()) >= m_way.size())
        return nullptr;
    return &(*m_position->history)[static_cast<std::size_t>(nodeAt(index))];
}

NodeId EventListModel::nodeAt(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < m_way.size() ? m_way[row] : NodeId::Start;
}

int EventListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_way.size());
}

int EventListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString EventListModel::text(const HistoryNode& step, int column) const {
    const model::Snapshot& snapshot = *m_position->snapshot;
    switch (column) {
        case Step:
            return countText(step.depth);
        case Task:
            return nameText(snapshot, step.task);
        case Operation:
            return operationText(step.operation, QString::fromStdString(step.subject));
        case Object: {
            const model::ObjectInfo* object = snapshot.object(step.object);
            return object ? tr("%1 %2", "kind and name of an object")
                                .arg(termOf(object->kind).word, nameText(snapshot, step.object))
                          : QString();
        }
        case Result:
            return resultText(snapshot, step);
        case Line:
            return placeText(snapshot, step.site);
        default:
            return {};
    }
}

QVariant EventListModel::data(const QModelIndex& index, int role) const {
    const HistoryNode* step = stepAt(index);
    if (!step)
        return {};
    switch (role) {
        case Qt::DisplayRole:
            return text(*step, index.column());
        case Qt::ToolTipRole:
            return operationMeaning(step->operation);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment(index.column() == Step
                                                         ? Qt::AlignRight | Qt::AlignVCenter
                                                         : Qt::AlignLeft | Qt::AlignVCenter));
        default:
            return {};
    }
}

QVariant EventListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(section == Step ? Qt::AlignRight | Qt::AlignVCenter
                                                                 : Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
        case Step:
            return tr("Step");
        case Task:
            return tr("Task");
        case Operation:
            return tr("Operation");
        case Object:
            return tr("Object");
        case Result:
            return tr("Result");
        case Line:
            return tr("Line");
        default:
            return {};
    }
}

}  // namespace heddle::ui
