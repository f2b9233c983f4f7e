// Ticks to nanoseconds.
#include <QTest>

#include "engine/capture/tick_converter.h"

using namespace heddle;
using namespace heddle::capture;

class TickConverterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nanosecondsStayAsTheyAre() {
        TickConverter clock{wire::TickKind::Monotonic};
        clock.calibrate();
        QCOMPARE(clock.toNs(123), 123u);
    }

    void ticksReadBetweenTwoReadingsOfTheClockFallBetweenThem() {
        if (wire::bestTickKind() != wire::TickKind::Tsc)
            QSKIP("this machine has no invariant TSC");
        TickConverter clock{wire::TickKind::Tsc};
        struct Reading {
            std::uint64_t before, ticks, after;
        };
        for (int round = 0; round < 50; ++round) {
            std::vector<Reading> readings;
            for (int i = 0; i < 1000; ++i) {
                const auto before = static_cast<std::uint64_t>(toNs(MonotonicClock::now()));
                const auto ticks = wire::readTicks(wire::TickKind::Tsc);
                readings.push_back({before, ticks, static_cast<std::uint64_t>(toNs(MonotonicClock::now()))});
            }
            clock.calibrate();
            constexpr std::uint64_t kUncertainty = 300;  // of the brackets
            for (const Reading& r : readings) {
                const auto ns = clock.toNs(r.ticks);
                QVERIFY2(ns + kUncertainty >= r.before && ns <= r.after + kUncertainty,
                         qPrintable(QStringLiteral("%1 <= %2 <= %3").arg(r.before).arg(ns).arg(r.after)));
            }
        }
        QCOMPARE(clock.misfits(), 0u);
    }

    void timesNeverRunBackAcrossPairs() {
        if (wire::bestTickKind() != wire::TickKind::Tsc)
            QSKIP("this machine has no invariant TSC");
        TickConverter clock{wire::TickKind::Tsc};
        std::uint64_t last = 0;
        for (int i = 0; i < 200'000; ++i) {
            if (i % 10'000 == 0)
                clock.calibrate();
            const auto ns = clock.toNs(wire::readTicks(wire::TickKind::Tsc));
            QVERIFY(ns + 20 >= last);  // extrapolation may be corrected by some ns; streams even that out
            last = std::max(last, ns);
        }
    }

    void aPairThatContradictsTheRateIsDoubtedAndOnlyBelievedWhenItStaysSo() {
        if (wire::bestTickKind() != wire::TickKind::Tsc)
            QSKIP("this machine has no invariant TSC");
        TickConverter clock{wire::TickKind::Tsc};
        const auto ticks = wire::readTicks(wire::TickKind::Tsc);
        const auto ns = clock.toNs(ticks);
        // A second of nanoseconds in half a second of ticks.
        const auto rate = static_cast<double>(clock.toNs(ticks + 1'000'000'000) - ns) / 1e9;
        const auto halfSecond = static_cast<std::uint64_t>(0.5e9 / rate);
        const TickConverter::Pair odd{ticks + halfSecond, ns + 1'000'000'000, 10};
        QVERIFY(!clock.add(odd));
        QVERIFY(!clock.add(odd));
        QCOMPARE(clock.misfits(), 0u);
        QVERIFY(clock.add(odd));
        QCOMPARE(clock.misfits(), 1u);
        QVERIFY(clock.toNs(odd.ticks) + 2 >= odd.ns && clock.toNs(odd.ticks) <= odd.ns + 2);
    }
};

QTEST_GUILESS_MAIN(TickConverterTest)
#include "tst_tick_converter.moc"
