// A range of a run as a picture for a slide or a paper: title, time axis, lanes, legend. PNG at any scale,
// SVG and PDF as vectors.
//
// Needs a QApplication but no window and no display: Qt's offscreen platform is enough.
// Thread rule: the gui thread.
#pragma once

#include <QImage>
#include <QString>
#include <optional>

#include "ui/theme/picture_file.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/time_scale.h"

namespace heddle::ui {

struct PictureOptions {
    std::optional<TimeRange> range;       // none: the whole run
    int width = 1600;                     // logical pixels (1/96 inch in a PDF)
    int height = 0;                       // 0: as high as the lanes need
    double scale = 1;                     // PNG: pixels per logical pixel
    std::optional<PictureFormat> format;  // none: as the path's extension says
    QString title;
    Theme::Mode theme = Theme::Mode::Light;
    LaneOptions lanes;
    std::optional<Instant> until;  // what comes later is not shown
};

// Errors: no format known by that extension, a size out of bounds, an empty range, a path that cannot be
// written.
[[nodiscard]] Result<void> writePicture(const model::Snapshot& snapshot, const PictureOptions& options,
                                        const QString& path);

// The same as an image, at one pixel per logical pixel. A range and a height must be given.
[[nodiscard]] QImage timelineImage(const model::Snapshot& snapshot, const PictureOptions& options);

}  // namespace heddle::ui
