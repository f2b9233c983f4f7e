#include "ui/statediagram/token_motion.h"

#include <algorithm>
#include <cmath>

namespace heddle::ui {
namespace {

double distance(QPointF a, QPointF b) {
    return std::hypot(b.x() - a.x(), b.y() - a.y());
}

// Starts and arrives gently.
double eased(double t) {
    return t * t * (3 - 2 * t);
}

}  // namespace

void TokenMotion::start(TaskId task, std::vector<QPointF> way, qint64 now) {
    Move move{std::move(way), 0, now};
    for (std::size_t i = 1; i < move.way.size(); ++i) move.length += distance(move.way[i - 1], move.way[i]);
    m_moves[task] = std::move(move);
}

std::optional<QPointF> TokenMotion::placeOf(TaskId task, qint64 now) const {
    const auto found = m_moves.find(task);
    if (found == m_moves.end() || now - found->second.begin >= kMoveMs)
        return {};
    const Move& move = found->second;
    const double share =
        std::clamp(static_cast<double>(now - move.begin) / static_cast<double>(kMoveMs), 0.0, 1.0);
    double left = eased(share) * move.length;
    for (std::size_t i = 1; i < move.way.size(); ++i) {
        const double leg = distance(move.way[i - 1], move.way[i]);
        if (left <= leg)
            return move.way[i - 1] + (move.way[i] - move.way[i - 1]) * (leg > 0 ? left / leg : 0);
        left -= leg;
    }
    return move.way.back();
}

bool TokenMotion::advance(qint64 now) {
    std::erase_if(m_moves, [now](const auto& entry) { return now - entry.second.begin >= kMoveMs; });
    return !m_moves.empty();
}

}  // namespace heddle::ui
