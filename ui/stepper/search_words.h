// What a search of schedules does and has come to, in words for somebody who hears of schedules for the first
// time.
#pragma once

#include <QString>
#include <QStringList>

#include "engine/session/search/schedule_search.h"
#include "ui/models/words.h"

namespace heddle::ui {

struct SearchVerdict {
    QString head;        // "Found: a deadlock"
    QStringList lines;   // whole sentences: after how many schedules, what exactly, what that is worth
    bool fails = false;  // a schedule that fails was found, or the search did
};

[[nodiscard]] Term termOf(session::SearchStrategy strategy);
// "about 720", "about 6.5 · 10²⁹".
[[nodiscard]] QString aboutText(double count);
// "12 345 schedules run, ...": while it goes on.
[[nodiscard]] QString progressText(const session::SearchProgress& progress);
// `last`: the progress that was told last, for a search that was stopped before it had figures.
[[nodiscard]] SearchVerdict verdictOf(const session::SearchResult& result,
                                      const session::SearchProgress& last);

}  // namespace heddle::ui
