#include "engine/model/store.h"

namespace heddle::model {

std::size_t Store::bytes() const {
    std::size_t total = blocks.bytes() + waits.bytes() + names.bytes() + transfers.bytes() +
                        printed.bytes();
    for (const History& history : histories) total += sizeof(History) + history.bytes();
    for (const ObjectRecord& object : objects)
        total += sizeof(ObjectRecord) + object.holders.capacity() * sizeof(Holder) + object.holds.bytes() +
                 object.levels.bytes() + object.waiterCounts.bytes() +
                 object.early.capacity() * sizeof(wire::Event);
    for (const auto& steps : cpuSteps) total += sizeof(steps) + steps.bytes();
    return total;
}

}  // namespace heddle::model
