// `heddle find`: what it says, what it writes, and how it exits.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/heddle_process.h"

using namespace heddle::test;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

}  // namespace

class FindTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void aDeadlockIsFoundExplainedAndWritten() {
        const QString file = m_folder.filePath(text("ab.schedule"));
        const Finished find = runHeddle(
            {text("find"), text("deadlock-ab"), text("--set"), text("threads=2"), text("-o"), file});
        QVERIFY2(find.status == 1, find.err + find.out);
        QVERIFY2(find.out.startsWith("deadlock-ab: a schedule fails\n  deadlock: Thread-"), find.out);
        QVERIFY2(find.out.contains("The shortest schedule that comes to it: 9 steps, 2 changes of task\n   1 "
                                   " deadlock-ab begin\n"),
                 find.out);
        QVERIFY2(find.out.contains("Confirmed: "), find.out);
        QVERIFY2(find.out.contains("interleavings"), find.out);
        QFile schedule{file};
        QVERIFY(schedule.open(QIODevice::ReadOnly));
        const QByteArray written = schedule.readAll();
        QVERIFY2(written.startsWith("heddle-schedule 1\nscenario deadlock-ab\n"), written);
        QVERIFY2(written.contains("set threads=2\n"), written);
    }

    void withoutAFileNameTheScheduleIsNamedAfterTheScenario() {
        const Finished find =
            runHeddle({text("find"), text("deadlock-ab"), text("--set"), text("threads=2"), text("--json")},
                      {.folder = m_folder.path()});
        QCOMPARE(find.status, 1);
        const QJsonObject report = find.json();
        QCOMPARE(report[text("end")].toString(), text("found"));
        const QJsonObject found = report[text("found")].toObject();
        QCOMPARE(found[text("kind")].toString(), text("deadlock"));
        QCOMPARE(found[text("confirmation")].toString(), text("confirmed"));
        QCOMPARE(found[text("file")].toString(), text("deadlock-ab.schedule"));
        QVERIFY(QFile::exists(m_folder.filePath(text("deadlock-ab.schedule"))));
        QVERIFY(report[text("searches")].toArray()[0].toObject()[text("schedules")].toInt() > 0);
    }

    void whereNothingFailsItIsProvedAndNothingIsWritten() {
        QTemporaryDir folder;
        const Finished find =
            runHeddle({text("find"), text("deadlock-ab-fixed"), text("--set"), text("threads=2")},
                      {.folder = folder.path()});
        QVERIFY2(find.status == 0, find.err + find.out);
        QVERIFY2(find.out.startsWith("deadlock-ab-fixed: proved: no schedule fails"), find.out);
        QVERIFY(QDir{folder.path()}.isEmpty());
    }

    void wrongUsageSaysWhatIsWrong_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("scenario") << QStringList{text("deadlock-aa")}
                                  << QByteArray{"did you mean 'deadlock-ab'?"};
        QTest::newRow("strategy") << QStringList{text("deadlock-ab"), text("--strategy"), text("luck")}
                                  << QByteArray{"luck"};
        QTest::newRow("setting") << QStringList{text("deadlock-ab"), text("--set"), text("threads")}
                                 << QByteArray{"KEY=VALUE"};
        QTest::newRow("no schedules")
            << QStringList{text("deadlock-ab"), text("--schedules"), text("0")} << QByteArray{"--schedules"};
    }
    void wrongUsageSaysWhatIsWrong() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Finished find = runHeddle(QStringList{text("find")} + arguments);
        QCOMPARE(find.status, 2);
        QVERIFY2(find.err.startsWith("heddle: ") && find.err.contains(says), find.err);
    }

    void aScheduleThatCannotBeWrittenIsSaid() {
        const Finished find = runHeddle({text("find"), text("deadlock-ab"), text("--set"), text("threads=2"),
                                         text("-o"), text("/nowhere/at/all.schedule")});
        QCOMPARE(find.status, 3);
        QVERIFY2(find.err.contains("/nowhere/at/all.schedule"), find.err);
    }
};

QTEST_GUILESS_MAIN(FindTest)
#include "tst_find.moc"
