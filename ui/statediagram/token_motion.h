// Tokens on their way along the arcs that their tasks really took. Times are milliseconds of any clock that
// only grows; the caller brings it, so that tests need no waiting.
//
// Invariant: no move lasts longer than kMoveMs.
#pragma once

#include <QPointF>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/base/strong_id.h"

namespace heddle::ui {

class TokenMotion {
public:
    static constexpr qint64 kMoveMs = 180;

    // The token travels along `way` (at least two points) from `now` on; a move under way is replaced.
    void start(TaskId task, std::vector<QPointF> way, qint64 now);
    // Where it is; nothing when it does not move.
    [[nodiscard]] std::optional<QPointF> placeOf(TaskId task, qint64 now) const;
    // Forgets the moves that are over. True while any goes on.
    bool advance(qint64 now);
    void clear() { m_moves.clear(); }
    [[nodiscard]] bool isIdle() const { return m_moves.empty(); }

private:
    struct Move {
        std::vector<QPointF> way;
        double length = 0;
        qint64 begin = 0;
    };
    std::unordered_map<TaskId, Move> m_moves;
};

}  // namespace heddle::ui
