#include "ui/shell/run_controller.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <chrono>

#include "engine/base/phrase.h"
#include "engine/scenarios/library.h"
#include "ui/language/sentence_text.h"
#include "ui/models/view_state.h"

namespace heddle::ui {
namespace {

constexpr std::chrono::milliseconds kFrame{16};

QString titleOf(const session::RunRequest& request) {
    if (!request.scenario.empty())
        return QString::fromStdString(request.scenario);
    QStringList words;
    for (const std::string& word : request.command) words.append(QString::fromStdString(word));
    return words.join(QLatin1Char(' '));
}

}  // namespace

RunController::RunController(ViewState& view, QObject* parent)
    : QObject(parent), m_view(view), m_steps(view) {
    m_frame.setInterval(kFrame);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &RunController::takeSnapshot);
    connect(&m_steps, &StepController::messageRaised, this, &RunController::messageRaised);
}

RunController::~RunController() {
    release();
}

void RunController::start(const session::RunRequest& request) {
    auto launched = session::Session::launch(request);
    if (!launched)
        return tell(launched.error());
    adopt(std::move(launched).value(), titleOf(request), true);
}

void RunController::startStepping(const session::RunRequest& request) {
    auto started = session::ControlledSession::start(request);
    if (!started)
        return tell(started.error());
    show(std::move(started).value(), titleOf(request));
}

void RunController::openSchedule(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tell({Fault::BadInput, Phrase{"open schedule '%1'", path.toStdString()},
                     file.errorString().toStdString(), "choose a file that you may read"});
    const QByteArray text = file.readAll();
    replay({text.constData(), static_cast<std::size_t>(text.size())}, path);
}

void RunController::replay(std::string_view schedule, const QString& source) {
    auto replayed = session::ControlledSession::replay(schedule, source.toStdString());
    if (!replayed)
        return tell(replayed.error());
    const QString title = titleOf(replayed.value()->request());
    show(std::move(replayed).value(), title);
}

void RunController::openRecording(const QString& path) {
    auto opened = session::Session::open(path.toStdString());
    if (!opened)
        return tell(opened.error());
    adopt(std::move(opened).value(), QFileInfo{path}.fileName(), false);
}

void RunController::saveRecording(const QString& path) {
    if (!m_session)
        return;
    if (const auto saved = m_session->save(path.toStdString()); !saved)
        return tell(saved.error());
    Q_EMIT messageRaised(tr("Saved to %1.").arg(path), false);
}

void RunController::stop() {
    if (m_session)
        m_session->requestStop();
}

bool RunController::canRestart() const {
    return m_session && m_isLive && (!isRunning() || isStepping());
}

bool RunController::canStep() const {
    if (!canRestart() || m_session->request().scenario.empty())
        return false;
    const auto scenario = scenarios::findScenario(m_session->request().scenario);
    return scenario && scenario.value()->canBeStepped;
}

void RunController::step() {
    if (canStep())
        startStepping(session::RunRequest{m_session->request()});
}

void RunController::restart() {
    if (canRestart())
        start(session::RunRequest{m_session->request()});
}

void RunController::suspendTask(TaskId task) {
    if (!m_session)
        return;
    if (const auto done = m_session->suspend(task); !done)
        tell(done.error());
}

void RunController::activateTask(TaskId task) {
    if (!m_session)
        return;
    if (const auto done = m_session->activate(task); !done)
        tell(done.error());
}

bool RunController::isRunning() const {
    return m_session && m_isLive && m_session->phase() != session::Phase::Ended;
}

void RunController::adopt(std::unique_ptr<session::Session> session, const QString& title, bool isLive) {
    release();
    m_session = std::move(session);
    m_title = title;
    m_isLive = isLive;
    m_endTold = false;
    m_remarksTold = 0;
    m_view.setFollowing(true);
    m_session->setPhaseListener([this](session::Phase) {
        QMetaObject::invokeMethod(this, &RunController::sessionChanged, Qt::QueuedConnection);
    });
    m_frame.start();
    Q_EMIT sessionChanged();
}

void RunController::show(std::unique_ptr<session::ControlledSession> session, const QString& title) {
    session::ControlledSession* controlled = session.get();
    release();
    m_session = std::move(session);
    m_title = title;
    m_isLive = true;
    m_view.setFollowing(true);
    m_steps.setSession(controlled);
    Q_EMIT sessionChanged();
    m_remarksTold = 0;
    tellRemarks();
}

void RunController::release() {
    m_frame.stop();
    m_steps.setSession(nullptr);
    m_view.setSnapshot(nullptr);
    m_session.reset();
}

void RunController::takeSnapshot() {
    // Asked before the snapshot is taken: one that is taken after the end is the last.
    const bool ended = m_session->phase() == session::Phase::Ended;
    auto snapshot = m_session->snapshot();
    const bool isLast = ended && (snapshot->isEnded() || !m_isLive);
    // Not by its version: the empty one that a session begins with, and the only one of a run that was over
    // before it was looked at, are each the first of their model.
    if (snapshot != m_view.snapshot())
        m_view.setSnapshot(std::move(snapshot));
    tellRemarks();
    if (isLast)
        onEnded();
}

void RunController::onEnded() {
    m_frame.stop();
    if (m_endTold)
        return;
    m_endTold = true;
    const session::Outcome& outcome = m_session->outcome();
    for (const std::optional<Error>& error : {outcome.startError, outcome.recordingError})
        if (error)
            tell(*error);
    if (outcome.taskLimitReached)
        Q_EMIT messageRaised(tr("It was ended because it made more tasks than its limit allows."), true);
    if (m_isLive)
        m_view.fit();
    if (!m_view.cursor() && !m_view.selection().task)
        showMoment();
    Q_EMIT sessionChanged();
}

// When all is over every task has ended, and nothing is left to see of a deadlock: its stretch is when it
// lasted.
std::optional<scenarios::Stretch> RunController::moment() const {
    const model::SnapshotPtr& snapshot = m_view.snapshot();
    if (!snapshot || !m_session || m_session->phase() != session::Phase::Ended)
        return std::nullopt;
    const auto deadlocks = snapshot->deadlocks();
    const auto first = std::find_if(deadlocks.begin(), deadlocks.end(),
                                    [](const model::Deadlock& deadlock) { return deadlock.wasOne(); });
    if (first != deadlocks.end())
        return scenarios::Stretch{first->tasks.front(), first->at, first->brokenAt.value_or(snapshot->now())};
    const auto verdict = m_session->verdict();
    return verdict ? verdict->shown : std::nullopt;
}

void RunController::showMoment() {
    const auto shown = moment();
    if (!shown)
        return;
    const Instant middle = shown->begin + (shown->end - shown->begin) / 2;
    m_view.select({shown->task, {}, middle});
    m_view.setCursor(middle);
    // In the whole of a long run it would be too narrow to see.
    constexpr int kNarrow = 40, kMargin = 8;
    const Duration length = shown->end - shown->begin;
    if (length * kNarrow < m_view.snapshot()->now() - m_view.snapshot()->start())
        m_view.setRange({shown->begin - length * kMargin, shown->end + length * kMargin});
}

void RunController::tell(const Error& error) {
    Q_EMIT messageRaised(errorText(error), true);
}

void RunController::tellRemarks() {
    const std::vector<std::string> remarks = m_session->remarks();
    while (m_remarksTold < remarks.size())
        Q_EMIT messageRaised(sentenceText(remarks[m_remarksTold++]), false);
}

}  // namespace heddle::ui
