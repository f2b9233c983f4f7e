// The views of which a picture can be had, and how each is written: what the export dialog offers.
//
// Thread rule: the gui thread.
#pragma once

#include <functional>
#include <vector>

#include "engine/session/stepping/controlled_session.h"
#include "ui/timeline/picture.h"

namespace heddle::ui {

class ViewState;

struct PictureChoice {
    QString name;
    bool hasRange = false;  // it shows a range of the run, not one instant; it has a title, too
    int width = 800;        // proposed; 0: as wide as its words, and no other
    // Errors: as writePicture().
    std::function<Result<void>(const PictureOptions&, const QString& path)> write;
};

// `position` is null where nothing is stepped. Nothing may change while the choices are in use.
[[nodiscard]] std::vector<PictureChoice> pictureChoices(const ViewState& view,
                                                        const session::PositionPtr& position);

}  // namespace heddle::ui
