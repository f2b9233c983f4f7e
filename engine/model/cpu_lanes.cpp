#include "engine/model/cpu_lanes.h"

namespace heddle::model {

namespace {
constexpr std::int64_t kSwitchNs = CpuInfo::kSwitchTime.count();
}

CpuLanes::Lane& CpuLanes::lane(std::uint16_t cpu) {
    if (cpu >= m_lanes.size())
        m_lanes.resize(cpu + std::size_t{1});
    Lane& lane = m_lanes[cpu];
    if (!lane.steps)
        lane.steps = &m_store->cpuSteps.emplace_back();
    return lane;
}

TaskId CpuLanes::switchedIn(std::uint16_t cpu, TaskId task, std::int64_t time) {
    if (cpu >= kLimit)
        return {};
    Lane& l = lane(cpu);
    const TaskId stranded{l.current == task.value() ? 0 : l.current};
    if (l.idleSince >= 0 && time - l.idleSince >= kSwitchNs)
        l.steps->append({instantFromNs(l.idleSince), TaskId{}});
    l.idleSince = -1;
    l.current = task.value();
    l.steps->append({instantFromNs(time), task});
    return stranded;
}

void CpuLanes::switchedOut(std::uint16_t cpu, TaskId task, std::int64_t time) {
    if (cpu >= kLimit)
        return;
    Lane& l = lane(cpu);
    if (l.current != task.value() || l.idleSince >= 0)
        return;
    l.current = 0;
    l.idleSince = time;
}

std::vector<CpuInfo> CpuLanes::lanes(std::int64_t now) {
    std::vector<CpuInfo> infos;
    for (std::size_t cpu = 0; cpu < m_lanes.size(); ++cpu) {
        Lane& l = m_lanes[cpu];
        if (!l.steps)
            continue;
        if (l.idleSince >= 0 && now - l.idleSince >= kSwitchNs) {
            l.steps->append({instantFromNs(l.idleSince), TaskId{}});
            l.idleSince = -1;
        }
        infos.push_back({static_cast<CpuId>(cpu), Series<CpuStep>{*l.steps, l.steps->size()}});
    }
    return infos;
}

}  // namespace heddle::model
