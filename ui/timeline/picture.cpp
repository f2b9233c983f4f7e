#include "ui/timeline/picture.h"

#include <algorithm>

#include "engine/base/phrase.h"
#include "ui/timeline/picture_frame.h"
#include "ui/timeline/timeline_plot.h"

namespace heddle::ui {

namespace {

constexpr int kLeastWidth = 200, kLeastHeight = 100;
constexpr int kRowHeight = 26;       // where the picture may be as high as it needs
constexpr int kMostNatural = 8'000;  // ...up to here
constexpr int kRightMargin = 22;

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
        : m_until(options.until) {
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
        m_plot.marks().hasLegend = false;
        m_plot.prepare();
    }

    [[nodiscard]] QSize size() const { return m_size; }

    void paintOn(QPaintDevice& device, PictureFormat format) {
        QCPPainter painter;
        painter.begin(&device);
        painter.setModes(format == PictureFormat::Png ? QCPPainter::pmNoCaching
                                                      : QCPPainter::pmVectorized | QCPPainter::pmNoCaching);
        m_plot.toPainter(&painter, m_size.width(), m_size.height());
        if (m_until)
            hideAfter(painter, *m_until);
    }

private:
    void hideAfter(QPainter& painter, Instant until) const {
        const QRect lanes = m_plot.laneArea();
        const double x = TimeScale{m_plot.scene().range, std::max(1, lanes.width())}.xOf(until);
        painter.fillRect(QRectF(lanes).adjusted(std::clamp<double>(x, 0, lanes.width()), 0, kRightMargin, 0),
                         m_plot.scene().theme->background);
    }

    QSize m_size;
    std::optional<Instant> m_until;
    TimelinePlot m_plot;
};

}  // namespace

Result<void> writePicture(const model::Snapshot& snapshot, const PictureOptions& options,
                          const QString& path) {
    const auto format = pictureFormatFor(path, options.format);
    if (!format)
        return format.error();
    const double pixels =
        std::max(options.width, options.height) * (format.value() == PictureFormat::Png ? options.scale : 1);
    if (options.width < kLeastWidth || (options.height != 0 && options.height < kLeastHeight) ||
        !(options.scale > 0) || pixels > kMostPicturePixels)
        return unusablePicture(path,
                               Phrase{"a size of %1 x %2 is out of bounds", options.width, options.height},
                               Phrase{"choose a width from %1 and a height from %2 to %3 pixels", kLeastWidth,
                                      kLeastHeight, kMostPicturePixels});
    TimeRange range = options.range.value_or(TimeRange{snapshot.start(), snapshot.now()});
    if (!options.range && range.from == range.to)
        range.to += std::chrono::milliseconds{1};  // nothing has happened yet: an empty picture
    if (range.from >= range.to)
        return unusablePicture(path, "the range of time ends before it begins",
                               "choose an end after the begin");

    Picture picture{snapshot, options, range};
    return writePictureFile(
        path, {picture.size(), options.scale, format.value(), options.title},
        [&picture](QPaintDevice& device, PictureFormat as) { picture.paintOn(device, as); });
}

QImage timelineImage(const model::Snapshot& snapshot, const PictureOptions& options) {
    Picture picture{snapshot, options, *options.range};
    QImage image(picture.size(), QImage::Format_RGB32);
    image.fill((options.theme == Theme::Mode::Light ? Theme::light() : Theme::dark()).background);
    picture.paintOn(image, PictureFormat::Png);
    return image;
}

}  // namespace heddle::ui
