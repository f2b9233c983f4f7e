// The commands that ask something before they do anything: which scenario, which file, what picture.
//
// Thread rule: the gui thread. Each returns when its dialog is closed.
#pragma once

#include <QObject>

#include "engine/session/request.h"

class QWidget;

namespace heddle::ui {

class LessonStrip;
class RunController;
class ViewState;

class CommandDialogs : public QObject {
    Q_OBJECT
public:
    CommandDialogs(QWidget& window, ViewState& view, RunController& runs, LessonStrip& lesson);

    // The library; what is wished there is done, and the prediction kept for the lesson.
    void chooseScenario();
    void findFailure(const session::RunRequest& subject);
    void chooseProgram();
    void chooseRecording();
    void chooseSchedule();
    void saveRecording();
    void exportPicture();  // something is shown
    void showKeys();

Q_SIGNALS:
    void messageRaised(const QString& sentence, bool serious);

private:
    QWidget& m_window;
    ViewState& m_view;
    RunController& m_runs;
    LessonStrip& m_lesson;
};

}  // namespace heddle::ui
