// Ticks of the time ruler: steps of 1, 2 or 5 of a power of ten nanoseconds, all labels in one unit. In a
// controlled run each is the number of a step, in the middle of its column.
#pragma once

#include "ui/timeline/plot_library.h"

namespace heddle::ui {

class TimeTicker : public QCPAxisTicker {
public:
    // As many ticks as leave `spacing` pixels between them on `width` pixels.
    void setRoom(int width, int spacing) { setTickCount(std::max(2, width / spacing)); }
    void setInSteps(bool inSteps) { m_inSteps = inSteps; }
    // The smallest nice step that is at least `least` (ns).
    [[nodiscard]] static double niceStep(double least);
    // "250 ms", "1.5 s", "0"; `step` decides unit and decimals.
    [[nodiscard]] static QString label(double ns, double step);

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    double m_step = 1;
    bool m_inSteps = false;
};

}  // namespace heddle::ui
