#include "ui/stepper/next_steps_model.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ui/models/words.h"
#include "ui/stepper/step_words.h"

namespace heddle::ui {
namespace {

QString keyOf(std::size_t number) {
    return number < 9 ? QString::number(number + 1) : number == 9 ? QStringLiteral("0") : QString();
}

std::vector<std::size_t> inOrderOfCreation(std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

std::vector<std::size_t> livingFirst(const std::vector<session::NextStep>& tasks) {
    std::vector<std::size_t> order = inOrderOfCreation(tasks.size());
    std::stable_partition(order.begin(), order.end(),
                          [&](std::size_t task) { return tasks[task].isAlive(); });
    return order;
}

}  // namespace

void NextStepsModel::setPosition(session::PositionPtr position) {
    const std::size_t before = m_order.size(), now = position ? position->tasks.size() : 0;
    if (now > before) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(now) - 1);
        for (std::size_t task = before; task < now; ++task) m_order.push_back(task);
        m_position = std::move(position);
        endInsertRows();
    } else if (now < before) {
        arrange(inOrderOfCreation(before));
        beginRemoveRows({}, static_cast<int>(now), static_cast<int>(before) - 1);
        m_order.resize(now);
        m_position = std::move(position);
        endRemoveRows();
    } else {
        m_position = std::move(position);
    }
    if (now == 0)
        return;
    arrange(livingFirst(m_position->tasks));
    Q_EMIT dataChanged(index(0), index(static_cast<int>(now) - 1));
}

void NextStepsModel::arrange(std::vector<std::size_t> order) {
    if (order == m_order)
        return;
    Q_EMIT layoutAboutToBeChanged();
    QModelIndexList before = persistentIndexList(), after;
    for (const QModelIndex& old : before) {
        const auto row = std::find(order.begin(), order.end(), numberAt(old));
        after.append(index(static_cast<int>(row - order.begin())));
    }
    m_order = std::move(order);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

const session::NextStep* NextStepsModel::stepAt(const QModelIndex& index) const {
    if (!index.isValid() || static_cast<std::size_t>(index.row()) >= m_order.size())
        return nullptr;
    return &m_position->tasks[numberAt(index)];
}

QModelIndex NextStepsModel::indexOf(TaskId task) const {
    for (int row = 0; row < rowCount(); ++row)
        if (stepAt(index(row))->task == task)
            return index(row);
    return {};
}

int NextStepsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

QString NextStepsModel::explanation(const session::NextStep& step) const {
    QStringList lines{standingText(*m_position->snapshot, step)};
    if (const QString meaning = operationMeaning(step.operation); !meaning.isEmpty())
        lines.append(operationText(step) + QStringLiteral(": ") + meaning);
    if (step.mayTimeOut)
        lines.append(tr("It has a time limit: it may give up instead."));
    return lines.join(QLatin1Char('\n'));
}

QVariant NextStepsModel::data(const QModelIndex& index, int role) const {
    const session::NextStep* step = stepAt(index);
    if (!step)
        return {};
    const model::Snapshot& snapshot = *m_position->snapshot;
    switch (role) {
        case Qt::DisplayRole:
            return nameText(snapshot, step->task);
        case Qt::ToolTipRole:
            return tipText(explanation(*step));
        case Qt::AccessibleTextRole: {
            const QString key = keyOf(numberAt(index));
            const QString what =
                tr("%1: %2, %3", "task, operation, standing")
                    .arg(nameText(snapshot, step->task), operationText(*step), standingText(snapshot, *step));
            return key.isEmpty() ? what : tr("key %1: %2").arg(key, what);
        }
        case TaskRole:
            return step->task.value();
        case KeyRole:
            return keyOf(numberAt(index));
        case OperationRole:
            return step->isAlive() ? operationText(*step) : QString();
        case LineRole:
            return step->isAlive() ? lineText(snapshot, step->site) : QString();
        case StandingRole:
            return standingText(snapshot, *step);
        case BriefStandingRole:
            return briefStandingText(snapshot, *step);
        case StateRole: {
            if (!step->isAlive())
                return static_cast<int>(model::State::Terminated);
            const model::TaskInfo* info = snapshot.task(step->task);
            const bool isRunning = info && info->state == model::State::Running;
            return static_cast<int>(!step->mayGo ? model::State::Blocked
                                    : isRunning  ? model::State::Running
                                                 : model::State::Ready);
        }
        case MayGoRole:
            return step->mayGo;
        case MayTimeOutRole:
            return step->mayTimeOut;
        case AliveRole:
            return step->isAlive();
        default:
            return {};
    }
}

}  // namespace heddle::ui
