// What is lost is counted and told, and never becomes a false state.
#include <sys/stat.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/engine/capture/told.h"
#include "tests/engine/capture/traced_run.h"

using namespace heddle;
using namespace heddle::wire;
using test::trace;

class CaptureLossTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRingThatNobodyDrainsIsAGapWithTheRightCount_data() {
        QTest::addColumn<int>("source");
        QTest::addRow("tracepoints") << static_cast<int>(KernelSource::Tracepoints);
        QTest::addRow("switches") << static_cast<int>(KernelSource::Switches);
    }
    void aRingThatNobodyDrainsIsAGapWithTheRightCount() {
        QFETCH(int, source);
        constexpr int kHandOffs = 20'000;
        const bool isSwitches = static_cast<KernelSource>(source) == KernelSource::Switches;
        QTemporaryDir folder;  // where anybody may read
        QVERIFY(::chmod(qPrintable(folder.path()), 0755) == 0);
        const QString copy = folder.filePath(QStringLiteral("puppet"));
        QVERIFY(QFile::copy(QStringLiteral(HEDDLE_PUPPET), copy));
        QVERIFY(::chmod(qPrintable(copy), 0755) == 0);
        const auto traceOnce = [&] {
            return trace({.command = {copy.toStdString(), "pingpong", std::to_string(kHandOffs)},
                          .source = static_cast<KernelSource>(source),
                          .largestRing = 64u << 10,
                          .drain = false});
        };
        // An ordinary user's rings hold our own records only, so that the kernel's books can be held against them.
        const auto run = isSwitches ? test::inUnprivilegedChild(traceOnce) : traceOnce();
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        std::uint64_t lost = 0, seen = 0, openGaps = 0;
        for (const Event& e : run.stream) {
            if (e.kind == EventKind::GapBegan) {
                QCOMPARE(e.detailAs<GapSource>(), GapSource::KernelCpu);
                ++openGaps;
            } else if (e.kind == EventKind::GapEnded) {
                QVERIFY(openGaps > 0);
                --openGaps;
                lost += e.value;
            } else if (e.kind == EventKind::SwitchedIn || e.kind == EventKind::SwitchedOut) {
                ++seen;
            }
        }
        QCOMPARE(openGaps, 0u);
        QVERIFY(lost > 0);
        // The kernel's books: each switch away is one record, and the coming back another.
        std::int64_t switches = 0;
        for (const auto& [tid, witness] : run.testimonies)
            switches += witness.voluntary + witness.involuntary;
        QVERIFY2(
            static_cast<std::int64_t>(lost + seen) >= 2 * switches - 10,
            qPrintable(QStringLiteral("lost %1, seen %2, switches %3").arg(lost).arg(seen).arg(switches)));
        if (isSwitches)
            QVERIFY2(static_cast<std::int64_t>(lost + seen) <= 2 * switches + 100,
                     qPrintable(
                         QStringLiteral("lost %1, seen %2, switches %3").arg(lost).arg(seen).arg(switches)));
    }

    void nothingIsLostWhenItIsDrained() {
        const auto run = trace({.command = {HEDDLE_PUPPET, "pingpong", "20000"}});
        QVERIFY2(run.failure.empty(), run.failure.c_str());
        for (const Event& e : run.stream) QVERIFY(e.kind != EventKind::GapBegan);
    }

    void tasksWhoseBirthWasLostAreFoundAndThoseWhoseEndWasLostDoNotLiveOn() {
        const auto run = trace({.command = {HEDDLE_PUPPET, "churn", "200"},
                                .source = KernelSource::Switches,
                                .largestRing = 64u << 10,
                                .drain = false});
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        std::set<std::uint32_t> alive;
        for (const Event& e : run.stream) {
            if (e.kind == EventKind::TaskCreated)
                QVERIFY(alive.insert(e.task).second);
            if (e.kind == EventKind::TaskExited)
                QCOMPARE(alive.erase(e.task), 1u);
        }
        QVERIFY(alive.size() <= 2);  // only what was alive when the gap began
    }
};

QTEST_GUILESS_MAIN(CaptureLossTest)
#include "tst_capture_loss.moc"
