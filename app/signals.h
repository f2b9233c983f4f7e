// The signals that ask the command line to stop (SIGINT, SIGTERM, SIGHUP), as a flag to look at.
#pragma once

namespace heddle::app {

// From now on they set the flag instead of ending this process. SIGPIPE and SIGXFSZ become errors of the
// write that caused them. Handlers, not SIG_IGN, which the programs we start would inherit.
void catchSignals();

// The first one that came, or 0.
[[nodiscard]] int caughtSignal();

}  // namespace heddle::app
