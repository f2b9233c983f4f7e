#include "engine/session/session.h"

#include "engine/session/live_session.h"
#include "engine/session/recorded_session.h"

namespace heddle::session {

Result<std::unique_ptr<Session>> Session::launch(const RunRequest& request) {
    return LiveSession::launch(request);
}

Result<std::unique_ptr<Session>> Session::open(const std::string& path) {
    return RecordedSession::open(path);
}

}  // namespace heddle::session
