// A scenario that ran for real, as it was observed.
#pragma once

#include <QByteArray>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/snapshot.h"
#include "engine/scenarios/scenario.h"
#include "engine/wire/event.h"

namespace heddle::test {

using Values = std::map<std::string, std::string>;

struct Run {
    std::string failure;  // empty: it ran
    model::SnapshotPtr seen;
    int status = -1;
    Duration took{};
};

scenarios::Parameters parsed(const scenarios::Scenario& scenario, const Values& values);
bool usesFibers(const QByteArray& id);
// Runs a scenario as the session does; one that does not end by itself is stopped. `stream`: the events;
// `source`: instead of the best one.
Run observe(const scenarios::Scenario& scenario, const Values& values,
            std::vector<wire::Event>* stream = nullptr,
            std::optional<wire::KernelSource> source = std::nullopt);

}  // namespace heddle::test
