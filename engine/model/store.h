// What a model and its snapshots share: all that only grows. It lives as long as the last of them.
//
// Thread rule: the model's thread appends; snapshots read prefixes that they were told of.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "engine/model/history.h"
#include "engine/model/id_index.h"
#include "engine/model/names.h"
#include "engine/model/object_record.h"
#include "engine/model/printed_line.h"
#include "engine/model/transfer.h"
#include "engine/model/wait_table.h"

namespace heddle::model {

struct Store {
    BlockArena blocks;
    WaitTable waits;
    std::deque<History> histories;     // one a task; elements never move
    std::deque<ObjectRecord> objects;  // likewise; snapshots read only the series
    IdIndex objectIndex;
    Names names;
    std::deque<GrowingList<CpuStep>> cpuSteps;
    GrowingList<Transfer> transfers;
    GrowingList<PrintedLine> printed;

    [[nodiscard]] std::size_t bytes() const;
};

}  // namespace heddle::model
