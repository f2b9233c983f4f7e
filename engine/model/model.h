// The fold: events in, states out. A pure function of the stream: the same events give the same model, live
// or from a file. It never fails: an event that makes no sense (a hostile file, a loss) changes nothing or
// leaves `Unknown`.
//
// Thread rule: apply() and snapshot() on one thread; snapshots go anywhere.
#pragma once

#include <memory>
#include <span>

#include "engine/model/deadlock_search.h"
#include "engine/model/snapshot.h"
#include "engine/wire/event.h"

namespace heddle::model {

class Model {
public:
    Model() : Model(DeadlockSearch::On) {}
    explicit Model(DeadlockSearch search);
    Model(Model&&) noexcept;
    Model& operator=(Model&&) noexcept;
    ~Model();

    // Events in the order of the merged stream: resolved (TaskIds), times ascending.
    void apply(std::span<const wire::Event> events);
    // The model as of `now` (at least the time of the last event): open intervals end there.
    [[nodiscard]] SnapshotPtr snapshot(Instant now);
    // Bytes of memory held for histories and objects.
    [[nodiscard]] std::size_t bytesUsed() const;

private:
    class Fold;
    std::unique_ptr<Fold> m_fold;
};

}  // namespace heddle::model
