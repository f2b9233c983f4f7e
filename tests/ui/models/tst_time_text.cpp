#include <QTest>

#include "tests/support/stream_builder.h"
#include "ui/models/time_text.h"

using namespace heddle;

class TimeTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTimeOfAControlledRunIsToldInSteps() {
        const model::SnapshotPtr stepped = model::StreamBuilder{wire::KernelSource::Gate}.snapshot();
        const Instant start = stepped->start();
        QCOMPARE(ui::durationText(*stepped, model::kStepLength), QStringLiteral("1 step"));
        QCOMPARE(ui::durationText(*stepped, 3 * model::kStepLength), QStringLiteral("3 steps"));
        QCOMPARE(ui::durationText(*stepped, model::kStepLength * 5 / 2), QStringLiteral("2.5 steps"));
        QCOMPARE(ui::sinceStartText(*stepped, start + 4 * model::kStepLength), QStringLiteral("step 4"));
        QCOMPARE(ui::sinceStartText(*stepped, start), QStringLiteral("the start"));
        const model::SnapshotPtr free = model::StreamBuilder{}.snapshot();
        QCOMPARE(ui::durationText(*free, model::kStepLength), QStringLiteral("1.00 ms"));
    }

    void aDurationKeepsThreeFigures_data() {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 ns, const char* text) {
            QTest::newRow(text) << ns << QString::fromUtf8(text);
        };
        row(0, "0 s");
        row(1, "1 ns");
        row(42, "42 ns");
        row(999, "999 ns");
        row(1'000, "1.00 µs");
        row(9'600, "9.60 µs");
        row(9'996, "10.0 µs");
        row(99'960, "100 µs");
        row(999'600, "1.00 ms");
        row(820'000'000, "820 ms");
        row(999'499'999, "999 ms");
        row(999'700'000, "1.00 s");
        row(1'240'000'000, "1.24 s");
        row(124'000'000'000, "124 s");
        row(599'000'000'000, "599 s");
        row(1'002'000'000'000, "16.7 min");
        row(39'600'000'000'000, "11.0 h");
        row(-42, "−42 ns");
    }
    void aDurationKeepsThreeFigures() {
        QFETCH(const qint64, ns);
        QFETCH(const QString, text);
        QCOMPARE(ui::durationText(Duration{ns}), text);
    }

    void anInstantIsAsPreciseAsTheVisibleRange_data() {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<qint64>("visible");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 ns, qint64 visible, const char* text) {
            QTest::newRow(text) << ns << visible
                                << QString::fromUtf8(text).replace(QLatin1Char('_'), QChar{0x202f});
        };
        row(1'243'700'000, 2'000'000'000, "1_243.7 ms");
        row(1'243'712'345, 20'000'000, "1_243.712 ms");
        row(1'243'712'345, 5'000'000, "1_243_712.3 µs");
        row(1'243'712'345, 1'000, "1_243_712_345 ns");
        row(12'345'000'000, 100'000'000'000, "12.35 s");
        row(0, 2'000'000'000, "0.0 ms");
        row(-2'000'000, 2'000'000'000, "−2.0 ms");
    }
    void anInstantIsAsPreciseAsTheVisibleRange() {
        QFETCH(const qint64, ns);
        QFETCH(const qint64, visible);
        QFETCH(const QString, text);
        QCOMPARE(ui::instantText(Duration{ns}, Duration{visible}), text);
    }
};

QTEST_GUILESS_MAIN(TimeTextTest)
#include "tst_time_text.moc"
