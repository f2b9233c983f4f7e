// Who was on which CPU, from switch to switch.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/store.h"

namespace heddle::model {

class CpuLanes {
public:
    static constexpr std::uint16_t kLimit = 4096;  // CPUs beyond are not shown

    explicit CpuLanes(Store& store) : m_store(&store) {}

    // Returns the task that the lane took to be on the CPU until now, if it is another one: its switch-out
    // was lost.
    TaskId switchedIn(std::uint16_t cpu, TaskId task, std::int64_t time);
    void switchedOut(std::uint16_t cpu, TaskId task, std::int64_t time);
    // The lanes as of `now`; an idle stretch that has become long enough by then is taken down.
    [[nodiscard]] std::vector<CpuInfo> lanes(std::int64_t now);

private:
    struct Lane {
        GrowingList<CpuStep>* steps = nullptr;
        std::uint32_t current = 0;    // TaskId
        std::int64_t idleSince = -1;  // a switch-out that is not in `steps` yet; -1: none
    };
    Lane& lane(std::uint16_t cpu);

    Store* m_store;
    std::vector<Lane> m_lanes;  // by CPU number
};

}  // namespace heddle::model
