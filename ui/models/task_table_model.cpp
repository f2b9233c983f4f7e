#include "ui/models/task_table_model.h"

#include <algorithm>
#include <map>

#include "ui/models/ending_text.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using model::State;
using model::TaskInfo;
using wire::CounterKind;

bool isNumber(int column) {
    switch (column) {
        case TaskTableModel::Cpu:
        case TaskTableModel::Priority:
        case TaskTableModel::VoluntarySwitches:
        case TaskTableModel::InvoluntarySwitches:
        case TaskTableModel::CpuTime:
        case TaskTableModel::Memory:
        case TaskTableModel::PidColumn:
        case TaskTableModel::TidColumn:
            return true;
        default:
            return false;
    }
}

Duration cpuTimeOf(const TaskInfo& task) {
    // What was observed of switches is exact; a counter stands in where nothing was.
    const Duration observed = task.totals[model::indexOf(State::Running)];
    const auto counted = task.counter(CounterKind::CpuTime);
    return observed.count() == 0 && counted ? Duration{*counted} : observed;
}

bool looksDifferent(const TaskInfo& a, const TaskInfo& b) {
    return a.state != b.state || a.stateSince != b.stateSince || !(a.wait == b.wait) || a.cpu != b.cpu ||
           a.site != b.site || a.name != b.name || a.voluntarySwitches != b.voluntarySwitches ||
           a.involuntarySwitches != b.involuntarySwitches || a.countersKnown != b.countersKnown ||
           a.counters != b.counters || cpuTimeOf(a) != cpuTimeOf(b) || a.exitStatus != b.exitStatus ||
           a.lastWords != b.lastWords || a.reaped != b.reaped || a.pid != b.pid || a.tid != b.tid ||
           a.carrier != b.carrier;
}

}  // namespace

TaskTableModel::TaskTableModel(QObject* parent) : QAbstractItemModel(parent) {}

void TaskTableModel::setMoment(MomentPtr moment) {
    if (moment == m_moment)
        return;
    const bool sameRun = moment && m_moment && moment->snapshot().start() == m_moment->snapshot().start() &&
                         moment->snapshot().tasks().size() + 1 >= m_nodes.size();
    if (!sameRun) {
        beginResetModel();
        m_nodes.assign(1, Node{});
        m_moment.reset();
        endResetModel();
    }
    const MomentPtr before = std::exchange(m_moment, std::move(moment));
    if (before)
        emitChanges(*before);
    if (m_moment)
        append();
}

std::uint32_t TaskTableModel::parentOf(const TaskInfo& task) const {
    switch (task.kind) {
        case wire::TaskKind::Unknown:
        case wire::TaskKind::Process:
            return 0;
        case wire::TaskKind::Thread:
            return task.process.value() < task.id.value() ? task.process.value() : 0;
        case wire::TaskKind::Fiber: {
            // A fiber that another fiber made stands beside it, under their thread.
            const model::Snapshot& snapshot = m_moment->snapshot();
            TaskId above = task.parent;
            const TaskInfo* info = snapshot.task(above);
            while (info && info->kind == wire::TaskKind::Fiber && info->parent < above) {
                above = info->parent;
                info = snapshot.task(above);
            }
            return info && above.value() < task.id.value() ? above.value() : 0;
        }
    }
    return 0;
}

void TaskTableModel::append() {
    const auto tasks = m_moment->snapshot().tasks();
    // Parents have the smaller ids: a parent that is new itself comes before its children.
    std::map<std::uint32_t, std::vector<std::uint32_t>> newChildren;
    for (std::size_t i = m_nodes.size() - 1; i < tasks.size(); ++i)
        newChildren[parentOf(tasks[i])].push_back(tasks[i].id.value());
    m_nodes.resize(tasks.size() + 1);
    for (const auto& [above, children] : newChildren) {
        const int first = static_cast<int>(m_nodes[above].children.size());
        beginInsertRows(indexOf(TaskId{above}), first, first + static_cast<int>(children.size()) - 1);
        for (const std::uint32_t child : children) {
            m_nodes[child].parent = above;
            m_nodes[child].row = static_cast<int>(m_nodes[above].children.size());
            m_nodes[above].children.push_back(child);
        }
        endInsertRows();
    }
}

void TaskTableModel::emitChanges(const Moment& before) {
    const auto then = before.snapshot().tasks();
    const auto now = m_moment->snapshot().tasks();
    const bool instantMoved = before.at() != m_moment->at() && !(before.isPresent() && m_moment->isPresent());
    const auto differs = [&](std::uint32_t id) {
        const std::size_t i = id - 1;
        if (i >= then.size() || looksDifferent(then[i], now[i]))
            return true;
        const State state = m_moment->stateOf(TaskId{id});
        // A task may be blocked at both instants, but not for the same reason.
        return instantMoved &&
               (state != before.stateOf(TaskId{id}) || state == State::Blocked || state == State::Running);
    };
    for (std::uint32_t above = 0; above < m_nodes.size(); ++above) {
        const auto& children = m_nodes[above].children;
        for (std::size_t first = 0; first < children.size();) {
            if (!differs(children[first])) {
                ++first;
                continue;
            }
            std::size_t last = first;
            while (last + 1 < children.size() && differs(children[last + 1])) ++last;
            Q_EMIT dataChanged(indexOf(TaskId{children[first]}),
                               indexOf(TaskId{children[last]}, ColumnCount - 1));
            first = last + 1;
        }
    }
}

TaskId TaskTableModel::taskAt(const QModelIndex& index) const {
    return index.isValid() ? TaskId{static_cast<std::uint32_t>(index.internalId())} : TaskId{};
}

QModelIndex TaskTableModel::indexOf(TaskId task, int column) const {
    if (!task || task.value() >= m_nodes.size())
        return {};
    return createIndex(m_nodes[task.value()].row, column, quintptr{task.value()});
}

QModelIndex TaskTableModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    const Node& above = m_nodes[taskAt(parent).value()];
    return createIndex(row, column, quintptr{above.children[static_cast<std::size_t>(row)]});
}

QModelIndex TaskTableModel::parent(const QModelIndex& index) const {
    return index.isValid() ? indexOf(TaskId{m_nodes[taskAt(index).value()].parent}) : QModelIndex();
}

int TaskTableModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() && parent.column() != Name)
        return 0;
    return static_cast<int>(m_nodes[taskAt(parent).value()].children.size());
}

int TaskTableModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QVariant TaskTableModel::data(const QModelIndex& index, int role) const {
    const TaskInfo* task = m_moment ? m_moment->snapshot().task(taskAt(index)) : nullptr;
    if (!task)
        return {};
    switch (role) {
        case Qt::DisplayRole:
            return text(*task, index.column());
        case Qt::AccessibleTextRole:
            return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QLatin1Char(' ') +
                   text(*task, index.column());
        case Qt::TextAlignmentRole:
            return int(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::ToolTipRole:
            if (index.column() == StateColumn)
                return termOf(m_moment->stateOf(task->id)).meaning;
            if (index.column() == Kind)
                return termOf(task->kind).meaning;
            if (index.column() == Policy && task->counter(CounterKind::Policy))
                return policyTerm(*task->counter(CounterKind::Policy)).meaning;
            return index.column() == Why || index.column() == Place ? tipText(text(*task, index.column()))
                                                                    : QVariant();
        case StateRole:
            return static_cast<int>(m_moment->stateOf(task->id));
        case TaskRole:
            return task->id.value();
        case SortRole:
            return number(*task, index.column());
        default:
            return {};
    }
}

QVariant TaskTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Term term = [section]() -> Term {
        switch (section) {
            case Name:
                return {tr("Task"),
                        tr("Fibers stand under the thread that made them, threads under their process.")};
            case Kind:
                return {tr("Kind"), tr("Process, thread or fiber.")};
            case StateColumn:
                return {tr("State"), tr("What the task is doing at the chosen instant.")};
            case Why:
                return {tr("Why"), tr("What a blocked task waits for, and on which object.")};
            case Cpu:
                return {tr("CPU"), tr("The processor that it runs on, or ran on last.")};
            case Priority:
                return {tr("Priority"), tr("As the kernel counts it: a smaller number goes first.")};
            case Policy:
                return {tr("Policy"), tr("By which rule the kernel's scheduler chooses this task.")};
            case VoluntarySwitches:
                return {tr("Waits"),
                        tr("Voluntary context switches: how often it gave the processor up to wait.")};
            case InvoluntarySwitches:
                return {tr("Preempted"), tr("Involuntary context switches: how often the processor was taken "
                                            "away though it could go on.")};
            case CpuTime:
                return {tr("CPU time"), tr("How long it has been running in all.")};
            case Memory:
                return {tr("Memory"), tr("Resident memory of its process: what is in main memory now.")};
            case PidColumn:
                return {tr("PID"), tr("The number of its process.")};
            case TidColumn:
                return {tr("TID"), tr("The number of the thread, as the kernel knows it. A fiber has none.")};
            case Place:
                return {tr("Line"),
                        tr("The source line that it reported last; without one, the program counter.")};
            default:
                return {};
        }
    }();
    return role == Qt::DisplayRole ? term.word : term.meaning;
}

QString TaskTableModel::text(const TaskInfo& task, int column) const {
    const model::Snapshot& snapshot = m_moment->snapshot();
    switch (column) {
        case Name:
            return nameText(snapshot, task.id);
        case Kind:
            return termOf(task.kind).word;
        case StateColumn:
            return m_moment->exists(task.id) ? termOf(m_moment->stateOf(task.id)).word : tr("not yet there");
        case Why:
            return why(task);
        case Cpu:
            return task.cpu == CpuId::None ? QString() : QString::number(static_cast<int>(task.cpu));
        case Priority: {
            const auto priority = task.counter(CounterKind::Priority);
            return priority ? QString::number(*priority) : QString();
        }
        case Policy: {
            const auto policy = task.counter(CounterKind::Policy);
            return policy ? policyTerm(*policy).word : QString();
        }
        case VoluntarySwitches:
            return countText(task.voluntarySwitches);
        case InvoluntarySwitches:
            return countText(task.involuntarySwitches);
        case CpuTime:
            return durationText(cpuTimeOf(task));
        case Memory: {
            const auto bytes = task.counter(CounterKind::ResidentBytes);
            return bytes ? bytesText(*bytes) : QString();
        }
        case PidColumn:
            return task.pid ? QString::number(task.pid.value()) : QString();
        case TidColumn:
            return task.tid ? QString::number(task.tid.value()) : QString();
        case Place: {
            const QString place = placeText(snapshot, task.site);
            const auto counter = task.counter(CounterKind::ProgramCounter);
            return !place.isEmpty() || !counter || *counter == 0
                       ? place
                       : QStringLiteral("0x") + QString::number(static_cast<quint64>(*counter), 16);
        }
        default:
            return {};
    }
}

QString TaskTableModel::whyEnded(const TaskInfo& task) const {
    if (model::endingOf(m_moment->snapshot(), task).cause == model::EndCause::Unknown)
        return {};
    const QString ending = endingText(m_moment->snapshot(), task);
    return model::isZombie(task, m_moment->at()) ? tr("%1; a zombie: not reaped yet").arg(ending) : ending;
}

QString TaskTableModel::why(const TaskInfo& task) const {
    const model::Snapshot& snapshot = m_moment->snapshot();
    const State state = m_moment->stateOf(task.id);
    if (state == State::Terminated)
        return whyEnded(task);
    if (state == State::SuspendedReady)
        return tr("stopped from outside");
    if (state != State::Blocked && state != State::SuspendedBlocked)
        return {};
    model::Wait wait = task.wait;
    if (!m_moment->isPresent()) {
        const auto interval = intervalAt(snapshot, task.id, m_moment->at());
        wait = interval ? interval->wait : model::Wait();
    }
    const QString what = waitText(snapshot, wait);
    const auto holders = wait.object ? m_moment->holdersOf(wait.object) : std::vector<model::Holder>();
    if (holders.empty())
        return what;
    QStringList names;
    for (const model::Holder& holder : holders) names.append(nameText(snapshot, holder.task));
    return tr("%1, held by %2").arg(what, listText(names, 3));
}

QVariant TaskTableModel::number(const TaskInfo& task, int column) const {
    const auto counter = [&task](CounterKind kind) -> QVariant {
        const auto value = task.counter(kind);
        return value ? QVariant(static_cast<qlonglong>(*value)) : QVariant(qlonglong{-1});
    };
    switch (column) {
        case Cpu:
            return task.cpu == CpuId::None ? -1 : static_cast<int>(task.cpu);
        case Priority:
            return counter(CounterKind::Priority);
        case VoluntarySwitches:
            return qulonglong{task.voluntarySwitches};
        case InvoluntarySwitches:
            return qulonglong{task.involuntarySwitches};
        case CpuTime:
            return static_cast<qlonglong>(cpuTimeOf(task).count());
        case Memory:
            return counter(CounterKind::ResidentBytes);
        case PidColumn:
            return task.pid.value();
        case TidColumn:
            return task.tid.value();
        case StateColumn:
            return static_cast<int>(m_moment->stateOf(task.id));
        default:
            return text(task, column);
    }
}

}  // namespace heddle::ui
