// Every command of the window: its words, its key, its tool tip. One place, so that menus, buttons and the
// list of keys cannot disagree.
#pragma once

#include <QAction>
#include <QObject>

namespace heddle::ui {

struct Actions {
    explicit Actions(QWidget& window);

    QAction* openScenario;
    QAction* runProgram;
    QAction* openRecording;
    QAction* openSchedule;
    QAction* saveRecording;
    QAction* exportPicture;
    QAction* quit;

    QAction* run;
    QAction* step;
    QAction* findFailure;
    QAction* stop;
    QAction* suspend;
    QAction* activate;

    QAction* fit;
    QAction* follow;
    QAction* undoView;
    QAction* redoView;
    QAction* find;
    QAction* back;

    QAction* sevenStates;
    QAction* lightTheme;
    QAction* darkTheme;
    QAction* keys;
};

}  // namespace heddle::ui
