#include "ui/timeline/time_ticker.h"

#include <cmath>

namespace heddle::ui {

double TimeTicker::niceStep(double least) {
    const double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0})
        if (power * factor >= least * 0.999)
            return power * factor;
    return power * 10;
}

QString TimeTicker::label(double ns, double step) {
    struct Unit {
        double ns;
        const char* name;
    };
    // A step of at least a tenth of a unit is told in that unit.
    static constexpr Unit kUnits[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "\302\265s"}, {1, "ns"}};
    const Unit* unit = kUnits;
    while (unit->ns > 1 && step < unit->ns * (unit->ns == 1e9 ? 1 : 0.1) * 0.999) ++unit;
    const double shown = std::round(ns / step) * step / unit->ns;
    const int decimals = step < unit->ns * 0.999 ? 1 : 0;
    QString number = QString::number(std::abs(shown), 'f', decimals);
    for (qsizetype at = number.size() - (decimals ? 2 : 0) - 3; at > 0; at -= 3)
        number.insert(at, QChar(0x202F));
    return (shown < 0 ? QString(QChar(0x2212)) : QString{}) + number + QLatin1Char(' ') +
           QString::fromUtf8(unit->name);
}

double TimeTicker::getTickStep(const QCPRange& range) {
    return m_step = niceStep(range.size() / tickCount());
}

int TimeTicker::getSubTickCount(double) {
    return 0;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return label(tick, m_step);
}

}  // namespace heddle::ui
