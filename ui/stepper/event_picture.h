// The list of events of a stepped run as a picture for a slide or a paper.
//
// Thread rule: the gui thread.
#pragma once

#include "engine/base/result.h"
#include "engine/session/stepping/controlled_session.h"
#include "ui/models/view_state.h"
#include "ui/theme/picture_file.h"

namespace heddle::ui {

// The steps whose columns begin in `range`; without one all from the start to the present. The sheet is as
// large as they need, whatever its size says. Errors: no step in the range, more steps than a picture can
// have, a path that cannot be written.
[[nodiscard]] Result<void> writeEventPicture(const session::PositionPtr& position,
                                             const std::optional<TimeRange>& range, PictureSheet sheet,
                                             Theme::Mode mode, const QString& path);

}  // namespace heddle::ui
