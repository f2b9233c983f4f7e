// Every command of the step mode: its words, its key, its tool tip. They belong to the window, are enabled
// while a controlled run is open, and act on its StepController.
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

namespace heddle::ui {

class StepController;
class ViewState;

class StepActions : public QObject {
    Q_OBJECT
public:
    StepActions(QWidget& window, ViewState& view, StepController& steps);

    QAction* back;
    QAction* again;
    QAction* oneTask;
    QAction* roundRobin;
    QAction* atRandom;
    QAction* toEnd;
    QAction* untilTaken;
    QAction* untilBlocked;
    QAction* untilDeadlock;
    QAction* cancel;
    QAction* saveSchedule;
    QAction* nameBranch;
    QAction* compare;
    QAction* exportAnimation;

    [[nodiscard]] QList<QAction*> all() const;
    // Whether it is one of these commands, among all that a window has.
    [[nodiscard]] static bool owns(const QAction& action);
    // Of the random order; the same one gives the same run.
    [[nodiscard]] int seed() const { return m_seed; }
    void setSeed(int seed) { m_seed = seed; }

private:
    void connectAll();
    void addNumberKeys(QWidget& window);
    void update();

    ViewState& m_view;
    StepController& m_steps;
    int m_seed = 1;
};

}  // namespace heddle::ui
