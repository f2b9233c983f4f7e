// Where lanes are painted. On the screen rectangles are written straight into an image, which is far cheaper
// than asking a QPainter for each, and everything else is done when the image has reached the painter; in
// vector files both go to the painter at once.
//
// Thread rule: the thread that paints. Pixels are those of the device, on the page; what is outside the area
// is cut.
#pragma once

#include <QImage>
#include <QPainter>
#include <functional>
#include <vector>

namespace heddle::ui {

class LaneCanvas {
public:
    // `image` is kept by the caller and used again.
    LaneCanvas(QPainter& painter, QImage& image, const QRect& area, double ratio, bool isVector);

    [[nodiscard]] double ratio() const { return m_ratio; }
    [[nodiscard]] bool isVector() const { return m_isVector; }
    [[nodiscard]] const QRect& area() const { return m_area; }

    void fill(const QRect& rect, const QColor& colour);
    // For everything but rectangles. On the screen it comes to lie above all that is filled.
    void withPainter(std::function<void(QPainter&)> paint);
    // Screen only: the pixel column at page x, from page y upwards; null outside. Step from row to row with
    // rowStep().
    [[nodiscard]] QRgb* pixel(int x, int y);
    [[nodiscard]] std::ptrdiff_t rowStep() const { return m_rowStep; }

    void finish();

private:
    QPainter& m_painter;
    QImage& m_image;
    const QRect m_area;
    const double m_ratio;
    const bool m_isVector;
    QRgb* m_bits = nullptr;
    std::ptrdiff_t m_rowStep = 0;
    std::vector<std::function<void(QPainter&)>> m_later;
};

}  // namespace heddle::ui
