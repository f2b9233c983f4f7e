#include "ui/stepper/step_controller.h"

#include <QSaveFile>

#include "ui/language/sentence_text.h"
#include "ui/models/view_state.h"
#include "ui/models/words.h"
#include "ui/stepper/step_words.h"

namespace heddle::ui {

using session::NodeId;

StepController::StepController(ViewState& view, QObject* parent) : QObject(parent), m_view(view) {}

StepController::~StepController() {
    setSession(nullptr);
}

void StepController::setSession(session::ControlledSession* session) {
    if (m_session)
        m_session->setPositionListener({});
    m_session = session;
    m_ends.clear();
    if (!m_session) {
        if (std::exchange(m_position, nullptr))
            Q_EMIT positionChanged();
        return;
    }
    m_session->setPositionListener([this] {
        if (!m_isNewsPosted.exchange(true))
            QMetaObject::invokeMethod(this, &StepController::takePosition, Qt::QueuedConnection);
    });
    takePosition();
}

void StepController::takePosition() {
    m_isNewsPosted = false;
    if (!m_session)
        return;
    const session::PositionPtr before = std::exchange(m_position, m_session->position());
    rememberEnd();
    const bool hasMoved = !before || before->snapshot != m_position->snapshot;
    if (hasMoved) {
        const TaskId lastBefore =
            before ? (*before->history)[static_cast<std::size_t>(before->current)].task : TaskId{};
        const Selection& chosen = m_view.selection();
        const bool followsMover = !chosen.object && (!chosen.task || chosen.task == lastBefore);
        m_view.setCursor(std::nullopt);
        m_view.setSnapshot(m_position->snapshot);
        if (followsMover)
            m_view.selectTask(lastMover());
    }
    if (!m_position->message.empty() && m_position->standing != session::Standing::Failed &&
        (!before || before->message != m_position->message))
        Q_EMIT messageRaised(sentenceText(m_position->message), true);
    Q_EMIT positionChanged();
}

// Every end of a branch was the present once: so its state is at hand when branches are compared.
void StepController::rememberEnd() {
    if (m_position->isBusy)
        return;
    const auto& history = *m_position->history;
    m_ends.erase(history[static_cast<std::size_t>(m_position->current)].parent);
    m_ends[m_position->current] = m_position;
}

TaskId StepController::taskOfNumber(int number) const {
    if (!m_position || number < 1 || static_cast<std::size_t>(number) > m_position->tasks.size())
        return {};
    return m_position->tasks[static_cast<std::size_t>(number) - 1].task;
}

TaskId StepController::lastMover() const {
    return m_position ? (*m_position->history)[static_cast<std::size_t>(m_position->current)].task : TaskId{};
}

session::PositionPtr StepController::endOfBranch(NodeId leaf) const {
    const auto found = m_ends.find(leaf);
    return found == m_ends.end() ? nullptr : found->second;
}

void StepController::step(TaskId task, bool timesOut) {
    if (!m_session || !task)
        return;
    m_view.setFollowing(true);
    if (const auto posted = m_session->postStep(task, timesOut); !posted) {
        m_view.selectTask(task);
        refuse(task, posted.error());
    }
}

// That a task cannot go is no failure: why is what one is here to see.
void StepController::refuse(TaskId task, const Error& error) {
    for (const session::NextStep& next : m_position->tasks)
        if (next.task == task && !next.mayGo)
            return Q_EMIT messageRaised(
                tr("%1 cannot go on (%2).", "task, why")
                    .arg(nameText(*m_position->snapshot, task), standingText(*m_position->snapshot, next)),
                false);
    tell(error);
}

void StepController::stepAgain() {
    if (!m_position)
        return;
    TaskId task = lastMover();
    if (!task)
        for (const session::NextStep& next : m_position->tasks)
            if (next.mayGo && !task)
                task = next.task;
    step(task);
}

void StepController::back() {
    if (m_session)
        m_session->postBack();
}

void StepController::goTo(NodeId node) {
    if (m_session)
        m_session->postGoTo(node);
}

void StepController::drive(const session::DriveRequest& request) {
    if (!m_session)
        return;
    m_view.setFollowing(true);
    m_session->postDrive(request);
}

void StepController::cancel() {
    if (m_session)
        m_session->postCancel();
}

void StepController::kill(TaskId task) {
    if (m_session)
        m_session->postKill(task);
}

void StepController::takeBack(ObjectId object, TaskId holder) {
    if (m_session)
        m_session->postTakeBack(object, holder);
}

void StepController::nameBranch(NodeId node, const QString& name) {
    if (!m_session)
        return;
    if (const auto named = m_session->nameBranch(node, name.trimmed().toStdString()); !named)
        return tell(named.error());
    takePosition();
}

void StepController::saveSchedule(NodeId node, const QString& path) {
    if (!m_session)
        return;
    const QByteArray text = QByteArray::fromStdString(m_session->scheduleTo(node));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        Q_EMIT messageRaised(tr("The schedule could not be written to %1: %2. Choose a folder that you may "
                                "write to.")
                                 .arg(path, file.errorString()),
                             true);
    else
        Q_EMIT messageRaised(tr("The schedule is in %1.").arg(path), false);
}

void StepController::tell(const Error& error) {
    Q_EMIT messageRaised(errorText(error), true);
}

}  // namespace heddle::ui
