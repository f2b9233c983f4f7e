// A segment with few channels and blocks, and short words for what tests do with its channels.
#pragma once

#include <memory>
#include <vector>

#include "engine/wire/event_ring.h"

namespace heddle::test {

inline constexpr wire::SegmentLimits kSmall{.channels = 8, .tasks = 8, .objects = 8, .blocks = 4};
inline constexpr std::uint64_t kRoom = std::uint64_t{wire::kBlockEvents} * 4;  // events that fit into kSmall

inline std::unique_ptr<wire::Segment> makeSegment(const wire::SegmentLimits& limits = kSmall) {
    return wire::Segment::createPrivate(limits).value();
}

inline bool attach(wire::EventWriter& writer, const wire::Segment& segment, int tid = 1) {
    return writer.attach(segment, Pid{1}, Tid{tid}, TaskRef{static_cast<std::uint32_t>(tid)});
}

inline void writeNumbers(wire::EventWriter& writer, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t i = from; i < to; ++i)
        writer.write({.value = i, .task = 1, .kind = wire::EventKind::Acquired});
}

inline std::vector<wire::Event> drained(wire::EventReader& reader, std::size_t limit = 1'000'000) {
    std::vector<wire::Event> events;
    reader.drain(events, limit);
    return events;
}

inline std::uint64_t nowTicks(const wire::Segment& segment) {
    return wire::readTicks(segment.tickKind());
}

}  // namespace heddle::test
