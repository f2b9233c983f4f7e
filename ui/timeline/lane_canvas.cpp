#include "ui/timeline/lane_canvas.h"

#include <algorithm>
#include <cstring>

namespace heddle::ui {

LaneCanvas::LaneCanvas(QPainter& painter, QImage& image, const QRect& area, double ratio, bool isVector)
    : m_painter(painter), m_image(image), m_area(area), m_ratio(ratio), m_isVector(isVector) {
    if (isVector)
        return;
    if (m_image.size() != area.size())
        m_image = QImage(area.size(), QImage::Format_ARGB32_Premultiplied);
    if (m_image.isNull())
        return;
    m_bits = reinterpret_cast<QRgb*>(m_image.bits());
    m_rowStep = m_image.bytesPerLine() / static_cast<std::ptrdiff_t>(sizeof(QRgb));
    std::memset(m_bits, 0, static_cast<std::size_t>(m_image.sizeInBytes()));
}

void LaneCanvas::fill(const QRect& rect, const QColor& colour) {
    if (m_isVector) {
        m_painter.fillRect(rect, colour);
        return;
    }
    const QRect inside = rect & m_area;
    if (inside.isEmpty() || !m_bits)
        return;
    const QRgb value = qPremultiply(colour.rgba());
    QRgb* row = m_bits + (inside.top() - m_area.top()) * m_rowStep + (inside.left() - m_area.left());
    for (int y = 0; y < inside.height(); ++y, row += m_rowStep) std::fill_n(row, inside.width(), value);
}

void LaneCanvas::withPainter(std::function<void(QPainter&)> paint) {
    if (m_isVector)
        paint(m_painter);
    else
        m_later.push_back(std::move(paint));
}

QRgb* LaneCanvas::pixel(int x, int y) {
    return m_bits && m_area.contains(x, y) ? m_bits + (y - m_area.top()) * m_rowStep + (x - m_area.left())
                                           : nullptr;
}

void LaneCanvas::finish() {
    if (m_isVector)
        return;
    m_painter.drawImage(m_area.topLeft(), m_image);
    for (const auto& paint : m_later) paint(m_painter);
    m_later.clear();
}

}  // namespace heddle::ui
