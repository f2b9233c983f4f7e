// The heart of the step mode: the verdict when there is one, what each task would do next, and the history.
//
// Thread rule: the gui thread.
#pragma once

#include <QWidget>

#include "engine/session/stepping/step_history.h"

class QMenu;

namespace heddle::ui {

class HistoryView;
class NextStepsView;
class StepActions;
class StepController;
class VerdictBanner;
class ViewState;

class StepPanel : public QWidget {
    Q_OBJECT
public:
    StepPanel(ViewState* view, StepController* steps, StepActions* actions, QWidget* parent = nullptr);

    [[nodiscard]] NextStepsView* nextSteps() const { return m_next; }
    [[nodiscard]] HistoryView* history() const { return m_history; }
    [[nodiscard]] VerdictBanner* verdict() const { return m_verdict; }
    // What can be done with a step of the history, whichever it is. It goes when it is closed.
    [[nodiscard]] QMenu* menuOf(session::NodeId step);

Q_SIGNALS:
    // The branch that ends at the step, or goes on from it, is to be...
    void nameWanted(session::NodeId step);
    void comparisonWanted(session::NodeId step);
    void scheduleWanted(session::NodeId step);

private:
    StepController* m_steps;
    StepActions* m_actions;
    VerdictBanner* m_verdict;
    NextStepsView* m_next;
    HistoryView* m_history;
};

}  // namespace heddle::ui
