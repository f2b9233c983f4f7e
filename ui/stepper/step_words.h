// The words of the step mode: what a task would do next, whether it may, and if not, why not.
#pragma once

#include <QString>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::ui {

// "lock(A)", "join(Thread-1)", "start": an operation and what it is made on.
[[nodiscard]] QString operationText(wire::OperationKind operation, const QString& subject);
// What the operation is, for somebody who hears of it for the first time.
[[nodiscard]] QString operationMeaning(wire::OperationKind operation);
[[nodiscard]] QString operationText(const session::NextStep& step);
// "may go"; "blocked: A held by Thread-2, since step 4"; "ended".
[[nodiscard]] QString standingText(const model::Snapshot& snapshot, const session::NextStep& step);
// The same beside the operation, where room is scarce: "held by Thread-2".
[[nodiscard]] QString briefStandingText(const model::Snapshot& snapshot, const session::NextStep& step);
// A step of the history: "step 4: Thread-1 lock(A)"; of node 0 "the start".
[[nodiscard]] QString stepText(const model::Snapshot& snapshot, const session::HistoryNode& step);
// The last word on a run that cannot or need not go on; empty while it goes on.
[[nodiscard]] QString standingText(const session::Position& position);
// "deadlock", "failed", "ended": of a branch, in a word. Empty while it goes on.
[[nodiscard]] QString standingWord(session::Standing standing);

}  // namespace heddle::ui
