#include "engine/session/report/report.h"

namespace heddle::session {

std::string titleOf(const RunRequest& request) {
    std::string title = request.scenario;
    for (const auto& [name, value] : request.parameters) title += ' ' + name + '=' + value;
    for (const std::string& argument : request.command) title += (title.empty() ? "" : " ") + argument;
    return title;
}

Report reportOf(Session& session) {
    return {titleOf(session.request()), session.snapshot(), session.verdict(), session.remarks()};
}

}  // namespace heddle::session
