// A place where tasks wait until all have come: then all go on, and the next round begins.
#pragma once

#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

class Barrier : public SyncObject {
public:
    explicit Barrier(std::uint32_t parties, std::string_view name = {}, CallSite at = CallSite::here());
    // True for the one who came last and let the others go on.
    bool arriveAndWait(CallSite at = CallSite::here());

private:
    // Numbers an event and leaves `arrived` behind it.
    std::uint32_t numberEvent(std::uint32_t arrived);

    std::uint32_t m_parties;
};

}  // namespace heddle::runtime
