// Messages from task to task, as arrows from the sender's lane at the moment of sending to the receiver's at
// the moment of receiving: as many as can be told apart.
#pragma once

#include <QPointF>
#include <QString>
#include <vector>

#include "ui/timeline/lane_layout.h"
#include "ui/timeline/time_scale.h"

namespace heddle::ui {

struct TransferArrow {
    QPointF tail, tip;         // x: pixels from the left edge of the scale; y: from the top of the lanes
    std::size_t transfer = 0;  // index in the snapshot's list
};

// Of those that begin or end in the range of `scale`. Empty where there are too many.
[[nodiscard]] std::vector<TransferArrow> transferArrows(const model::Snapshot& snapshot,
                                                        const LaneLayout& layout, const TimeScale& scale);
// The arrow that passes within a few pixels of `at`; nullptr if there is none.
[[nodiscard]] const TransferArrow* arrowAt(const std::vector<TransferArrow>& arrows, const QPointF& at);
// What such an arrow is, in a legend.
[[nodiscard]] QString transferWord();
// "P1 sent 64 bytes to P2", and through what.
[[nodiscard]] QString transferText(const model::Snapshot& snapshot, const model::Transfer& transfer);

}  // namespace heddle::ui
