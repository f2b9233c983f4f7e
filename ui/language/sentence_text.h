// What the engine, and the programs that it runs, say in sentences: the reason of an error, a remark, why a
// task ended. They come as English text, out of other processes and out of recordings of any age, so each is
// recognised by its pattern, among those of resources/scenarios/LANGUAGE/sentences.json and the system's own
// words in system.json. What is not recognised is shown as it is.
// Thread rule: the gui thread.
#pragma once

#include <QString>
#include <string_view>

#include "engine/base/result.h"

namespace heddle::ui {

// Of the engine.
[[nodiscard]] QString sentenceText(std::string_view sentence);
[[nodiscard]] QString errorText(const Error& error);
// Of the program of a run: the engine's runtime may have said it in its place, or it is in the program's own
// words, which nobody translates.
[[nodiscard]] QString ownWordsText(std::string_view words);

}  // namespace heddle::ui
