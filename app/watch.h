// Waiting for a run on the command line.
#pragma once

#include "engine/session/session.h"

namespace heddle::app {

// Who may write to the terminal meanwhile.
enum class Terminal {
    Ours,        // progress is shown
    TheProgram,  // what we wrote would spoil its output
};

// Until the session has ended. A signal that asks us to stop ends the run.
void watchToEnd(session::Session& session, Terminal terminal = Terminal::Ours);

// What went wrong on the way, as sentences on stderr: a limit that ended the run, a file that could not be
// written. Returns whether the recording is whole.
bool tellOutcome(const session::Session& session);

}  // namespace heddle::app
