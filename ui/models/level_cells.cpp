#include "ui/models/level_cells.h"

#include <algorithm>

namespace heddle::ui {

LevelCells levelCellsOf(const Moment& moment, ObjectId object) {
    const model::ObjectInfo* info = moment.snapshot().object(object);
    if (!info || (!info->certain && moment.isPresent()))
        return {};
    const std::int64_t level = std::max<std::int64_t>(moment.levelOf(object), 0);
    // A semaphore may have got more units than it began with, an unbounded queue has as many places as items.
    const std::int64_t count = std::max(info->capacity, level);
    if (count > kMostCells)
        return {};
    switch (info->kind) {
        case wire::ObjectKind::Semaphore:
            return {static_cast<int>(count), static_cast<int>(count - level), false};
        case wire::ObjectKind::Queue:
            return {static_cast<int>(count), static_cast<int>(level), true};
        case wire::ObjectKind::Barrier:
            return {static_cast<int>(count), static_cast<int>(level), false};
        default:
            return {};
    }
}

}  // namespace heddle::ui
