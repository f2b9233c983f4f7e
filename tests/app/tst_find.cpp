// `heddle find`: what it says, what it writes, and how it exits.
#include <signal.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
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
        QVERIFY2(find.out.startsWith("deadlock-ab: a schedule fails\n  deadlock: 'Thread-"), find.out);
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

    void eachStrategyFindsTheDeadlock_data() {
        QTest::addColumn<QString>("strategy");
        for (const char* name : {"exhaustive", "bounded", "pct", "random"}) QTest::newRow(name) << text(name);
    }
    void eachStrategyFindsTheDeadlock() {
        QFETCH(QString, strategy);
        const auto find = [&] {
            return runHeddle({text("find"), text("deadlock-ab"), text("--set"), text("threads=2"),
                              text("--strategy"), strategy, text("--seed"), text("7"), text("--json")},
                             {.folder = m_folder.path()});
        };
        const Finished once = find();
        QVERIFY2(once.status == 1 && once.err.isEmpty(), once.err + once.out);
        const QJsonArray searches = once.json()[text("searches")].toArray();
        QCOMPARE(searches.size(), 1);
        QCOMPARE(searches[0].toObject()[text("strategy")].toString(), strategy);
        // The same seed makes the same search.
        const QJsonObject found = once.json()[text("found")].toObject();
        QCOMPARE(find().json()[text("found")].toObject(), found);
        QCOMPARE(found[text("kind")].toString(), text("deadlock"));
    }

    void whereTheLimitComesFirstItIsSaidHowManyWereRun() {
        QTemporaryDir folder;
        const Finished find = runHeddle(
            {text("find"), text("deadlock-ab-fixed"), text("--set"), text("threads=3"), text("--strategy"),
             text("random"), text("--seed"), text("3"), text("--schedules"), text("50")},
            {.folder = folder.path()});
        QVERIFY2(find.status == 0, find.err + find.out);
        QVERIFY2(find.out.startsWith("deadlock-ab-fixed: nothing found in as many schedules as were asked"),
                 find.out);
        QVERIFY2(find.out.contains("random search: 50 schedules run"), find.out);
        QVERIFY(QDir{folder.path()}.isEmpty());
    }

    void whatWasSkippedAsEquivalentIsTold() {
        const QStringList arguments{text("find"), text("deadlock-ab-fixed"), text("--set"),
                                    text("threads=2")};
        const Finished told = runHeddle(arguments);
        static const QRegularExpression kSkipped(
            text("exhaustive search: \\d+ schedules? run, of about \\d+ interleavings; equivalent ones "
                 "skipped at \\d+ places"));
        QVERIFY2(kSkipped.match(QString::fromUtf8(told.out)).hasMatch(), told.out);
        const QJsonObject search = runHeddle(arguments + QStringList{text("--json")})
                                       .json()[text("searches")]
                                       .toArray()[0]
                                       .toObject();
        QVERIFY(search[text("equivalent")].toInt() > 0);
        QVERIFY(search[text("interleavings")].toDouble() > search[text("schedules")].toDouble());
    }

    void whoStarvesIsFoundOnlyIfAskedFor() {
        const QStringList arguments{text("find"),   text("starvation"),  text("--seed"), text("4"),
                                    text("--json"), text("--schedules"), text("2000")};
        const Finished asked =
            runHeddle(arguments + QStringList{text("--starved"), text("10")}, {.folder = m_folder.path()});
        QVERIFY2(asked.status == 1, asked.err + asked.out);
        const QJsonObject found = asked.json()[text("found")].toObject();
        QCOMPARE(found[text("kind")].toString(), text("starvation"));
        QVERIFY2(found[text("text")].toString().contains(text("it could have gone on at 10 choices")),
                 asked.out);
        QCOMPARE(asked.json()[text("searches")].toArray()[0].toObject()[text("strategy")].toString(),
                 text("pct"));
        const Finished unasked = runHeddle(arguments, {.folder = m_folder.path()});
        QVERIFY2(unasked.status == 0, unasked.err + unasked.out);
    }

    void aSignalEndsTheSearchAndLeavesNothingBehind() {
        QTemporaryDir folder;
        auto heddle =
            startHeddle({text("find"), text("deadlock-ab-fixed"), text("--set"), text("threads=9"),
                         text("--strategy"), text("exhaustive"), text("--schedules"), text("1000000000")},
                        {.folder = folder.path()});
        QTRY_VERIFY_WITH_TIMEOUT(!processesWith(HEDDLE_FINDER).isEmpty(), 60'000);
        ::kill(static_cast<pid_t>(heddle->processId()), SIGINT);
        const Finished stopped = waitFor(*heddle);
        QVERIFY2(stopped.status == 128 + SIGINT, stopped.err + stopped.out);
        QVERIFY2(stopped.out.startsWith("deadlock-ab-fixed: cancelled"), stopped.out);
        QTRY_VERIFY_WITH_TIMEOUT(processesWith(HEDDLE_FINDER).isEmpty(), 60'000);
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
