// A painted sheet as a file for a slide or a paper: PNG at any scale, SVG and PDF as vectors. Whoever has
// something to show paints it; this is about devices, formats and files only.
//
// Needs a QApplication but no window and no display: Qt's offscreen platform is enough.
// Thread rule: the gui thread.
#pragma once

#include <QSize>
#include <QString>
#include <functional>
#include <optional>

#include "engine/base/result.h"
#include "ui/theme/theme.h"

class QPaintDevice;

namespace heddle::ui {

enum class PictureFormat {
    Png,  // pixels
    Svg,  // vectors, for editing
    Pdf,  // vectors, for papers
};

struct PictureSheet {
    QSize size;                           // logical pixels (1/96 inch in a PDF)
    double scale = 1;                     // PNG: pixels per logical pixel
    std::optional<PictureFormat> format;  // none: as the path's extension says
    QString title;                        // as the file's own, not painted
};

inline constexpr int kMostPicturePixels = 32'000;

// "png", "svg", "pdf", in any case; nothing for others.
[[nodiscard]] std::optional<PictureFormat> pictureFormat(const QString& name);
// The one that a picture is to be written in. Error: no format known by the path's extension.
[[nodiscard]] Result<PictureFormat> pictureFormatFor(const QString& path,
                                                     std::optional<PictureFormat> wanted);
[[nodiscard]] Error unusablePicture(const QString& path, std::string why, std::string wayOut);

// `paint` is called once. Errors: as pictureFormatFor(), no memory for that many pixels, a path that cannot
// be written.
[[nodiscard]] Result<void> writePictureFile(const QString& path, const PictureSheet& sheet,
                                            const std::function<void(QPaintDevice&, PictureFormat)>& paint);
// The same with a ready painter on a ground in the theme's colour, the theme being the current one meanwhile.
[[nodiscard]] Result<void> writePictureFile(const QString& path, const PictureSheet& sheet, Theme::Mode mode,
                                            const std::function<void(QPainter&)>& paint);

}  // namespace heddle::ui
