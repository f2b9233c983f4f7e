#include "ui/models/time_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace heddle::ui {
namespace {

struct Unit {
    double ns;
    double from;  // durations below that many of the unit use a smaller one
    const char* symbol;
};

// Largest first.
constexpr std::array kUnits{
    Unit{3.6e12, 10, "h"}, Unit{6e10, 10, "min"},   Unit{1e9, 1, "s"},
    Unit{1e6, 1, "ms"},    Unit{1e3, 1, "\u00b5s"}, Unit{1, 0, "ns"},
};
constexpr QChar kNarrowSpace{0x202f};
constexpr QChar kMinus{0x2212};

QString withUnit(const QString& number, const Unit& unit) {
    return number + QLatin1Char(' ') + QString::fromUtf8(unit.symbol);
}

int decimalsForThreeFigures(double value) {
    // What rounds up to the next figure has that many figures: 9.996 is "10.0".
    return value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
}

QString grouped(QString number) {
    const auto point = number.indexOf(QLatin1Char('.'));
    for (auto at = (point < 0 ? number.size() : point) - 3; at > 0; at -= 3) number.insert(at, kNarrowSpace);
    return number;
}

struct StepTime {
    Q_DECLARE_TR_FUNCTIONS(StepTime)
};

QString stepsText(Duration duration) {
    const double steps =
        static_cast<double>(duration.count()) / static_cast<double>(model::kStepLength.count());
    const double shown = std::round(steps * 10) / 10;  // a mean has a fraction
    const bool isWhole = shown == std::round(shown);
    return shown == 1 ? StepTime::tr("1 step")
                      : StepTime::tr("%1 steps").arg(grouped(QString::number(shown, 'f', isWhole ? 0 : 1)));
}

}  // namespace

QString durationText(Duration duration) {
    const double ns = std::abs(static_cast<double>(duration.count()));
    if (ns < 1)
        return withUnit(QStringLiteral("0"), kUnits[2]);
    // Rounding must not carry into a fourth figure: 999.6 µs is 1.00 ms.
    const Unit& unit = *std::find_if(kUnits.begin(), kUnits.end(),
                                     [ns](const Unit& u) { return ns >= u.ns * u.from * 0.9995; });
    const double value = ns / unit.ns;
    const int decimals = unit.ns < 2 ? 0 : decimalsForThreeFigures(value);
    const QString text = withUnit(QString::number(value, 'f', decimals), unit);
    return duration.count() < 0 ? kMinus + text : text;
}

QString instantText(Duration sinceStart, Duration visible) {
    const double range = std::max(1.0, static_cast<double>(visible.count()));
    const Unit unit = range >= 1e10  ? kUnits[2]
                      : range >= 1e7 ? kUnits[3]
                      : range >= 1e4 ? kUnits[4]
                                     : kUnits[5];
    // A ten-thousandth of the range is finer than a pixel.
    const double step = range / 1e4 / unit.ns;
    const int decimals = unit.ns < 2 ? 0 : std::clamp(static_cast<int>(std::ceil(-std::log10(step))), 0, 3);
    const double value = std::abs(static_cast<double>(sinceStart.count())) / unit.ns;
    const QString text = withUnit(grouped(QString::number(value, 'f', decimals)), unit);
    return sinceStart.count() < 0 ? kMinus + text : text;
}

QString durationText(const model::Snapshot& snapshot, Duration duration) {
    return model::isInSteps(snapshot) ? stepsText(duration) : durationText(duration);
}

QString instantText(const model::Snapshot& snapshot, Instant at, Duration visible) {
    return model::isInSteps(snapshot) ? sinceStartText(snapshot, at)
                                      : instantText(at - snapshot.start(), visible);
}

QString sinceStartText(const model::Snapshot& snapshot, Instant at) {
    if (!model::isInSteps(snapshot))
        return durationText(at - snapshot.start());
    const std::uint32_t step = model::stepAt(snapshot, at);
    return step == 0 ? StepTime::tr("the start") : StepTime::tr("step %1").arg(step);
}

}  // namespace heddle::ui
