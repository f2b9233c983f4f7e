// Pictures as one animated GIF: up to 256 colours for all of them together, which flat colours and smoothed
// text do not exhaust; of each picture only what differs from the one before is written. It repeats for ever.
//
// Thread rule: one thread. Memory: the file so far and one picture, however many there are.
#pragma once

#include <QByteArray>
#include <QImage>
#include <chrono>
#include <memory>
#include <vector>

namespace heddle::ui {

class GifFile {
public:
    // `samples` have between them the colours of all pictures to come, and their size; there is at least one.
    explicit GifFile(const std::vector<QImage>& samples);
    ~GifFile();
    GifFile(const GifFile&) = delete;
    GifFile& operator=(const GifFile&) = delete;

    void append(const QImage& picture, std::chrono::milliseconds shown);
    // The whole file; empty if there was no memory for it. Nothing can be appended any more.
    [[nodiscard]] QByteArray finish();

private:
    class Palette;
    class Writer;
    struct Pixels;

    [[nodiscard]] Pixels pixelsOf(const QImage& picture) const;
    [[nodiscard]] static QRect differenceOf(const Pixels& before, const Pixels& now);

    QByteArray m_bytes;
    std::unique_ptr<Palette> m_palette;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Pixels> m_before;
    bool m_isWhole = true;  // nothing has failed so far
};

}  // namespace heddle::ui
