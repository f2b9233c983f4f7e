// Draws the card of an object, and all objects of a moment as a picture for a slide or a paper.
#pragma once

#include "ui/inspector/object_card.h"

class QPainter;

namespace heddle::ui {

// `chosen`: framed in the strip.
void paintObjectCard(QPainter& painter, const ObjectCard& card, TaskId chosen);
// How high a sheet must be for all of them.
[[nodiscard]] int objectsPictureHeight(const Moment& moment);
// One below the other, as many as there is room for, and how many more there are. False: there is none, and
// nothing is painted.
bool paintObjectsPicture(QPainter& painter, const QRectF& room, const MomentPtr& moment, TaskId chosen);

}  // namespace heddle::ui
