// Step mode in the window: its panels, its commands with the dialogs that they need, its menu.
//
// Thread rule: the gui thread.
#pragma once

#include <QObject>

#include "engine/session/stepping/step_history.h"

class QMainWindow;
class QMenu;

namespace heddle::ui {

class Arrangement;
class StepActions;
class StepController;
class StepPanel;
class ViewState;

class StepMode : public QObject {
    Q_OBJECT
public:
    // Adds its panels to the arrangement.
    StepMode(QMainWindow& window, ViewState& view, StepController& steps, Arrangement& arrangement);

    void fillMenu(QMenu& menu) const;
    // What the animation is called: the scenario's name.
    void setTitle(const QString& title) { m_title = title; }
    [[nodiscard]] StepPanel* panel() const { return m_panel; }
    [[nodiscard]] StepActions& actions() const { return *m_actions; }

Q_SIGNALS:
    void messageRaised(const QString& sentence, bool serious);

private:
    void nameBranch(session::NodeId step);
    void saveSchedule(session::NodeId step);
    void compareBranches(session::NodeId step);
    [[nodiscard]] session::NodeId present() const;
    void exportAnimation();

    QMainWindow& m_window;
    StepController& m_steps;
    StepActions* m_actions;
    StepPanel* m_panel;
    QString m_title;
};

}  // namespace heddle::ui
