// A stepped run as a moving picture for a lecture: for each step a frame with the timeline up to it, the
// state diagram, who waits for whom, and in words what the step was.
//
// Thread rule: the gui thread. A frame costs tens of milliseconds; `goesOn` is asked before each.
#pragma once

#include <functional>

#include "engine/base/result.h"
#include "engine/session/stepping/controlled_session.h"
#include "ui/theme/theme.h"

class QImage;

namespace heddle::ui {

struct AnimationOptions {
    QString title;
    std::chrono::milliseconds perStep{1200};
    Theme::Mode theme = Theme::Mode::Light;
    bool sevenStates = false;
};

inline constexpr std::size_t kMostAnimatedSteps = 300;  // of a longer way, the last ones

// How many frames there will be: one for the start, one for each step.
[[nodiscard]] std::size_t animationLength(const session::Position& position);
// The frame of the step with that number on the way to the present; 0: the start.
[[nodiscard]] QImage animationFrame(const session::Position& position, std::size_t step,
                                    const AnimationOptions& options);
// From the start to where `position` stands, as an animated GIF. `goesOn(done)` false: cancelled, and nothing
// is written. Errors: a path that cannot be written, no memory.
[[nodiscard]] Result<void> writeAnimation(const session::Position& position, const AnimationOptions& options,
                                          const QString& path,
                                          const std::function<bool(std::size_t)>& goesOn);

}  // namespace heddle::ui
