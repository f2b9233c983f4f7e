// The parameters of a scenario: a field for each, with its bounds beside it.
//
// Thread rule: the gui thread.
#pragma once

#include <QWidget>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/scenarios/scenario.h"

class QGridLayout;

namespace heddle::ui {

struct ScenarioWords;

class ParameterForm : public QWidget {
    Q_OBJECT
public:
    explicit ParameterForm(QWidget* parent = nullptr);

    // With the values that are usual.
    void show(const scenarios::Scenario& scenario, const ScenarioWords& words);
    // As they stand, for all parameters.
    [[nodiscard]] std::map<std::string, std::string> values() const;
    // In their order, which is that of the Tab key too.
    [[nodiscard]] QList<QWidget*> fields() const { return m_inputs; }

private:
    QWidget* numberField(const scenarios::Parameter& parameter);
    QWidget* choiceField(const scenarios::Parameter& parameter, const ScenarioWords& words);

    QWidget* m_fields = nullptr;  // another one for each scenario
    QList<QWidget*> m_inputs;     // in it
    std::vector<std::pair<std::string, std::function<QString()>>> m_values;
};

}  // namespace heddle::ui
