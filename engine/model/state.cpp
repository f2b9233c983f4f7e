#include "engine/model/state.h"

namespace heddle::model {

const char* nameOf(State state) {
    switch (state) {
        case State::Unknown:
            return "unknown";
        case State::New:
            return "new";
        case State::Ready:
            return "ready";
        case State::Running:
            return "running";
        case State::Blocked:
            return "blocked";
        case State::SuspendedReady:
            return "suspended_ready";
        case State::SuspendedBlocked:
            return "suspended_blocked";
        case State::Terminated:
            return "terminated";
    }
    return "unknown";
}

}  // namespace heddle::model
