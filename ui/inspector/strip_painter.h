// Draws a strip of holders and waiters with the painter's font: holders filled, a line, waiters in the colour
// of the blocked, the chosen task framed.
#pragma once

#include <QColor>

#include "ui/inspector/line_strip.h"

class QPainter;

namespace heddle::ui {

// `moreInk`: of "+12", which has no box of its own.
void paintStrip(QPainter& painter, const Strip& strip, TaskId chosen, const QColor& moreInk);

}  // namespace heddle::ui
