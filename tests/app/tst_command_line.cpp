// What every verb says, and how it exits: through the real executable, without a display.
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/heddle_process.h"

using namespace heddle::test;

class CommandLineTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void everyVerbExplainsItselfWithAnExample_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("heddle") << QStringList{QStringLiteral("--help")};
        for (const char* verb : {"scenarios", "run", "record", "report", "export", "doctor"})
            QTest::newRow(verb) << QStringList{QString::fromLatin1(verb), QStringLiteral("--help")};
    }
    void everyVerbExplainsItselfWithAnExample() {
        QFETCH(QStringList, arguments);
        const Finished help = runHeddle(arguments);
        QCOMPARE(help.status, 0);
        QVERIFY2(help.out.contains("Example:\n  heddle "), help.out);
        QCOMPARE(help.err, QByteArray{});
    }

    void aWrongRequestIsOneSentenceThatNamesTheWayOut_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* arguments, int status, const char* said) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' ')) << status
                                     << QByteArray(said);
        };
        row("scenaris", 2, "did you mean 'scenarios'?");
        row("xyzzy", 2, "see 'heddle --help'");
        row("--jsn", 2, "there is no option '--jsn'");
        row("run", 2, "SCENARIO is required");
        row("run deadlok-ab", 2, "deadlock-ab");
        row("run semaphore-processes --set permit=2", 2, "permits");
        row("run semaphore-processes --set permits=0", 2, "permits");
        row("run semaphore-processes --set permits=many", 2, "many");
        row("run semaphore-processes --set permits", 2, "KEY=VALUE");
        row("run semaphore-processes --timout 3", 2, "did you mean '--timeout'?");
        row("run semaphore-processes --timeout never", 2, "never");
        row("run semaphore-processes --timeout -1", 2, "--timeout");
        row("run semaphore-processes --source magic", 2, "magic");
        row("run semaphore-processes deadlock-ab", 2, "'deadlock-ab' is one argument too many");
        row("run semaphore-processes -o /no/such/folder/file", 3, "/no/such/folder/file");
        row("record", 2, "no program is named");
        row("record --otput x -- true", 2, "did you mean '--output'?");
        row("record -o /dev/null no-such-program-anywhere", 3, "no-such-program-anywhere");
        row("record -o /dev/null /etc/passwd", 3, "/etc/passwd");
        row("record -o /dev/null /etc", 3, "/etc");
        row("record -o /etc true", 3, "Is a directory");
        row("record -o /dev/full true", 3, "No space left on device");
        row("report", 2, "FILE is required");
        row("report /no/such/file", 3, "No such file or directory");
        row("report /etc", 3, "it is a directory");
        row("report /etc/passwd", 3, "it is not a recording");
        row("report /dev/null", 3, "it is not a regular file");
    }
    void aWrongRequestIsOneSentenceThatNamesTheWayOut() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QByteArray, said);
        const Finished refused = runHeddle(arguments, {.folder = m_folder.path()});
        QCOMPARE(refused.out, QByteArray{});
        QVERIFY2(refused.err.startsWith("heddle: "), refused.err);
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY2(refused.err.contains("; "), refused.err);  // the way out
        QVERIFY2(refused.err.contains(said), refused.err);
        QCOMPARE(refused.status, status);
    }

    void aProgramThatIsNotFoundDestroysNoEarlierRecording() {
        QFile earlier(m_folder.filePath(QStringLiteral("earlier.heddle")));
        QVERIFY(earlier.open(QIODevice::WriteOnly));
        earlier.write("precious");
        earlier.close();
        const Finished refused = runHeddle({QStringLiteral("record"), QStringLiteral("-o"),
                                            earlier.fileName(), QStringLiteral("no-such-program-anywhere")});
        QCOMPARE(refused.status, 3);
        QVERIFY(earlier.open(QIODevice::ReadOnly));
        QCOMPARE(earlier.readAll(), QByteArray("precious"));
    }

    void scenariosListsTheLibrary() {
        const Finished text = runHeddle({QStringLiteral("scenarios")});
        QCOMPARE(text.status, 0);
        const Finished json = runHeddle({QStringLiteral("scenarios"), QStringLiteral("--json")});
        QCOMPARE(json.status, 0);
        QStringList ids;
        for (const QJsonValue& scenario : json.json()[QStringLiteral("scenarios")].toArray()) {
            ids.append(scenario[QStringLiteral("id")].toString());
            QVERIFY(text.out.contains(ids.last().toUtf8()));
            QVERIFY(!scenario[QStringLiteral("title")].toString().isEmpty());
            QVERIFY(!scenario[QStringLiteral("text")].toString().isEmpty());
            for (const QJsonValue& parameter : scenario[QStringLiteral("parameters")].toArray()) {
                QVERIFY(parameter[QStringLiteral("min")].toInt() <=
                        parameter[QStringLiteral("default")].toInt());
                QVERIFY(parameter[QStringLiteral("default")].toInt() <=
                        parameter[QStringLiteral("max")].toInt());
            }
        }
        for (const char* id : {"two-processes", "semaphore-processes", "deadlock-ab", "producer-consumer",
                               "fiber-sleep", "process-thread-fiber", "lost-update"})
            QVERIFY2(ids.contains(QString::fromLatin1(id)), id);
    }

    void doctorNamesEverySource() {
        const Finished doctor = runHeddle({QStringLiteral("doctor"), QStringLiteral("--json")});
        QCOMPARE(doctor.status, 0);
        QStringList names;
        for (const QJsonValue& source : doctor.json()[QStringLiteral("sources")].toArray()) {
            names.append(source[QStringLiteral("source")].toString());
            QVERIFY(source[QStringLiteral("permitted")].toBool() ||
                    !source[QStringLiteral("advice")].toString().isEmpty());
        }
        QCOMPARE(names, (QStringList{QStringLiteral("tracepoints"), QStringLiteral("switches"),
                                     QStringLiteral("sampling")}));
        SKIP_WITHOUT_ORDINARY_USER();
        QCOMPARE(runHeddle({QStringLiteral("doctor")}, {.asOrdinaryUser = true}).status, 0);
    }

    void aResultThatCannotBeWrittenIsAnError() {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(HEDDLE_BINARY), {QStringLiteral("scenarios")});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("No space left on device"));
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_command_line.moc"
