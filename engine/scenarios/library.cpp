#include "engine/scenarios/library.h"

#include "engine/base/nearest_name.h"
#include "engine/base/phrase.h"
#include "engine/wire/operation_kind.h"

namespace heddle::scenarios {

Result<const Scenario*> findScenario(std::string_view id) {
    std::vector<std::string> ids;
    for (const Scenario* scenario : library()) {
        if (scenario->id == id)
            return scenario;
        ids.emplace_back(scenario->id);
    }
    const std::optional<std::string> nearest = nearestName(id, ids);
    return Error{Fault::Usage, Phrase{"find scenario '%1'", id}, "there is none of that name",
                 nearest ? Phrase{"did you mean '%1'?", *nearest} : Phrase{"'heddle scenarios' lists them"}};
}

std::uint64_t versionOf(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325u ^ wire::kStepVocabulary;  // FNV-1a
    for (const char c : sourceOf(id).text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
}

}  // namespace heddle::scenarios
