// The scenarios of the library by category, with a search. Those that can be stepped say so.
//
// Thread rule: the gui thread.
#pragma once

#include <QListWidget>

#include "engine/scenarios/scenario.h"

namespace heddle::ui {

class ScenarioList : public QListWidget {
    Q_OBJECT
public:
    explicit ScenarioList(QWidget* parent = nullptr);

    // The first one where there is none of that id.
    void choose(const QString& id);
    // Hides what does not have all words of `wanted` in its title, text, category or id.
    void filter(const QString& wanted);
    // nullptr: none matches.
    [[nodiscard]] const scenarios::Scenario* scenario() const;
    // To the next one that is shown, up or down.
    void moveBy(int direction);

protected:
    void paintEvent(QPaintEvent* event) override;

Q_SIGNALS:
    void scenarioChanged();

private:
    void fill();
    void addScenario(const scenarios::Scenario& scenario, const QString& category);
    [[nodiscard]] bool isScenario(int row) const;
};

}  // namespace heddle::ui
