// The files with texts in other languages than the source's, in resources/scenarios/LANGUAGE:
//     ID.json            of a scenario: {"title", "text", "question", "answer", "parameters": {KEY: MEANING},
//                        "choices": {WORD: NAME}, "phrases": {PATTERN: PATTERN}}
//     categories.json    {NAME: NAME}
//     phrases.json       what several scenarios say of their runs: {PATTERN: PATTERN}
//     sentences.json     what the engine says, and its runtime in the programs: {PATTERN: PATTERN}
//     system.json        the system's words for errors and signals: {TEXT: TEXT}
// Thread rule: the gui thread.
#pragma once

#include <QJsonObject>
#include <QString>

namespace heddle::ui {

// What :/language/scenarios/LANGUAGE/NAME.json holds. Empty where the source's language is spoken, or nothing
// is translated.
[[nodiscard]] QJsonObject translatedFile(const QString& name);

}  // namespace heddle::ui
