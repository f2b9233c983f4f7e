#include "ui/stepper/next_steps_model.h"

#include <utility>

#include "ui/models/words.h"
#include "ui/stepper/step_words.h"

namespace heddle::ui {
namespace {

QString keyOf(int row) {
    return row < 9 ? QString::number(row + 1) : row == 9 ? QStringLiteral("0") : QString();
}

}  // namespace

void NextStepsModel::setPosition(session::PositionPtr position) {
    const auto countOf = [](const session::PositionPtr& p) {
        return p ? static_cast<int>(p->tasks.size()) : 0;
    };
    const int before = countOf(m_position), now = countOf(position);
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_position = std::move(position);
        endInsertRows();
    } else if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_position = std::move(position);
        endRemoveRows();
    } else {
        m_position = std::move(position);
    }
    if (const int kept = std::min(before, now); kept > 0)
        Q_EMIT dataChanged(index(0), index(kept - 1));
}

const session::NextStep* NextStepsModel::stepAt(const QModelIndex& index) const {
    if (!m_position || !index.isValid() || static_cast<std::size_t>(index.row()) >= m_position->tasks.size())
        return nullptr;
    return &m_position->tasks[static_cast<std::size_t>(index.row())];
}

QModelIndex NextStepsModel::indexOf(TaskId task) const {
    for (int row = 0; row < rowCount(); ++row)
        if (m_position->tasks[static_cast<std::size_t>(row)].task == task)
            return index(row);
    return {};
}

int NextStepsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_position ? 0 : static_cast<int>(m_position->tasks.size());
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
            return explanation(*step);
        case Qt::AccessibleTextRole: {
            const QString key = keyOf(index.row());
            const QString what =
                tr("%1: %2, %3", "task, operation, standing")
                    .arg(nameText(snapshot, step->task), operationText(*step), standingText(snapshot, *step));
            return key.isEmpty() ? what : tr("key %1: %2").arg(key, what);
        }
        case TaskRole:
            return step->task.value();
        case KeyRole:
            return keyOf(index.row());
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
