#include "ui/theme/picture_file.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>
#include <utility>

#include "engine/base/phrase.h"
#include "ui/theme/theme_meanwhile.h"

namespace heddle::ui {
namespace {

using Paint = std::function<void(QPaintDevice&, PictureFormat)>;

QByteArray pngOf(const PictureSheet& sheet, const Paint& paint) {
    QImage image(QSize(static_cast<int>(std::lround(sheet.size.width() * sheet.scale)),
                       static_cast<int>(std::lround(sheet.size.height() * sheet.scale))),
                 QImage::Format_RGB32);
    if (image.isNull())
        return {};
    image.setDevicePixelRatio(sheet.scale);
    paint(image, PictureFormat::Png);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(const PictureSheet& sheet, const Paint& paint) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator device;
    device.setOutputDevice(&buffer);
    device.setSize(sheet.size);
    device.setViewBox(QRect({0, 0}, sheet.size));
    device.setResolution(96);
    device.setDescription(QStringLiteral("Heddle"));
    paint(device, PictureFormat::Svg);
    // Qt 6.4 writes a title as it is, whatever characters it has.
    const auto root = bytes.indexOf("<svg");
    const auto inside = root < 0 ? root : bytes.indexOf('>', root);
    if (inside > 0 && !sheet.title.isEmpty())
        bytes.insert(inside + 1, "\n<title>" + sheet.title.toHtmlEscaped().toUtf8() + "</title>");
    return bytes;
}

QByteArray pdfOf(const PictureSheet& sheet, const Paint& paint) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter device(&buffer);
    device.setResolution(96);
    device.setPageSize(
        QPageSize(QSizeF(sheet.size) * 72.0 / 96.0, QPageSize::Point, {}, QPageSize::ExactMatch));
    device.setPageMargins({});
    device.setTitle(sheet.title);
    device.setCreator(QStringLiteral("Heddle"));
    paint(device, PictureFormat::Pdf);
    return bytes;
}

}  // namespace

std::optional<PictureFormat> pictureFormat(const QString& name) {
    const QString lower = name.toLower();
    if (lower == QLatin1String("png"))
        return PictureFormat::Png;
    if (lower == QLatin1String("svg"))
        return PictureFormat::Svg;
    if (lower == QLatin1String("pdf"))
        return PictureFormat::Pdf;
    return std::nullopt;
}

Error unusablePicture(const QString& path, std::string why, std::string wayOut) {
    return {Fault::BadInput, Phrase{"write picture '%1'", path.toStdString()}, std::move(why),
            std::move(wayOut)};
}

Result<PictureFormat> pictureFormatFor(const QString& path, std::optional<PictureFormat> wanted) {
    const auto format = wanted ? wanted : pictureFormat(QFileInfo(path).suffix());
    if (!format)
        return unusablePicture(path, "its name ends in none of .png, .svg and .pdf",
                               "name it so, or choose a format");
    return *format;
}

Result<void> writePictureFile(const QString& path, const PictureSheet& sheet, const Paint& paint) {
    const auto format = pictureFormatFor(path, sheet.format);
    if (!format)
        return format.error();
    const QByteArray bytes = format.value() == PictureFormat::Png   ? pngOf(sheet, paint)
                             : format.value() == PictureFormat::Svg ? svgOf(sheet, paint)
                                                                    : pdfOf(sheet, paint);
    if (bytes.isEmpty())
        return unusablePicture(path, "the picture does not fit into memory",
                               "choose a smaller size or scale");
    // A file that is saved as a whole replaces what has its name: that must not be a device.
    if (const QFileInfo target{path}; target.exists() && !target.isFile())
        return unusablePicture(path, "it is not a regular file", "choose another file");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return unusablePicture(path, file.errorString().toStdString(),
                               "choose a folder that you may write to, with room in it");
    return {};
}

Result<void> writePictureFile(const QString& path, const PictureSheet& sheet, Theme::Mode mode,
                              const std::function<void(QPainter&)>& paint) {
    const ThemeMeanwhile theme(mode);
    return writePictureFile(path, sheet, [&](QPaintDevice& device, PictureFormat) {
        QPainter painter(&device);
        painter.fillRect(QRect({0, 0}, sheet.size), Theme::current().background);
        paint(painter);
    });
}

}  // namespace heddle::ui
