// Ten thousand threads, four thousand processes, a hundred thousand fibers: done, or refused with the limit
// that stands in the way.
#include <unistd.h>

#include <QTest>

#include "tests/app/heddle_process.h"
#include "tests/support/sanitizer.h"

using namespace heddle::test;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

// The words that name a limit, up to the end of their line; empty if none is named.
QByteArray limitNamedIn(const Finished& run) {
    for (const QByteArray& line : (run.err + run.out).split('\n'))
        if (line.contains("to raise it: ") || line.contains("raise that with "))
            return line;
    return {};
}

}  // namespace

class CrowdsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCrowdDoesWhatItPromisesOrIsRefusedWithTheLimit_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QStringList>("set");
        QTest::addColumn<QByteArray>("kind");  // as the report says it
        QTest::addColumn<int>("count");
        QTest::newRow("threads") << text("lost-update")
                                 << QStringList{text("threads=10000"), text("money=10000")}
                                 << QByteArray("  thread, tid ") << 10'000;
        QTest::newRow("processes") << text("io-bound-4000")
                                   << QStringList{text("tasks=4000"), text("sleep=500"), text("as=processes")}
                                   << QByteArray("  process, pid ") << 4000;
        QTest::newRow("fibers") << text("fiber-join-all")
                                << QStringList{text("fibers=100000"), text("unit=0")}
                                << QByteArray("  fiber, made by ") << 100'000;
    }
    void aCrowdDoesWhatItPromisesOrIsRefusedWithTheLimit() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("a sanitizer needs too much for each task");
        QFETCH(QString, scenario);
        QFETCH(QStringList, set);
        QFETCH(QByteArray, kind);
        QFETCH(int, count);
        QStringList command{text("run"), scenario};
        for (const QString& one : set) command << text("--set") << one;
        const Finished run = runHeddle(command);
        if (const QByteArray limit = limitNamedIn(run); run.status != 0 && !limit.isEmpty())
            QSKIP("refused here: " + limit);
        QVERIFY2(run.status == 0, run.err + run.out.right(2000));
        QVERIFY(run.out.endsWith("as expected\n") && !run.out.endsWith("NOT as expected\n"));
        QVERIFY2(run.out.count(kind) >= count, QByteArray::number(run.out.count(kind)));
    }

    void aCrowdThatIsRefusedIsToldWithTheLimit() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("a sanitizer makes tasks of its own, and ends with its own words where it may not");
        SKIP_WITHOUT_ORDINARY_USER();
        const Finished run =
            runHeddle({text("run"), text("lost-update"), text("--set"), text("threads=10000")},
                      {.asOrdinaryUser = true, .tasks = 200});
        QCOMPARE(run.status, 1);
        QVERIFY2(run.out.contains(
                     "; lost-update ended: could not start a thread: Resource temporarily unavailable; "
                     "the limit on your tasks is 200, to raise it: ulimit -u with a larger number\n"
                     "NOT as expected"),
                 run.err + run.out.right(2000));
    }
};

QTEST_GUILESS_MAIN(CrowdsTest)
#include "tst_crowds.moc"
