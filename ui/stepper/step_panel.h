// The heart of the step mode: the verdict when there is one, what each task would do next, and the history.
//
// Thread rule: the gui thread.
#pragma once

#include <QWidget>

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

private:
    StepController* m_steps;
    VerdictBanner* m_verdict;
    NextStepsView* m_next;
    HistoryView* m_history;
};

}  // namespace heddle::ui
