#include "ui/timeline/time_ticker.h"

#include <QCoreApplication>
#include <cmath>

#include "engine/model/step_time.h"

namespace heddle::ui {

namespace {

constexpr auto kStep = static_cast<double>(model::kStepLength.count());

}  // namespace

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
    return m_step = niceStep(std::max(range.size() / tickCount(), m_inSteps ? kStep : 1));
}

QVector<double> TimeTicker::createTickVector(double tickStep, const QCPRange& range) {
    if (!m_inSteps)
        return QCPAxisTicker::createTickVector(tickStep, range);
    QVector<double> ticks =
        QCPAxisTicker::createTickVector(tickStep, QCPRange(range.lower - kStep / 2, range.upper));
    for (double& tick : ticks) tick += kStep / 2;
    return ticks;
}

int TimeTicker::getSubTickCount(double) {
    return 0;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    if (!m_inSteps)
        return label(tick, m_step);
    const auto step = static_cast<qint64>(std::floor(tick / kStep));
    return step < 0    ? QString()
           : step == 0 ? QCoreApplication::translate("Timeline", "start")
                       : QString::number(step);
}

}  // namespace heddle::ui
