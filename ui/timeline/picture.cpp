#include "ui/timeline/picture.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cmath>

#include "ui/timeline/picture_frame.h"
#include "ui/timeline/timeline_plot.h"

namespace heddle::ui {

namespace {

constexpr int kLeastWidth = 200, kLeastHeight = 100, kMostPixels = 32'000;
constexpr int kRowHeight = 26;       // where the picture may be as high as it needs
constexpr int kMostNatural = 8'000;  // ...up to here
constexpr int kRightMargin = 22;

Error unusable(const QString& path, std::string why, std::string wayOut) {
    return {Fault::BadInput, "write picture '" + path.toStdString() + "'", std::move(why), std::move(wayOut)};
}

int namesWidth(const model::Snapshot& snapshot, const LaneLayout& layout, int pictureWidth) {
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    int widest = 60;
    for (const Lane& lane : layout.lanes())
        widest = std::max(widest, metrics.horizontalAdvance(laneName(snapshot, lane)) + 16 * lane.depth);
    return std::min(widest + 34, pictureWidth / 3);
}

class Picture {
public:
    Picture(const model::Snapshot& snapshot, const PictureOptions& options, TimeRange range)
        : m_options(options) {
        const Theme& theme = options.theme == Theme::Mode::Light ? Theme::light() : Theme::dark();
        const int top =
            (options.title.isEmpty() ? 8 : PictureFrame::kTitleHeight) + TimelinePlot::kRulerHeight;
        const int around = top + PictureFrame::kLegendHeight;
        const int rowHeight =
            options.height == 0 ? kRowHeight
                                : LaneLayout::rowHeightFor(snapshot, options.lanes, options.height - around);
        LaneLayout layout(snapshot, options.lanes, rowHeight);
        m_size = {options.width, options.height != 0
                                     ? options.height
                                     : std::clamp(layout.height() + around, kLeastHeight, kMostNatural)};
        const int room = std::max(0, m_size.height() - around);
        const std::size_t shown = layout.visible(0, room).second;
        // A lane that is cut is not shown.
        const std::size_t whole = shown > 0 && layout.lanes()[shown - 1].bottom() > room ? shown - 1 : shown;
        const int lanesHeight = whole > 0 ? layout.lanes()[whole - 1].bottom() : 0;

        m_plot.setTheme(theme);
        m_plot.setSnapshot(model::SnapshotPtr(model::SnapshotPtr{}, &snapshot));  // borrowed for the call
        m_plot.setTimeRange(range);
        m_plot.setViewport(QRect({0, 0}, m_size));
        m_plot.setMargins({namesWidth(snapshot, layout, m_size.width()), top, kRightMargin,
                           m_size.height() - top - lanesHeight});
        auto* frame = new PictureFrame(&m_plot, m_plot.scene(), options.title, layout.lanes().size() - whole);
        frame->setLayer(QStringLiteral("main"));  // the plot owns it from here on
        m_plot.setLanes(std::move(layout));
        m_plot.prepare();
    }

    [[nodiscard]] QByteArray png() {
        QImage image(QSize(static_cast<int>(std::lround(m_size.width() * m_options.scale)),
                           static_cast<int>(std::lround(m_size.height() * m_options.scale))),
                     QImage::Format_RGB32);
        if (image.isNull())
            return {};
        image.setDevicePixelRatio(m_options.scale);
        paintOn(image, QCPPainter::pmNoCaching);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes;
    }

    [[nodiscard]] QByteArray svg() {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QSvgGenerator device;
        device.setOutputDevice(&buffer);
        device.setSize(m_size);
        device.setViewBox(QRect({0, 0}, m_size));
        device.setResolution(96);
        device.setDescription(QStringLiteral("Heddle"));
        paintOn(device, QCPPainter::pmVectorized | QCPPainter::pmNoCaching);
        // Qt 6.4 writes a title as it is, whatever characters it has.
        const auto root = bytes.indexOf("<svg");
        const auto inside = root < 0 ? root : bytes.indexOf('>', root);
        if (inside > 0 && !m_options.title.isEmpty())
            bytes.insert(inside + 1, "\n<title>" + m_options.title.toHtmlEscaped().toUtf8() + "</title>");
        return bytes;
    }

    [[nodiscard]] QByteArray pdf() {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter device(&buffer);
        device.setResolution(96);
        device.setPageSize(
            QPageSize(QSizeF(m_size) * 72.0 / 96.0, QPageSize::Point, {}, QPageSize::ExactMatch));
        device.setPageMargins({});
        device.setTitle(m_options.title);
        device.setCreator(QStringLiteral("Heddle"));
        paintOn(device, QCPPainter::pmVectorized | QCPPainter::pmNoCaching);
        return bytes;
    }

private:
    void paintOn(QPaintDevice& device, QCPPainter::PainterModes modes) {
        QCPPainter painter;
        painter.begin(&device);
        painter.setModes(modes);
        m_plot.toPainter(&painter, m_size.width(), m_size.height());
    }

    const PictureOptions& m_options;
    QSize m_size;
    TimelinePlot m_plot;
};

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

Result<void> writePicture(const model::Snapshot& snapshot, const PictureOptions& options,
                          const QString& path) {
    const auto format = options.format ? options.format : pictureFormat(QFileInfo(path).suffix());
    if (!format)
        return unusable(path, "its name ends in none of .png, .svg and .pdf",
                        "name it so, or choose a format");
    const double pixels =
        std::max(options.width, options.height) * (*format == PictureFormat::Png ? options.scale : 1);
    if (options.width < kLeastWidth || (options.height != 0 && options.height < kLeastHeight) ||
        !(options.scale > 0) || pixels > kMostPixels)
        return unusable(path,
                        "a size of " + std::to_string(options.width) + " x " +
                            std::to_string(options.height) + " is out of bounds",
                        "choose a width from " + std::to_string(kLeastWidth) + " and a height from " +
                            std::to_string(kLeastHeight) + " to " + std::to_string(kMostPixels) + " pixels");
    TimeRange range = options.range.value_or(TimeRange{snapshot.start(), snapshot.now()});
    if (!options.range && range.from == range.to)
        range.to += std::chrono::milliseconds{1};  // nothing has happened yet: an empty picture
    if (range.from >= range.to)
        return unusable(path, "the range of time ends before it begins", "choose an end after the begin");

    Picture picture{snapshot, options, range};
    const QByteArray bytes = *format == PictureFormat::Png   ? picture.png()
                             : *format == PictureFormat::Svg ? picture.svg()
                                                             : picture.pdf();
    if (bytes.isEmpty())
        return unusable(path, "the picture does not fit into memory", "choose a smaller size or scale");
    // A file that is saved as a whole replaces what has its name: that must not be a device.
    if (const QFileInfo target{path}; target.exists() && !target.isFile())
        return unusable(path, "it is not a regular file", "choose another file");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return unusable(path, file.errorString().toStdString(),
                        "choose a folder that you may write to, with room in it");
    return {};
}

}  // namespace heddle::ui
