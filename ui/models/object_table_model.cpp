#include "ui/models/object_table_model.h"

#include <algorithm>

#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using model::ObjectInfo;
using wire::ObjectKind;

bool isNumber(int column) {
    return column == ObjectTableModel::Value || column >= ObjectTableModel::Acquisitions;
}

bool sameTasks(const std::vector<model::Holder>& a, const std::vector<model::Holder>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const model::Holder& x, const model::Holder& y) {
                          return x.task == y.task && x.units == y.units && x.since == y.since;
                      });
}

bool sameTasks(const std::vector<model::Waiter>& a, const std::vector<model::Waiter>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const model::Waiter& x, const model::Waiter& y) {
                          return x.task == y.task && x.since == y.since;
                      });
}

bool looksDifferent(const ObjectInfo& a, const ObjectInfo& b) {
    return a.level != b.level || a.capacity != b.capacity || a.name != b.name ||
           a.acquisitions != b.acquisitions || a.contended != b.contended || a.maxWaiters != b.maxWaiters ||
           a.maxDepth != b.maxDepth || a.certain != b.certain || !sameTasks(a.holders, b.holders) ||
           !sameTasks(a.waiters, b.waiters);
}

QString futureStatus(qlonglong level) {
    switch (static_cast<wire::FutureStatus>(level)) {
        case wire::FutureStatus::Pending:
            return ObjectTableModel::tr("pending");
        case wire::FutureStatus::Running:
            return ObjectTableModel::tr("running");
        case wire::FutureStatus::Done:
            return ObjectTableModel::tr("done");
        case wire::FutureStatus::Failed:
            return ObjectTableModel::tr("failed");
        case wire::FutureStatus::Cancelled:
            return ObjectTableModel::tr("cancelled");
    }
    return {};
}

}  // namespace

ObjectTableModel::ObjectTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void ObjectTableModel::setMoment(MomentPtr moment) {
    if (moment == m_moment)
        return;
    const bool sameRun = moment && m_moment && moment->snapshot().start() == m_moment->snapshot().start() &&
                         moment->snapshot().objects().size() >= static_cast<std::size_t>(m_rows);
    if (!sameRun) {
        beginResetModel();
        m_rows = 0;
        m_moment.reset();
        endResetModel();
    }
    const MomentPtr before = std::exchange(m_moment, std::move(moment));
    if (before)
        emitChanges(*before);
    const int rows = m_moment ? static_cast<int>(m_moment->snapshot().objects().size()) : 0;
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    }
}

void ObjectTableModel::emitChanges(const Moment& before) {
    const auto then = before.snapshot().objects();
    const auto now = m_moment->snapshot().objects();
    const bool instantMoved = before.at() != m_moment->at() && !(before.isPresent() && m_moment->isPresent());
    const auto differs = [&](int row) {
        const auto i = static_cast<std::size_t>(row);
        return instantMoved || i >= then.size() || looksDifferent(then[i], now[i]);
    };
    for (int first = 0; first < m_rows; ++first) {
        if (!differs(first))
            continue;
        int last = first;
        while (last + 1 < m_rows && differs(last + 1)) ++last;
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
        first = last;
    }
}

ObjectId ObjectTableModel::objectAt(const QModelIndex& index) const {
    if (!index.isValid() || !m_moment || index.row() >= m_rows)
        return {};
    return m_moment->snapshot().objects()[static_cast<std::size_t>(index.row())].id;
}

QModelIndex ObjectTableModel::indexOf(ObjectId object, int column) const {
    if (!m_moment)
        return {};
    const auto objects = m_moment->snapshot().objects();
    const auto* info = m_moment->snapshot().object(object);
    const auto row = info ? static_cast<int>(info - objects.data()) : m_rows;
    return row < m_rows ? index(row, column) : QModelIndex();
}

int ObjectTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}
int ObjectTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ObjectTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_moment || index.row() >= m_rows)
        return {};
    const ObjectInfo& object = m_moment->snapshot().objects()[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return text(object, index.column());
        case Qt::AccessibleTextRole:
            return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QLatin1Char(' ') +
                   text(object, index.column());
        case Qt::AccessibleDescriptionRole:
            return index.column() == Name ? description(object) : QString();
        case Qt::TextAlignmentRole:
            return int(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::ToolTipRole:
            if (index.column() == Kind || index.column() == Name)
                return termOf(object.kind).meaning;
            if (!object.certain)
                return tr("Events were lost: its present state is in doubt.");
            return index.column() == Who ? tipText(who(object)) : QVariant();
        case ObjectRole:
            return object.id.value();
        case SortRole:
            switch (index.column()) {
                case Value:
                    return static_cast<qlonglong>(m_moment->levelOf(object.id));
                case Who:
                    return static_cast<qulonglong>(m_moment->waitersOf(object.id).size());
                case Acquisitions:
                    return qulonglong{object.acquisitions};
                case Contended:
                    return qulonglong{object.contended};
                case MostWaiters:
                    return qulonglong{object.maxWaiters};
                default:
                    return text(object, index.column());
            }
        default:
            return {};
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Term term = [section]() -> Term {
        switch (section) {
            case Name:
                return {tr("Object"), tr("Something that tasks share and wait for.")};
            case Kind:
                return {tr("Kind"), tr("Lock, semaphore, queue...")};
            case Value:
                return {tr("Value"),
                        tr("Free units of a semaphore, items in a queue, the value of a flag or variable.")};
            case Who:
                return {tr("Held by | waiting, first in line first"),
                        tr("Who has it at the chosen instant, and who waits for it, in the order in which "
                           "they came.")};
            case Acquisitions:
                return {tr("Taken"), tr("How often it was taken, with and without waiting.")};
            case Contended:
                return {tr("Waited"), tr("How often somebody had to wait for it.")};
            case MostWaiters:
                return {tr("Longest line"), tr("The most tasks that ever waited for it at once.")};
            default:
                return {};
        }
    }();
    return role == Qt::DisplayRole ? term.word : term.meaning;
}

QString ObjectTableModel::text(const ObjectInfo& object, int column) const {
    switch (column) {
        case Name:
            return nameText(m_moment->snapshot(), object.id);
        case Kind:
            return termOf(object.kind).word;
        case Value:
            return value(object);
        case Who:
            return who(object);
        case Acquisitions:
            return countText(object.acquisitions);
        case Contended:
            return countText(object.contended);
        case MostWaiters:
            return countText(object.maxWaiters);
        default:
            return {};
    }
}

QString ObjectTableModel::value(const ObjectInfo& object) const {
    if (!object.certain && m_moment->isPresent())
        return tr("unknown");
    const qlonglong level = m_moment->levelOf(object.id);
    switch (object.kind) {
        case ObjectKind::Mutex:
        case ObjectKind::RecursiveMutex:
        case ObjectKind::SharedMutex:
            return m_moment->holdersOf(object.id).empty() ? tr("free") : tr("held");
        case ObjectKind::Semaphore:
            return object.capacity > 0 ? tr("%1 of %2 free").arg(level).arg(object.capacity)
                                       : tr("%1 free").arg(level);
        case ObjectKind::Queue:
            return object.capacity > 0 ? tr("%1 of %2").arg(level).arg(object.capacity)
                                       : QString::number(level);
        case ObjectKind::Event:
            return level != 0 ? tr("set") : tr("not set");
        case ObjectKind::Barrier:
            return tr("%1 of %2 have come").arg(level).arg(object.capacity);
        case ObjectKind::Condition:
        case ObjectKind::Pipe:
        case ObjectKind::File:
        case ObjectKind::Socket:
        case ObjectKind::Signal:
        case ObjectKind::SharedMemory:
        case ObjectKind::MessageQueue:
        case ObjectKind::Descriptor:
            return {};
        case ObjectKind::Future:
            return futureStatus(level);
        case ObjectKind::Variable:
            break;
    }
    return QString::number(level);
}

QString ObjectTableModel::who(const ObjectInfo& object) const {
    QStringList holders, waiters;
    for (const model::Holder& holder : m_moment->holdersOf(object.id))
        holders.append(nameText(m_moment->snapshot(), holder.task));
    for (const model::Waiter& waiter : m_moment->waitersOf(object.id))
        waiters.append(nameText(m_moment->snapshot(), waiter.task));
    QStringList parts;
    if (!holders.isEmpty())
        parts.append(tr("held by %1").arg(listText(holders, 8)));
    if (!waiters.isEmpty())
        parts.append(tr("waiting: %1").arg(listText(waiters, 12)));
    return parts.join(QStringLiteral("; "));
}

// "lock, held; held by Thread-1; waiting: Thread-2": the whole row in words.
QString ObjectTableModel::description(const ObjectInfo& object) const {
    QStringList parts{termOf(object.kind).word, value(object), who(object)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

}  // namespace heddle::ui
