// The last word on a run that cannot go on: a deadlock with its story, a failure, a task that does not come
// to its next step; and the ways out of it, to try, in a menu: end a task, take an object back. Hidden while
// the run goes on.
//
// Thread rule: the gui thread.
#pragma once

#include <QFrame>
#include <functional>

class QLabel;
class QMenu;
class QPushButton;

namespace heddle::ui {

class StepController;

class VerdictBanner : public QFrame {
    Q_OBJECT
public:
    explicit VerdictBanner(StepController* steps, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    // Empty where there is no way out.
    [[nodiscard]] QMenu* waysOut() const { return m_ways; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void offerWaysOut();
    void offer(const QString& text, const QString& tip, std::function<void()> act);
    void applyLook();

    StepController* m_steps;
    QLabel* m_text;
    QPushButton* m_break;
    QMenu* m_ways;
    bool m_isAlarm = false;
};

}  // namespace heddle::ui
