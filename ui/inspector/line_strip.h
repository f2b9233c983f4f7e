// Who holds an object and who waits for it, as a strip of chips: holders first, then the waiters in the order
// of their line. Where they stand, and who stands where: pure functions.
#pragma once

#include <QFontMetricsF>
#include <QRectF>
#include <QString>
#include <vector>

#include "ui/models/moment.h"

namespace heddle::ui {

struct StripChip {
    enum class Role { Holder, Waiter, More };  // More: "+12" others that find no room
    Role role = Role::Holder;
    TaskId task;  // none for More
    QString text;
    QRectF box;
};

struct Strip {
    std::vector<StripChip> chips;
    double divider = -1;  // x of the line between holders and waiters; negative: none

    [[nodiscard]] TaskId taskAt(QPointF position) const;
};

[[nodiscard]] Strip layOutStrip(const Moment& moment, ObjectId object, const QRectF& room,
                                const QFontMetricsF& metrics);

}  // namespace heddle::ui
