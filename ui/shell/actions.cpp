#include "ui/shell/actions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QWidget>

namespace heddle::ui {
namespace {

QAction* make(QWidget& window, const char* name, const QString& text, const QString& tip,
              const QKeySequence& key = {}) {
    auto* action = new QAction(text, &window);
    action->setObjectName(QString::fromLatin1(name));
    action->setToolTip(tip);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WindowShortcut);
    window.addAction(action);
    return action;
}

QString tr(const char* text) {
    return QCoreApplication::translate("Actions", text);
}

}  // namespace

Actions::Actions(QWidget& w)
    : openScenario(make(w, "openScenario", tr("Scenarios..."), tr("Choose a scenario from the library"),
                        Qt::CTRL | Qt::Key_L)),
      runProgram(
          make(w, "runProgram", tr("Run program..."), tr("Run and watch any program"), Qt::CTRL | Qt::Key_R)),
      openRecording(make(w, "openRecording", tr("Open recording..."), tr("Look at a run that was saved"),
                         QKeySequence::Open)),
      openSchedule(make(w, "openSchedule", tr("Open schedule..."),
                        tr("Step through the choices that were saved"), Qt::CTRL | Qt::SHIFT | Qt::Key_O)),
      saveRecording(make(w, "saveRecording", tr("Save recording..."), tr("Keep this run in a file"),
                         QKeySequence::Save)),
      exportPicture(make(w, "exportPicture", tr("Export picture..."),
                         tr("PNG, SVG or PDF for a slide or a paper"), Qt::CTRL | Qt::Key_E)),
      quit(make(w, "quit", tr("Quit"), tr("Ends Heddle and everything that it started"), QKeySequence::Quit)),
      run(make(w, "runAgain", tr("Run"), tr("Run it, for real"), Qt::Key_F5)),
      step(make(w, "stepRun", tr("Step"),
                tr("The same for real, but step by step: a task goes on only when you say so"), Qt::Key_F4)),
      findFailure(make(
          w, "findFailure", tr("Find it for me..."),
          tr("Search the schedules for one that fails: a deadlock, an expectation that does not hold..."),
          Qt::Key_F3)),
      stop(make(w, "stopRun", tr("Stop"), tr("End everything that was started"), Qt::SHIFT | Qt::Key_F5)),
      suspend(make(w, "suspend", tr("Suspend process"), tr("Stop the selected task's process (SIGSTOP)"),
                   Qt::CTRL | Qt::Key_Period)),
      activate(make(w, "activate", tr("Activate process"),
                    tr("Let the selected task's process go on (SIGCONT)"), Qt::CTRL | Qt::Key_Comma)),
      fit(make(w, "fit", tr("Show everything"), tr("The whole run in the window"), Qt::CTRL | Qt::Key_0)),
      follow(make(w, "follow", tr("Follow the run"), tr("Keep the present at the right edge"),
                  Qt::CTRL | Qt::Key_J)),
      undoView(make(w, "undoView", tr("Back to the last view"), tr("Undo zooming and panning"),
                    QKeySequence::Undo)),
      redoView(make(w, "redoView", tr("Forward again"), tr("Redo zooming and panning"), QKeySequence::Redo)),
      find(make(w, "find", tr("Filter lanes..."), tr("Show only lanes that match a text"),
                QKeySequence::Find)),
      back(make(w, "back", tr("Back to the present"), tr("Take the cursor and the selection away"), {})),
      sevenStates(make(w, "sevenStates", tr("Seven states"), tr("Show the two suspended states too"),
                       Qt::CTRL | Qt::Key_7)),
      lightTheme(make(w, "lightTheme", tr("Light"), tr("Dark on light, for print and bright rooms"))),
      darkTheme(make(w, "darkTheme", tr("Dark"), tr("Light on dark"))),
      keys(make(w, "keys", tr("Keys"), tr("All keys on one page"), Qt::Key_F1)) {
    follow->setCheckable(true);
    sevenStates->setCheckable(true);
    auto* themes = new QActionGroup(&w);
    for (QAction* theme : {lightTheme, darkTheme}) {
        theme->setCheckable(true);
        themes->addAction(theme);
    }
}

}  // namespace heddle::ui
