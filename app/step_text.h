// A controlled run in words and as JSON: its steps, what each task would do next, how things stand.
#pragma once

#include <string>
#include <vector>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::app {

// The nodes from the start (which is left out) to `node`.
[[nodiscard]] std::vector<session::NodeId> wayTo(const session::Position& position, session::NodeId node);

// "STEP TASK OPERATION OBJECT -> STATE": of a node on the way to where the run stands.
[[nodiscard]] std::string stepLine(const session::Position& position, session::NodeId node);

// What each task would do, one line each, with the numbers that choose them.
[[nodiscard]] std::string choicesText(const session::Position& position);

// Why it does not go on, if it does not: deadlocks with the line and step of each wait, a failure.
[[nodiscard]] std::string standingText(const session::Position& position);

// All of it, and the verdict if there is one. Ends with a line end.
[[nodiscard]] std::string stepJson(const session::ControlledSession& run);

}  // namespace heddle::app
