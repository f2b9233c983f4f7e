// What a scenario asks, over its run: the question with the user's own prediction; when the run is over,
// beside it the answer, and what was observed. Never a must: the prediction may stay empty, and Close hides
// the strip.
//
// Thread rule: the gui thread. A prediction belongs to its scenario: another one forgets it.
#pragma once

#include <QFrame>
#include <optional>

#include "engine/scenarios/scenario.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace heddle::ui {

class LessonStrip : public QFrame {
    Q_OBJECT
public:
    explicit LessonStrip(QWidget* parent = nullptr);

    // nullptr: what is shown asks nothing.
    void ask(const scenarios::Scenario* scenario);
    // The run is over. `verdict`: on what was observed, where there is one. `hasMoment`: there is something
    // to go to.
    void answer(const std::optional<scenarios::Verdict>& verdict, bool hasMoment);
    void setPrediction(const QString& prediction);
    [[nodiscard]] QString prediction() const;
    [[nodiscard]] QString observed() const;

Q_SIGNALS:
    // To the moment of the run that shows the answer.
    void momentWanted();

private:
    void changeEvent(QEvent* event) override;
    void arrange(bool isAnswered);
    void applyLook();

    const scenarios::Scenario* m_scenario = nullptr;
    bool m_isAnswered = false;
    bool m_isBroken = false;  // it was not as promised
    struct Row {
        QLabel* word;
        QLabel* text;
    };
    Row addRow(const QString& word);
    static void setShown(const Row& row, bool isShown);

    QGridLayout* m_grid;
    Row m_question;
    QLineEdit* m_prediction;  // until the answer is told
    Row m_expected;
    Row m_answer;
    Row m_observed;
    QToolButton* m_show;
};

}  // namespace heddle::ui
