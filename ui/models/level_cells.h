// The level of an object as cells to be drawn: the units of a semaphore, the places of a queue, those who
// have come to a barrier. A pure function.
#pragma once

#include "ui/models/moment.h"

namespace heddle::ui {

struct LevelCells {
    int count = 0;          // none: it has no such level, or too many cells to be told apart
    int filled = 0;         // the first ones: units taken, items, arrivals
    bool isInLine = false;  // places of a queue stand side by side
    friend bool operator==(const LevelCells&, const LevelCells&) = default;
};

inline constexpr std::int64_t kMostCells = 10;

[[nodiscard]] LevelCells levelCellsOf(const Moment& moment, ObjectId object);

}  // namespace heddle::ui
