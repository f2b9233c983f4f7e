// The few buttons of the step mode: back, the same task again, and a menu of ways to go on by more than one
// step; while something goes on, how far it is, and a way to cancel it.
//
// Thread rule: the gui thread.
#pragma once

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace heddle::ui {

class StepActions;
class StepController;

class StepControls : public QWidget {
    Q_OBJECT
public:
    StepControls(StepActions* actions, StepController* steps, QWidget* parent = nullptr);

    [[nodiscard]] QMenu* goOnMenu() const { return m_menu; }

private:
    void buildMenu();
    void refresh();

    StepActions* m_actions;
    StepController* m_steps;
    QToolButton* m_goOn;
    QToolButton* m_cancel;
    QLabel* m_progress;
    QMenu* m_menu;
};

}  // namespace heddle::ui
