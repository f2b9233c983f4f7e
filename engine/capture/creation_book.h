// When the tasks that are being made got what they need: kept by maker, told at the birth.
//
// Thread rule: that of its feed. Facts come in order of time.
// Loss: after forget() nothing is told of what was begun before. What a failed clone() took is forgotten when
// the next one begins.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "engine/capture/allocation_point.h"
#include "engine/capture/fact_stream.h"

namespace heddle::capture {

class CreationBook {
public:
    // `maker`, a tid, took an object out of a cache of the kernel's.
    void allocated(std::uint32_t maker, AllocationPoint::Object object, std::uint64_t time);
    // `birth` is the TaskCreated of a task; appends a TaskStepDone for each step that is known.
    void tell(const wire::Event& birth, FactStream& stream);
    void forget() { m_begun.clear(); }

private:
    struct Begun {
        std::uint64_t controlBlock = 0;
        std::uint64_t resources = 0;  // the last of them; 0: there was none
    };
    std::unordered_map<std::uint32_t, Begun> m_begun;  // by maker
};

}  // namespace heddle::capture
