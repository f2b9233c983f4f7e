#include "ui/stepper/step_actions.h"

#include <QAbstractButton>
#include <QApplication>
#include <QShortcut>
#include <QWidget>

#include "ui/models/view_state.h"
#include "ui/stepper/step_controller.h"

namespace heddle::ui {
namespace {

using session::Drive;
using session::DriveRequest;
using session::StopAt;

constexpr const char* kMark = "stepMode";

QAction* make(QWidget& window, const char* name, const QString& text, const QString& tip,
              const QKeySequence& key = {}) {
    auto* action = new QAction(text, &window);
    action->setObjectName(QString::fromLatin1(name));
    action->setToolTip(tip);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WindowShortcut);
    action->setProperty(kMark, true);
    window.addAction(action);
    return action;
}

// Steps are kept in the order of their making: the first one that does not follow the last is a branch.
bool hasBranches(const session::StepHistory& history) {
    for (std::size_t i = 1; i < history.size(); ++i)
        if (static_cast<std::size_t>(history[i].parent) != i - 1)
            return true;
    return false;
}

}  // namespace

StepActions::StepActions(QWidget& w, ViewState& view, StepController& steps)
    : QObject(&w),
      back(make(w, "stepBack", tr("Back"), tr("Back by one step: the same choices, one less, are run again"),
                Qt::Key_Backspace)),
      again(make(w, "stepAgain", tr("Same task again"),
                 tr("One more step of the task that made the last one"), Qt::Key_Space)),
      oneTask(make(w, "runOneTask", tr("One task, until it blocks"),
                   tr("The selected task alone, until it blocks or ends"), Qt::Key_F6)),
      roundRobin(make(w, "runRoundRobin", tr("In turn"),
                      tr("Round-robin: one step of each task that may go, to the end"), Qt::Key_F7)),
      atRandom(make(w, "runAtRandom", tr("At random"), tr("To the end; the same seed gives the same run"),
                    Qt::Key_F8)),
      toEnd(make(w, "runToEnd", tr("To the end"), tr("Each task as long as it may go, to the end"),
                 Qt::Key_F9)),
      untilTaken(make(w, "runUntilTaken", tr("Until something is taken"),
                      tr("In turn, until a task gets a lock or a unit; with a lock selected, that one"),
                      Qt::Key_F10)),
      untilBlocked(make(w, "runUntilBlocked", tr("Until a task blocks"),
                        tr("In turn, until a task cannot go on"), Qt::Key_F11)),
      untilDeadlock(make(w, "runUntilDeadlock", tr("Until a deadlock"),
                         tr("In turn, until tasks wait for each other"), Qt::Key_F12)),
      cancel(make(w, "stepCancel", tr("Cancel"), tr("Stop where the run stands now"),
                  Qt::CTRL | Qt::Key_Backspace)),
      saveSchedule(make(w, "saveSchedule", tr("Save schedule..."),
                        tr("The choices up to here as a file that gives the same run anywhere"))),
      nameBranch(
          make(w, "nameBranch", tr("Name this branch..."), tr("A name for the step that the run stands at"))),
      compare(make(w, "compareBranches", tr("Compare branches..."),
                   tr("Where two branches part, and what differs at their ends; go back and choose otherwise "
                      "to have two"))),
      exportAnimation(make(w, "exportAnimation", tr("Export animation..."),
                           tr("The steps up to here as a moving picture for a lecture"))),
      m_view(view),
      m_steps(steps) {
    connectAll();
    addNumberKeys(w);
    connect(&steps, &StepController::positionChanged, this, &StepActions::update);
    connect(&view, &ViewState::selectionChanged, this, &StepActions::update);
    // On a button, a menu or a box to tick, the space bar is theirs.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        again->setShortcut(qobject_cast<QAbstractButton*>(now) ? QKeySequence()
                                                               : QKeySequence(Qt::Key_Space));
    });
    update();
}

QList<QAction*> StepActions::all() const {
    return {back,         again,         oneTask, roundRobin,   atRandom,   toEnd,   untilTaken,
            untilBlocked, untilDeadlock, cancel,  saveSchedule, nameBranch, compare, exportAnimation};
}

bool StepActions::owns(const QAction& action) {
    return action.property(kMark).toBool();
}

void StepActions::connectAll() {
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    const auto drive = [this, on](QAction* action, Drive how, StopAt stop) {
        on(action, [this, how, stop] {
            DriveRequest request;
            request.drive = how;
            request.stop = stop;
            request.seed = static_cast<std::uint64_t>(m_seed);
            request.task = m_view.selection().task ? m_view.selection().task : m_steps.lastMover();
            if (stop == StopAt::Taken)
                request.object = m_view.selection().object;
            m_steps.drive(request);
        });
    };
    on(back, [this] { m_steps.back(); });
    on(again, [this] { m_steps.stepAgain(); });
    on(cancel, [this] { m_steps.cancel(); });
    drive(oneTask, Drive::OneTask, StopAt::Nothing);
    drive(roundRobin, Drive::RoundRobin, StopAt::Nothing);
    drive(atRandom, Drive::AtRandom, StopAt::Nothing);
    drive(toEnd, Drive::Calm, StopAt::Nothing);
    drive(untilTaken, Drive::RoundRobin, StopAt::Taken);
    drive(untilBlocked, Drive::RoundRobin, StopAt::Blocked);
    drive(untilDeadlock, Drive::RoundRobin, StopAt::Deadlock);
}

void StepActions::addNumberKeys(QWidget& window) {
    for (int number = 1; number <= 10; ++number) {
        const int key = Qt::Key_0 + number % 10;
        for (const bool timesOut : {false, true}) {
            auto* shortcut =
                new QShortcut(QKeySequence(timesOut ? QKeyCombination(Qt::AltModifier, Qt::Key(key))
                                                    : QKeyCombination(Qt::Key(key))),
                              &window);
            connect(shortcut, &QShortcut::activated, this,
                    [this, number, timesOut] { m_steps.step(m_steps.taskOfNumber(number), timesOut); });
            connect(&m_steps, &StepController::positionChanged, shortcut,
                    [this, shortcut] { shortcut->setEnabled(m_steps.isActive()); });
            shortcut->setEnabled(false);
        }
    }
}

void StepActions::update() {
    const session::PositionPtr& position = m_steps.position();
    const bool isBusy = position && position->isBusy;
    const bool mayStep = position && position->standing != session::Standing::NoNextStep;
    for (QAction* action : all()) action->setEnabled(position != nullptr);
    const bool isAnybodyReady =
        position && std::any_of(position->tasks.begin(), position->tasks.end(),
                                [](const session::NextStep& next) { return next.mayGo || next.mayTimeOut; });
    for (QAction* action :
         {again, oneTask, roundRobin, atRandom, toEnd, untilTaken, untilBlocked, untilDeadlock})
        action->setEnabled(mayStep && isAnybodyReady);
    back->setEnabled(position && position->current != session::NodeId::Start);
    cancel->setEnabled(isBusy);
    compare->setEnabled(position && hasBranches(*position->history));
    exportAnimation->setEnabled(position && position->current != session::NodeId::Start);
}

}  // namespace heddle::ui
