// The bridge between the engine and the window, and the only place where the two meet: starts, opens, stops
// and saves sessions, and brings the latest snapshot to the ViewState once a frame. A controlled run brings
// its own, step by step, through the StepController.
//
// Thread rule: the gui thread. The engine posts its phase changes here through the event loop.
// Life: the session that is shown ends with the controller, and with it everything that it started.
#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "engine/session/stepping/controlled_session.h"
#include "ui/stepper/step_controller.h"

namespace heddle::ui {

class ViewState;

class RunController : public QObject {
    Q_OBJECT
public:
    explicit RunController(ViewState& view, QObject* parent = nullptr);
    ~RunController() override;

    void start(const session::RunRequest& request);
    // The same under control, at its start.
    void startStepping(const session::RunRequest& request);
    void openRecording(const QString& path);
    // A controlled run, moved on by the choices of a file.
    void openSchedule(const QString& path);
    // The same, by a schedule's text; `source` is what errors call it.
    void replay(std::string_view schedule, const QString& source);
    // Shows a controlled run; its positions come by way of steps().
    void show(std::unique_ptr<session::ControlledSession> session, const QString& title);
    void saveRecording(const QString& path);
    void stop();
    // Starts again what ran last. Only if canRestart().
    void restart();
    [[nodiscard]] bool canRestart() const;
    // From the start, step by step, what is shown. Only if canStep(): only some scenarios can be stepped.
    void step();
    [[nodiscard]] bool canStep() const;
    // Where the end of a run shows best: the deadlock that was found, else what the verdict points at.
    [[nodiscard]] std::optional<scenarios::Stretch> moment() const;
    void showMoment();
    void suspendTask(TaskId task);
    void activateTask(TaskId task);

    [[nodiscard]] bool hasSession() const { return m_session != nullptr; }
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] bool isStepping() const { return m_steps.isActive(); }
    [[nodiscard]] StepController& steps() { return m_steps; }
    [[nodiscard]] const session::Session* session() const { return m_session.get(); }
    // What is shown: "deadlock-ab", "make -j2", "lecture.heddle".
    [[nodiscard]] QString title() const { return m_title; }

Q_SIGNALS:
    // Another session is shown, or its phase changed.
    void sessionChanged();
    // One whole sentence for the user. `serious`: something was refused or failed.
    void messageRaised(const QString& sentence, bool serious);

private:
    void adopt(std::unique_ptr<session::Session> session, const QString& title, bool isLive);
    void release();
    void takeSnapshot();
    void onEnded();
    void tell(const Error& error);
    void tellRemarks();  // those that were not told yet

    ViewState& m_view;
    std::unique_ptr<session::Session> m_session;
    StepController m_steps;  // goes before the session does
    QTimer m_frame;
    QString m_title;
    bool m_isLive = false;
    bool m_endTold = false;
    std::size_t m_remarksTold = 0;
};

}  // namespace heddle::ui
