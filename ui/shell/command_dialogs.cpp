#include "ui/shell/command_dialogs.h"

#include <QFileDialog>

#include "ui/shell/export_dialog.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/lesson_strip.h"
#include "ui/shell/program_dialog.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/scenario_dialog.h"
#include "ui/stepper/search_dialog.h"

namespace heddle::ui {
namespace {

QString recordingFilter() {
    return CommandDialogs::tr("Recordings (*.heddle);;All files (*)");
}

}  // namespace

CommandDialogs::CommandDialogs(QWidget& window, ViewState& view, RunController& runs, LessonStrip& lesson)
    : QObject(&window), m_window(window), m_view(view), m_runs(runs), m_lesson(lesson) {}

void CommandDialogs::chooseScenario() {
    ScenarioDialog dialog{&m_window};
    if (dialog.exec() != QDialog::Accepted)
        return;
    switch (dialog.wish()) {
        case ScenarioDialog::Wish::Run:
            m_runs.start(dialog.request());
            break;
        case ScenarioDialog::Wish::Step:
            m_runs.startStepping(dialog.request());
            break;
        case ScenarioDialog::Wish::Find:
            findFailure(dialog.request());
            break;
    }
    m_lesson.setPrediction(dialog.prediction());
}

void CommandDialogs::findFailure(const session::RunRequest& subject) {
    SearchDialog dialog{subject, &m_window};
    if (dialog.exec() == QDialog::Accepted)
        m_runs.replay(dialog.schedule(), tr("the schedule found"));
}

void CommandDialogs::chooseProgram() {
    ProgramDialog dialog{&m_window};
    if (dialog.exec() == QDialog::Accepted)
        m_runs.start(dialog.request());
}

void CommandDialogs::chooseRecording() {
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Open recording"), {}, recordingFilter());
    if (!path.isEmpty())
        m_runs.openRecording(path);
}

void CommandDialogs::chooseSchedule() {
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Open schedule"), {},
                                                      tr("Schedules (*.schedule);;All files (*)"));
    if (!path.isEmpty())
        m_runs.openSchedule(path);
}

void CommandDialogs::saveRecording() {
    QString path = QFileDialog::getSaveFileName(&m_window, tr("Save recording"), {}, recordingFilter());
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".heddle")))
        path += QStringLiteral(".heddle");
    m_runs.saveRecording(path);
}

void CommandDialogs::exportPicture() {
    ExportDialog dialog{m_view, pictureChoices(m_view, m_runs.steps().position()), m_runs.title(), &m_window};
    connect(&dialog, &ExportDialog::messageRaised, this, &CommandDialogs::messageRaised);
    dialog.exec();
}

void CommandDialogs::showKeys() {
    KeysPage page{&m_window};
    page.exec();
}

}  // namespace heddle::ui
