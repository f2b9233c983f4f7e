// One record of a perf ring, decoded. A pure function over bytes: nothing in them is believed.
//
// Two layouts are known, those that kernel_feed opens: records of switches and of the life of tasks end with
// TID and TIME; tracepoints carry TIME and RAW. (Whose context a tracepoint is from stands in its own bytes;
// to have the kernel look up the number once more would cost the traced program time.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/strong_id.h"

namespace heddle::capture {

struct PerfRecord {
    enum class Kind {
        Other,               // one that nobody here asked for
        SwitchIn,            // pid:tid came onto the CPU; CPU-wide: from otherTid, 0 for idle
        SwitchOut,           // pid:tid left it and waits
        SwitchOutPreempted,  // pid:tid left it and could have gone on
        Tracepoint,          // raw: the tracepoint's own bytes; pid:tid unknown
        Fork,                // pid:tid is new, made by otherPid:otherTid
        Exit,                // pid:tid has ended
        Renamed,             // pid:tid is now called name
        Executed,            // pid:tid now runs another program, called name
        Lost,                // `lost` records found no room before this one
    };
    Kind kind = Kind::Other;
    std::uint64_t time = 0;  // CLOCK_MONOTONIC ns
    Pid pid, otherPid;
    Tid tid, otherTid;
    std::uint64_t lost = 0;
    bool cpuWide = false;            // a switch of which the other side is known
    std::string_view name;           // into the bytes given
    std::span<const std::byte> raw;  // into the bytes given
};

// `bytes`: one whole record, its header first. False when it is cut short or contradicts itself.
[[nodiscard]] bool decodeRecord(std::span<const std::byte> bytes, PerfRecord& record);

}  // namespace heddle::capture
