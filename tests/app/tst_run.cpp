// `heddle run`: a scenario, its verdict, its report, and its recording, which tells the same.
#include <signal.h>
#include <unistd.h>

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/heddle_process.h"
#include "tests/support/sanitized_scenario.h"

using namespace heddle::test;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

}  // namespace

class RunTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void everyScenarioDoesWhatItPromises_data() {
        QTest::addColumn<QString>("id");
        const Finished list = runHeddle({text("scenarios"), text("--json")});
        for (const QJsonValue& scenario : list.json()[text("scenarios")].toArray())
            QTest::newRow(qPrintable(scenario[text("id")].toString())) << scenario[text("id")].toString();
    }
    void everyScenarioDoesWhatItPromises() {
        QFETCH(QString, id);
        if (id.contains(text("fiber")) || id == text("start-cost"))
            SKIP_WITHOUT_FIBERS();
        if (const char* why = heddle::test::whyNotSanitized(id.toStdString()))
            QSKIP(why);
        const bool isSanitized = heddle::test::kIsAddressSanitizer || heddle::test::kIsThreadSanitizer;
        const QString file = m_folder.filePath(id + text(".heddle"));
        QStringList command{text("run"), id, text("--json"), text("-o"), file};
        if (isSanitized && id == text("suspend-and-activate"))
            command << text("--set") << text("memory=256");  // much beside the sanitizer's own, which stays
        const Finished run = runHeddle(command);
        QVERIFY2(run.status == 0, run.err + run.out);
        QVERIFY2(run.json()[text("expectation")][text("held")].toBool(), run.out);
        // One stream, one model: the recording tells exactly what the live run told.
        const Finished report = runHeddle({text("report"), file, text("--json")});
        QCOMPARE(report.status, 0);
        QCOMPARE(report.out, run.out);
        const Finished words = runHeddle({text("report"), file});
        QCOMPARE(words.status, 0);
        QVERIFY2(words.out.startsWith(id.toUtf8()), words.out);
        QVERIFY2(words.out.contains("as expected"), words.out);
    }

    void stateTimesAddUpToTheLifeOfEachTask() {
        SKIP_WITHOUT_FIBERS();
        const Finished run = runHeddle({text("run"), text("process-thread-fiber"), text("--json")});
        QCOMPARE(run.status, 0);
        const QJsonObject report = run.json();
        const double length = report[text("end_ns")].toDouble() - report[text("start_ns")].toDouble();
        for (const QJsonValue& task : report[text("tasks")].toArray()) {
            double sum = 0;
            for (const QJsonValue& ns : task[text("state_ns")].toObject()) sum += ns.toDouble();
            QVERIFY(sum > 0 && sum <= length);
        }
    }

    void theReportSaysInWordsWhoHeldWhatWasWaitedFor() {
        const Finished run = runHeddle({text("run"), text("semaphore-processes")});
        QVERIFY2(run.status == 0, run.err);
        QVERIFY2(run.out.contains("for semaphore ") && run.out.contains(", held by ") &&
                     run.out.contains(" released it"),
                 run.out);
    }

    void aFaultIsToldWithItsLine() {
        if (heddle::test::kIsAddressSanitizer || heddle::test::kIsThreadSanitizer)
            QSKIP("the sanitizer has handlers of its own");
        const Finished run = runHeddle({text("run"), text("termination-gallery")});
        QVERIFY2(run.status == 0, run.err);
        QFile source(text(HEDDLE_SOURCE_DIR "/engine/scenarios/processes/termination_gallery.cpp"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        for (const auto& [code, words] :
             {std::pair{"10 / zero", "integer division by zero"},
              {"noInstruction()", "an illegal instruction"},
              {"busy.lockFor(", "it waited in vain"},
              {"writeToFullDevice()", "it could not write: No space left on device"}}) {
            source.seek(0);
            int line = 1;
            while (!source.readLine().contains(code)) ++line;
            const QByteArray told =
                QByteArray(words) + " at termination_gallery.cpp:" + QByteArray::number(line);
            QVERIFY2(run.out.contains(told), run.out);
        }
    }

    void aDeadlockIsFoundAndNamed() {
        const Finished run = runHeddle({text("run"), text("deadlock-ab"), text("--json")});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.json()[text("deadlocks")].toArray().size(), 1);
        const QJsonValue deadlock = run.json()[text("deadlocks")][0];
        QVERIFY(deadlock[text("tasks")].toArray().size() >= 2);
        QCOMPARE(deadlock[text("objects")].toArray().size(), deadlock[text("tasks")].toArray().size());
    }

    void aRunThatMeetsALimitSaysWhich() {
        SKIP_WITHOUT_FIBERS();
        const Finished run = runHeddle({text("run"), text("echo-fibers"), text("--set"), text("clients=500")},
                                       {.descriptors = 400});
        QCOMPARE(run.status, 1);
        QVERIFY2(
            run.out.contains("; echo-fibers ended: could not open 500 connections: a process may have 400 "
                             "descriptors; raise that with 'ulimit -Hn'\nNOT as expected"),
            run.out);
    }

    void aRunThatIsStoppedStillReports() {
        auto heddle = startHeddle(
            {text("run"), text("two-processes"), text("-o"), m_folder.filePath(text("stopped.heddle"))});
        QTRY_VERIFY_WITH_TIMEOUT(!processesWith(HEDDLE_HOST).isEmpty(), 60'000);
        ::kill(static_cast<pid_t>(heddle->processId()), SIGINT);
        const Finished stopped = waitFor(*heddle);
        QVERIFY2(stopped.status == 128 + SIGINT || stopped.status == -1, stopped.err);
    }

    void aRecordingCanBeDrawnWithoutADisplay_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("png") << text("png") << QByteArray("\x89PNG");
        QTest::newRow("svg") << text("svg") << QByteArray("<?xml");
        QTest::newRow("pdf") << text("pdf") << QByteArray("%PDF-");
    }
    void aRecordingCanBeDrawnWithoutADisplay() {
        QFETCH(QString, format);
        QFETCH(QByteArray, begins);
        const QString file = m_folder.filePath(text("semaphore-processes.heddle"));
        const QString picture = m_folder.filePath(text("picture.") + format);
        const Finished drawn =
            runHeddle({text("export"), file, text("--format"), format, text("-o"), picture, text("--from"),
                       text("0.1"), text("--to"), text("0.5"), text("--width"), text("800")});
        QVERIFY2(drawn.status == 0, drawn.err);
        QFile out(picture);
        QVERIFY(out.open(QIODevice::ReadOnly));
        QVERIFY(out.readAll().startsWith(begins));
    }
    void aPictureThatCannotBeIsRefused_data() {
        QTest::addColumn<QString>("rest");
        QTest::addColumn<int>("status");
        QTest::newRow("no such folder") << text("-o /no/such/folder/p.png") << 3;
        QTest::newRow("full disk") << text("--format png -o /dev/full") << 3;
        QTest::newRow("no such format") << text("--format gif -o p.gif") << 2;
        QTest::newRow("no width") << text("-o p.png --width 0") << 2;
        QTest::newRow("an empty range") << text("-o p.png --from 0.5 --to 0.1") << 2;
        QTest::newRow("no output") << text("--format png") << 2;
    }
    void aPictureThatCannotBeIsRefused() {
        QFETCH(QString, rest);
        QFETCH(int, status);
        const Finished refused =
            runHeddle(QStringList{text("export"), m_folder.filePath(text("semaphore-processes.heddle"))} +
                          rest.split(QLatin1Char(' ')),
                      {.folder = m_folder.path()});
        QVERIFY2(refused.status == status, refused.err);
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY2(refused.err.startsWith("heddle: "), refused.err);
    }

    void aTimeLimitIsNotAsExpected() {
        const Finished ended =
            runHeddle({text("run"), text("two-processes"), text("--timeout"), text("0.05")});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.err.contains("did not end within 50.0 ms"), ended.err);
    }
};

QTEST_GUILESS_MAIN(RunTest)
#include "tst_run.moc"
