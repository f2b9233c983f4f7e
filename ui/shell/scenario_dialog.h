// The library: choose a scenario, read what it is about, set its parameters, run it.
#pragma once

#include <functional>

#include <QDialog>
#include <QHash>

#include "engine/scenarios/scenario.h"
#include "engine/session/request.h"

class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace heddle::ui {

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

    // The request, once the dialog was accepted.
    [[nodiscard]] session::RunRequest request() const;
    [[nodiscard]] Wish wish() const { return m_wish; }
    void choose(const QString& id);

private:
    void fillList();
    void showScenario(const QListWidgetItem* item);
    void filter(const QString& text);

    QLineEdit* m_search;
    QListWidget* m_list;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_question;
    QWidget* m_form;
    QFormLayout* m_rows;
    QPushButton* m_run;
    QPushButton* m_step;
    QPushButton* m_find;
    Wish m_wish = Wish::Run;
    const scenarios::Scenario* m_scenario = nullptr;
    QHash<QString, std::function<QString()>> m_values;  // of the parameters, by key, as they stand
};

}  // namespace heddle::ui
