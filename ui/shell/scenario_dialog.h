// The library: choose a scenario, read what it is about, predict what comes, set its parameters, run or step
// it.
//
// Thread rule: the gui thread.
#pragma once

#include <QDialog>

#include "engine/session/request.h"

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace heddle::ui {

class ParameterForm;
class ScenarioList;

class ScenarioDialog : public QDialog {
    Q_OBJECT
public:
    // What is to be done with the scenario.
    enum class Wish {
        Run,   // freely
        Step,  // under control
        Find,  // a schedule that fails
    };

    explicit ScenarioDialog(QWidget* parent = nullptr);

    // Once the dialog was accepted:
    [[nodiscard]] session::RunRequest request() const;
    [[nodiscard]] Wish wish() const { return m_wish; }
    // The answer to the scenario's question, as the user expects it; empty if nobody gave one.
    [[nodiscard]] QString prediction() const;
    void choose(const QString& id);

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    QWidget* leftSide();
    QWidget* rightSide();
    QWidget* question();
    QDialogButtonBox* buttons();
    void showScenario();
    void finish(Wish wish);

    QLineEdit* m_search;
    ScenarioList* m_list;
    QLabel* m_title;
    QLabel* m_about;
    QLabel* m_text;
    QLabel* m_question;
    QLineEdit* m_prediction;
    ParameterForm* m_parameters;
    QPushButton* m_run = nullptr;
    QPushButton* m_step = nullptr;
    QPushButton* m_find = nullptr;
    Wish m_wish = Wish::Run;
};

}  // namespace heddle::ui
