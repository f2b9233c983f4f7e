// The texts of the scenario library in the language of the interface. English stands in the scenario's own
// file; other languages in resources/scenarios/LANGUAGE/ID.json, and what many say in phrases.json. What is
// not translated is shown in English.
// Thread rule: the gui thread.
#pragma once

#include <QHash>
#include <QString>

#include "engine/scenarios/scenario.h"

namespace heddle::ui {

struct ScenarioWords {
    QString title;
    QString text;                        // what happens, and what to watch
    QString question;                    // to predict before the run
    QString answer;                      // to the question, told after it
    QHash<QString, QString> parameters;  // key -> meaning
    QHash<QString, QString> choices;     // of all parameters -> its name
};

[[nodiscard]] ScenarioWords wordsOf(const scenarios::Scenario& scenario);
// What is said of a run of it.
[[nodiscard]] QString phraseText(const scenarios::Scenario& scenario, const Phrase& phrase);
[[nodiscard]] QString categoryText(std::string_view category);

}  // namespace heddle::ui
