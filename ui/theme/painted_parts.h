// A view that paints itself tells those who cannot see it what stands in it, part by part: a lane, a state, a
// node. Screen readers meet each part as a child of the view (QAccessible).
//
// Thread rule: the gui thread. Nothing is kept: a part is asked for when somebody wants to know.
#pragma once

#include <QRect>
#include <QString>

namespace heddle::ui {

struct PaintedPart {
    QString name;   // "Thread-3: blocked"
    QRect place{};  // in coordinates of the view; may lie outside of what is in sight
};

class PaintedParts {
public:
    virtual ~PaintedParts() = default;

    [[nodiscard]] virtual int partCount() const = 0;
    // `index` is below partCount().
    [[nodiscard]] virtual PaintedPart part(int index) const = 0;
};

// Makes the parts of all such widgets known; to be called by a widget of that kind, as often as it likes.
void announcePaintedParts();

}  // namespace heddle::ui
