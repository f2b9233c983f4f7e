// heddle doctor [--json]
#include <nlohmann/json.hpp>

#include "app/console.h"
#include "app/verbs.h"
#include "engine/session/report/words.h"
#include "engine/session/sources.h"

namespace heddle::app {
namespace {

std::string asJson(const std::vector<session::SourceStatus>& sources) {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const session::SourceStatus& source : sources)
        list.push_back(Json{{"source", session::nameOf(source.source)},
                            {"permitted", source.permitted},
                            {"detail", source.detail},
                            {"advice", source.advice}});
    return Json{{"sources", std::move(list)}}.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string asText(const std::vector<session::SourceStatus>& sources) {
    std::string text;
    for (const session::SourceStatus& source : sources) {
        text += std::string(session::nameOf(source.source)) + ": " +
                (source.permitted ? "permitted" : "not permitted");
        text += (source.detail.empty() ? "" : "; " + source.detail) + '\n';
        if (!source.advice.empty())
            text += "    to get it: " + source.advice + '\n';
    }
    for (const session::SourceStatus& source : sources) {  // the best one stands first
        if (source.permitted)
            return text + "Runs will be watched through " + session::nameOf(source.source) + ".\n";
    }
    return text + "Nothing of the kernel can be seen here; only what the runtime itself says.\n";
}

int doctor(bool json) {
    const auto sources = session::probeSources();
    if (auto printed = printResult(json ? asJson(sources) : asText(sources)); !printed)
        return complain(printed.error());
    return kDone;
}

}  // namespace

void addDoctor(CLI::App& heddle, int& status) {
    CLI::App* verb =
        heddle.add_subcommand("doctor", "which sources this machine permits, and how to get more");
    verb->footer("Example:\n  heddle doctor");
    auto json = std::make_shared<bool>(false);
    verb->add_flag("--json", *json, "as JSON");
    verb->callback([json, &status] { status = doctor(*json); });
}

}  // namespace heddle::app
