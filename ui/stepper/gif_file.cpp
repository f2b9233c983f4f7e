#include "ui/stepper/gif_file.h"

#include <gif_lib.h>

#include <QRect>
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>

namespace heddle::ui {
namespace {

// Colours are told apart by five bits of each part.
constexpr std::size_t kBins = 1u << 15;
constexpr int kColours = 256, kDepth = 8;

constexpr std::size_t binOf(QRgb colour) {
    return static_cast<std::size_t>((qRed(colour) >> 3) << 10 | (qGreen(colour) >> 3) << 5 |
                                    qBlue(colour) >> 3);
}

constexpr QRgb middleOf(std::size_t bin) {
    const auto part = [bin](unsigned shift) { return static_cast<int>((bin >> shift & 31u) << 3 | 4u); };
    return qRgb(part(10), part(5), part(0));
}

int distance(QRgb a, QRgb b) {
    const int r = qRed(a) - qRed(b), g = qGreen(a) - qGreen(b), blue = qBlue(a) - qBlue(b);
    return 3 * r * r + 4 * g * g + 2 * blue * blue;
}

}  // namespace

// The colours that most pixels have, and for each bin the nearest of them.
class GifFile::Palette {
public:
    explicit Palette(const std::vector<QImage>& samples) : m_nearest(kBins, 0) {
        struct Bin {
            std::uint64_t count = 0, red = 0, green = 0, blue = 0;
        };
        std::vector<Bin> bins(kBins);
        for (const QImage& sample : samples) {
            const QImage image = sample.convertToFormat(QImage::Format_RGB32);
            for (int y = 0; y < image.height(); ++y) {
                const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
                for (int x = 0; x < image.width(); ++x) {
                    Bin& bin = bins[binOf(line[x])];
                    ++bin.count;
                    bin.red += static_cast<unsigned>(qRed(line[x]));
                    bin.green += static_cast<unsigned>(qGreen(line[x]));
                    bin.blue += static_cast<unsigned>(qBlue(line[x]));
                }
            }
        }
        std::vector<std::size_t> used;
        for (std::size_t i = 0; i < kBins; ++i)
            if (bins[i].count > 0)
                used.push_back(i);
        std::sort(used.begin(), used.end(), [&bins](std::size_t a, std::size_t b) {
            return bins[a].count != bins[b].count ? bins[a].count > bins[b].count : a < b;
        });
        const auto meanOf = [&bins](std::size_t bin) {
            const Bin& b = bins[bin];
            return qRgb(static_cast<int>(b.red / b.count), static_cast<int>(b.green / b.count),
                        static_cast<int>(b.blue / b.count));
        };
        for (std::size_t i = 0; i < std::min<std::size_t>(used.size(), kColours); ++i)
            m_colours.push_back(meanOf(used[i]));
        for (std::size_t i = 0; i < kBins; ++i)
            m_nearest[i] = nearestTo(bins[i].count > 0 ? meanOf(i) : middleOf(i));
    }

    [[nodiscard]] const std::vector<QRgb>& colours() const { return m_colours; }
    [[nodiscard]] std::uint8_t indexOf(QRgb colour) const { return m_nearest[binOf(colour)]; }

private:
    [[nodiscard]] std::uint8_t nearestTo(QRgb colour) const {
        const auto best = std::min_element(m_colours.begin(), m_colours.end(), [colour](QRgb a, QRgb b) {
            return distance(a, colour) < distance(b, colour);
        });
        return static_cast<std::uint8_t>(best - m_colours.begin());
    }

    std::vector<QRgb> m_colours;
    std::vector<std::uint8_t> m_nearest;
};

struct GifFile::Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> indexes;

    [[nodiscard]] std::uint8_t* row(int y) { return indexes.data() + static_cast<std::ptrdiff_t>(y) * width; }
    [[nodiscard]] const std::uint8_t* row(int y) const {
        return indexes.data() + static_cast<std::ptrdiff_t>(y) * width;
    }
};

GifFile::Pixels GifFile::pixelsOf(const QImage& picture) const {
    const QImage image = picture.convertToFormat(QImage::Format_RGB32);
    Pixels pixels{image.width(), image.height(), {}};
    pixels.indexes.resize(static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < pixels.height; ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        std::transform(line, line + pixels.width, pixels.row(y),
                       [this](QRgb colour) { return m_palette->indexOf(colour); });
    }
    return pixels;
}

// At least one pixel: a frame has to last even if nothing changes.
QRect GifFile::differenceOf(const Pixels& before, const Pixels& now) {
    QRect changed;
    for (int y = 0; y < now.height; ++y) {
        const std::uint8_t *a = before.row(y), *b = now.row(y), *end = b + now.width;
        const auto first = std::mismatch(b, end, a).first;
        if (first == end)
            continue;
        int last = now.width - 1;
        while (a[last] == b[last]) --last;
        changed |= QRect(QPoint(static_cast<int>(first - b), y), QPoint(last, y));
    }
    return changed.isNull() ? QRect(0, 0, 1, 1) : changed;
}

namespace {

int take(GifFileType* file, const GifByteType* bytes, int count) {
    static_cast<QByteArray*>(file->UserData)->append(reinterpret_cast<const char*>(bytes), count);
    return count;
}

struct Close {
    void operator()(GifFileType* file) const { EGifCloseFile(file, nullptr); }
};

}  // namespace

class GifFile::Writer {
public:
    explicit Writer(QByteArray& bytes) : m_file(EGifOpen(&bytes, take, nullptr)) {}

    bool begin(const Palette& palette, QSize size) {
        if (!m_file)
            return false;
        std::array<GifColorType, kColours> colours{};
        for (std::size_t i = 0; i < palette.colours().size(); ++i)
            colours[i] = {static_cast<GifByteType>(qRed(palette.colours()[i])),
                          static_cast<GifByteType>(qGreen(palette.colours()[i])),
                          static_cast<GifByteType>(qBlue(palette.colours()[i]))};
        const std::unique_ptr<ColorMapObject, void (*)(ColorMapObject*)> map(
            GifMakeMapObject(kColours, colours.data()), GifFreeMapObject);
        EGifSetGifVersion(m_file.get(), true);
        return map &&
               EGifPutScreenDesc(m_file.get(), size.width(), size.height(), kDepth, 0, map.get()) == GIF_OK &&
               putLoop();
    }

    bool put(const Pixels& pixels, const QRect& part, std::chrono::milliseconds shown) {
        const auto hundredths =
            std::clamp<std::int64_t>(shown.count() / 10, 2, std::numeric_limits<std::uint16_t>::max());
        const GraphicsControlBlock control{DISPOSE_DO_NOT, false, static_cast<int>(hundredths),
                                           NO_TRANSPARENT_COLOR};
        std::array<GifByteType, 4> extension{};
        EGifGCBToExtension(&control, extension.data());
        if (EGifPutExtension(m_file.get(), GRAPHICS_EXT_FUNC_CODE, static_cast<int>(extension.size()),
                             extension.data()) != GIF_OK ||
            EGifPutImageDesc(m_file.get(), part.x(), part.y(), part.width(), part.height(), false, nullptr) !=
                GIF_OK)
            return false;
        for (int y = part.top(); y <= part.bottom(); ++y) {
            std::vector<GifPixelType> line(pixels.row(y) + part.left(), pixels.row(y) + part.right() + 1);
            if (EGifPutLine(m_file.get(), line.data(), part.width()) != GIF_OK)
                return false;
        }
        return true;
    }

private:
    // The extension that every viewer understands: repeat for ever.
    bool putLoop() {
        const std::array<GifByteType, 3> forEver{1, 0, 0};
        return EGifPutExtensionLeader(m_file.get(), APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
               EGifPutExtensionBlock(m_file.get(), 11, "NETSCAPE2.0") == GIF_OK &&
               EGifPutExtensionBlock(m_file.get(), static_cast<int>(forEver.size()), forEver.data()) ==
                   GIF_OK &&
               EGifPutExtensionTrailer(m_file.get()) == GIF_OK;
    }

    std::unique_ptr<GifFileType, Close> m_file;
};

GifFile::GifFile(const std::vector<QImage>& samples)
    : m_palette(std::make_unique<Palette>(samples)), m_writer(std::make_unique<Writer>(m_bytes)) {
    m_isWhole = m_writer->begin(*m_palette, samples.front().size());
}

GifFile::~GifFile() = default;

void GifFile::append(const QImage& picture, std::chrono::milliseconds shown) {
    auto pixels = std::make_unique<Pixels>(pixelsOf(picture));
    const QRect part = m_before ? differenceOf(*m_before, *pixels) : picture.rect();
    m_isWhole = m_isWhole && m_writer->put(*pixels, part, shown);
    m_before = std::move(pixels);
}

QByteArray GifFile::finish() {
    m_writer.reset();  // writes the end
    return m_isWhole ? m_bytes : QByteArray();
}

}  // namespace heddle::ui
