// `heddle record`: programs that nobody here wrote, watched to their end, whatever they do, and nothing left
// behind.
#include <signal.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/heddle_process.h"

using namespace heddle::test;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

// An argument by which the processes of one test can be found again.
QString marker() {
    static int count = 0;
    return QStringLiteral("heddle-test-%1-%2").arg(::getpid()).arg(++count);
}

QList<QJsonObject> tasksOf(const QJsonObject& report) {
    QList<QJsonObject> tasks;
    for (const QJsonValue& task : report[QStringLiteral("tasks")].toArray()) tasks.append(task.toObject());
    return tasks;
}

double stateNs(const QJsonObject& task, const char* state) {
    return task[QStringLiteral("state_ns")][QString::fromLatin1(state)].toDouble();
}

}  // namespace

class RecordTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QString script(const char* name, const char* content) const {
        QFile f(file(name));
        if (!f.open(QIODevice::WriteOnly))
            return {};
        f.write(content);
        return f.fileName();
    }
    static QJsonObject reportOf(const QString& recording) {
        const Finished report = runHeddle({text("report"), recording, text("--json")});
        return report.status == 0 ? report.json() : QJsonObject{};
    }

    QStringList pythonOfThreadsAndProcesses() const {
        return {text("python3"),
                script("threads.py",
                       "import threading, time, os, sys\n"
                       "from multiprocessing import Process\n"
                       "def work():\n"
                       "    end = time.thread_time() + 0.1\n"
                       "    while time.thread_time() < end: sum(range(1000))\n"
                       "    time.sleep(0.02)\n"
                       "    os.write(1, b'%d 0 %d\\n' % (threading.get_native_id(), time.thread_time_ns()))\n"
                       "threads = [threading.Thread(target=work) for _ in range(3)]\n"
                       "processes = [Process(target=work) for _ in range(2)]\n"
                       "for t in processes + threads: t.start()\n"
                       "for t in processes + threads: t.join()\n"
                       "work()\n")};
    }
    QStringList puppetThatSaysSoAtItsEnd() const {
        const QString puppet = file("puppet");  // where anybody may run it
        QFile::copy(text(HEDDLE_PUPPET), puppet);
        return {puppet, text("leave"), text("0.1"), text("2")};
    }
    // What of `said` (lines TID TIME_NS CPU_NS...) is not borne out by the report, within 1 % or 1 ms.
    static QByteArray disagreement(const QJsonObject& report, const QByteArray& said, bool saysSoAtItsEnd) {
        QMap<int, QJsonObject> byTid;
        for (const QJsonObject& task : tasksOf(report)) byTid[task[text("tid")].toInt()] = task;
        const auto lines = said.trimmed().split('\n');
        if (lines.size() < 5)
            return "too few have said anything: " + said;
        // Where a loaded machine lost records, what is missing has to be told as unknown.
        const bool lost = report[text("source")][text("lost_events")].toInteger() > 0;
        for (const QByteArray& line : lines) {
            const auto fields = line.split(' ');
            const auto task = byTid.constFind(fields[0].toInt());
            if (task == byTid.constEnd())
                return "nothing was told of " + line;
            const double cpu = fields[2].toDouble(), told = stateNs(*task, "running");
            const double mayMiss = std::max(0.01 * cpu, 1e6) + (lost ? stateNs(*task, "unknown") : 0);
            const bool isTooMuch = saysSoAtItsEnd && told > cpu + std::max(0.01 * cpu, 1e6);
            if (told < cpu - mayMiss || isTooMuch)
                return QStringLiteral("%1 ns told, against %2").arg(told).arg(cpu).toUtf8();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777)); }

    void itExitsWithTheStatusOfTheProgram_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<int>("status");
        QTest::newRow("success") << text("true") << 0;
        QTest::newRow("a code") << text("exit 7") << 7;
        QTest::newRow("the largest code") << text("exit 255") << 255;
        QTest::newRow("a signal") << text("kill -SEGV $$") << 128 + SIGSEGV;
        QTest::newRow("killed") << text("kill -KILL $$") << 128 + SIGKILL;
    }
    void itExitsWithTheStatusOfTheProgram() {
        QFETCH(QString, program);
        QFETCH(int, status);
        const Finished recorded =
            runHeddle({text("record"), text("-o"), file("status.heddle"), text("sh"), text("-c"), program});
        QCOMPARE(recorded.err, QByteArray{});
        QCOMPARE(recorded.status, status);
        const auto tasks = tasksOf(reportOf(file("status.heddle")));
        QVERIFY(!tasks.isEmpty());
        const QJsonObject end = tasks.first()[text("exit")].toObject();
        if (status < 128 || status == 255)
            QCOMPARE(end[text("code")].toInt(-1), status);
        else
            QCOMPARE(end[text("signal")].toString(),
                     status == 128 + SIGSEGV ? text("SIGSEGV") : text("SIGKILL"));
    }

    void theProgramKeepsItsInputOutputAndArguments() {
        const Finished recorded =
            runHeddle({text("record"), text("-o"), file("a.heddle"), text("--"), text("printf"), text("%s|"),
                       text("-o"), text("--json"), text(""), text("a b")});
        QCOMPARE(recorded.out, QByteArray("-o|--json||a b|"));
        QCOMPARE(recorded.status, 0);
    }

    void withoutAnOutputTheFileIsNamedAfterTheProgram() {
        QCOMPARE(runHeddle({text("record"), text("/bin/true")}, {.folder = m_folder.path()}).status, 0);
        QVERIFY(QFileInfo::exists(file("true.heddle")));
    }

    void aProgramThatIsNoneIsRefusedAfterAll() {
        const QString broken = script("broken",
                                      "\x7f"
                                      "ELF this is no program");
        QFile::setPermissions(broken, QFile::ReadOwner | QFile::ExeOwner);
        const Finished refused = runHeddle({text("record"), text("-o"), file("broken.heddle"), broken});
        QCOMPARE(refused.status, 3);
        QVERIFY2(refused.err.contains("broken") && refused.err.count('\n') == 1, refused.err);
    }

    void theReportHasEveryFieldThatIsPromised() {
        QCOMPARE(runHeddle({text("record"), text("-o"), file("fields.heddle"), text("sh"), text("-c"),
                            text("sleep 0.05; true")})
                     .status,
                 0);
        const QJsonObject report = reportOf(file("fields.heddle"));
        QCOMPARE(report.keys(),
                 (QStringList{text("deadlocks"), text("end_ns"), text("expectation"),
                              text("failed_expectation_count"), text("failed_expectations"), text("heddle"),
                              text("objects"), text("source"), text("start_ns"), text("tasks")}));
        QCOMPARE(report[text("source")].toObject().keys(),
                 (QStringList{text("kernel"), text("lost_events")}));
        QVERIFY(report[text("expectation")].isNull());
        QVERIFY(report[text("end_ns")].toDouble() > report[text("start_ns")].toDouble());
        QVERIFY(!tasksOf(report).isEmpty());
        for (const QJsonObject& task : tasksOf(report)) {
            QCOMPARE(task.keys(), (QStringList{text("exit"), text("id"), text("kind"), text("name"),
                                               text("parent"), text("pid"), text("state_ns"),
                                               text("switches"), text("tid"), text("waits")}));
            QCOMPARE(task[text("state_ns")].toObject().keys(),
                     (QStringList{text("blocked"), text("new"), text("ready"), text("running"),
                                  text("suspended_blocked"), text("suspended_ready"), text("unknown")}));
            QCOMPARE(task[text("switches")].toObject().keys(),
                     (QStringList{text("involuntary"), text("voluntary")}));
            QCOMPARE(task[text("exit")].toObject().keys(),
                     (QStringList{text("by"), text("cause"), text("code"), text("words")}));
        }
    }

    void everyChildIsSeenAndSleepingIsBlocked() {
        QCOMPARE(runHeddle({text("record"), text("-o"), file("children.heddle"), text("sh"), text("-c"),
                            text("sleep 0.2 & sleep 0.2 & wait")})
                     .status,
                 0);
        const auto tasks = tasksOf(reportOf(file("children.heddle")));
        QCOMPARE(tasks.size(), 3);
        for (const QJsonObject& task : tasks) {
            if (task[text("name")].toString() == text("sleep"))
                QVERIFY(stateNs(task, "blocked") + stateNs(task, "unknown") > 150e6);
        }
    }

    void aCompilerRunIsTakenApart() {
        const QString source = script("hello.cpp",
                                      "#include <vector>\n#include <string>\nint main() { return "
                                      "int(std::vector<std::string>(0).size()); }\n");
        const Finished recorded = runHeddle({text("record"), text("-o"), file("gcc.heddle"), text("g++"),
                                             text("-O1"), text("-o"), file("hello"), source});
        QCOMPARE(recorded.status, 0);
        QStringList names;
        for (const QJsonObject& task : tasksOf(reportOf(file("gcc.heddle")))) {
            names.append(task[text("name")].toString());
            QVERIFY(!task[text("exit")].isNull());
        }
        for (const char* name : {"g++", "cc1plus", "as", "ld"})
            QVERIFY2(names.contains(QString::fromLatin1(name)), qPrintable(names.join(QLatin1Char(' '))));
    }

    // The program itself says how much CPU time each of its threads had; the report has to agree. Python goes
    // on after it has said so (to end a process takes it a while), so it is a witness that no running time is
    // missing; the puppet's threads end there and then, so they are witnesses that none is made up either.
    void runningTimeIsTheCpuTimeOfEachThread_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("asOrdinaryUser");
        QTest::addColumn<bool>("saysSoAtItsEnd");
        for (const bool saysSoAtItsEnd : {false, true}) {
            const char* program = saysSoAtItsEnd ? "a puppet" : "Python";
            QTest::addRow("%s, best source", program) << QString() << false << saysSoAtItsEnd;
            QTest::addRow("%s, switches, as an ordinary user", program)
                << text("switches") << true << saysSoAtItsEnd;
        }
    }
    void runningTimeIsTheCpuTimeOfEachThread() {
        QFETCH(QString, source);
        QFETCH(bool, asOrdinaryUser);
        QFETCH(bool, saysSoAtItsEnd);
        if (asOrdinaryUser)
            SKIP_WITHOUT_ORDINARY_USER();
        const QString recording = file(asOrdinaryUser ? "cpu-user.heddle" : "cpu.heddle");
        QStringList arguments{text("record"), text("-o"), recording};
        if (!source.isEmpty())
            arguments << text("--source") << source;
        arguments << (saysSoAtItsEnd ? puppetThatSaysSoAtItsEnd() : pythonOfThreadsAndProcesses());
        // A task's own clock stands still while interrupts and a hypervisor use its CPU, so a disagreement
        // counts when it is there every time.
        QByteArray differs;
        for (int attempt = 0; attempt < 4; ++attempt) {
            const Finished recorded = runHeddle(arguments, {.asOrdinaryUser = asOrdinaryUser});
            if (recorded.status == 4)
                QSKIP(recorded.err);
            QVERIFY2(recorded.status == 0, recorded.err);
            const QJsonObject report = reportOf(recording);
            if (report[text("source")][text("kernel")].toString() == text("sampling"))
                QSKIP("only samples are permitted here");
            differs = disagreement(report, recorded.out, saysSoAtItsEnd);
            if (differs.isEmpty())
                return;
        }
        QFAIL(differs);
    }

    void anOrdinaryUserStillGetsTheBestSourcePermitted() {
        SKIP_WITHOUT_ORDINARY_USER();
        const Finished recorded =
            runHeddle({text("record"), text("-o"), file("user.heddle"), text("sleep"), text("0.1")},
                      {.asOrdinaryUser = true});
        QVERIFY2(recorded.status == 0, recorded.err);
        const QString source = reportOf(file("user.heddle"))[text("source")][text("kernel")].toString();
        QVERIFY2(source == text("switches") || source == text("sampling"), qPrintable(source));
    }

    void aForcedSourceThatIsNotPermittedIsRefused() {
        SKIP_WITHOUT_ORDINARY_USER();
        const Finished refused = runHeddle({text("record"), text("-o"), file("no.heddle"), text("--source"),
                                            text("tracepoints"), text("true")},
                                           {.asOrdinaryUser = true});
        if (::geteuid() == 0)
            QCOMPARE(refused.status, 4);
        QVERIFY(refused.status == 4 || refused.status == 0);
    }

    void aChildThatIgnoresSigtermIsEndedAtTheTimeLimit() {
        const QString mark = marker();
        QElapsedTimer timer;
        timer.start();
        const Finished ended =
            runHeddle({text("record"), text("-o"), file("stubborn.heddle"), text("--timeout"), text("0.9"),
                       text("sh"), text("-c"), text("trap '' TERM; sleep 60; sleep 60"), mark});
        QVERIFY(timer.elapsed() < 60'000);
        QCOMPARE(ended.status, 128 + SIGKILL);
        QVERIFY2(ended.err.contains("did not end within 900 ms") && ended.err.contains("--timeout"),
                 ended.err);
        QVERIFY(processesWith(mark.toUtf8()).isEmpty());
        QCOMPARE(tasksOf(reportOf(file("stubborn.heddle"))).first()[text("exit")][text("signal")].toString(),
                 text("SIGKILL"));
    }

    void aProgramThatLeavesDaemonsBehindIsFollowedToItsLast() {
        const QString mark = marker();
        QCOMPARE(
            runHeddle({text("record"), text("-o"), file("daemon.heddle"), text("--timeout"), text("1"),
                       text("sh"), text("-c"), text("setsid sh -c 'sleep 50' ") + mark + text(" & exit 0")})
                .status,
            0);
        QVERIFY(processesWith(mark.toUtf8()).isEmpty());
    }

    void aProgramThatForksWithoutEndIsEndedAtTheLimit() {
        const QString mark = marker();
        // Bounded by itself, in case the limit does not work.
        const Finished ended =
            runHeddle({text("record"), text("-o"), file("bomb.heddle"), text("--task-limit"), text("100"),
                       text("python3"), text("-c"),
                       text("import os, time\nfor _ in range(600):\n  try:\n    if os.fork() == 0: "
                            "time.sleep(60)\n  except OSError: time.sleep(0.01)\ntime.sleep(60)"),
                       mark});
        QVERIFY2(ended.err.contains("more than 100 of its tasks") && ended.err.contains("--task-limit"),
                 ended.err);
        QVERIFY(ended.status > 128);
        QVERIFY(processesWith(mark.toUtf8()).isEmpty());
        QVERIFY(tasksOf(reportOf(file("bomb.heddle"))).size() > 100);
    }

    void aSignalEndsEverythingAndTheFileIsWhole_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void aSignalEndsEverythingAndTheFileIsWhole() {
        QFETCH(int, signal);
        const QString mark = marker();
        auto heddle = startHeddle({text("record"), text("-o"), file("stopped.heddle"), text("sh"), text("-c"),
                                   text("sleep 60 & sleep 60"), mark});
        // heddle and the shell; a moment later also what the shell forks, before that is another program
        QTRY_VERIFY_WITH_TIMEOUT(processesWith(mark.toUtf8()).size() >= 2, 60'000);
        ::kill(static_cast<pid_t>(heddle->processId()), signal);
        const Finished stopped = waitFor(*heddle);
        QCOMPARE(stopped.status, 128 + SIGTERM);  // what ended the program
        QVERIFY(processesWith(mark.toUtf8()).isEmpty());
        const QJsonObject report = reportOf(file("stopped.heddle"));
        for (const QJsonObject& task : tasksOf(report)) QVERIFY(!task[text("exit")].isNull());
    }

    void ifTheRecorderIsKilledNothingGoesOnAndTheFileOpens() {
        const QString mark = marker();
        auto heddle =
            startHeddle({text("record"), text("-o"), file("killed.heddle"), text("python3"), text("-c"),
                         text("import os, signal, time\nsignal.signal(signal.SIGTERM, "
                              "signal.SIG_IGN)\nos.fork()\nos.setpgid(0, 0)\ntime.sleep(60)"),
                         mark});
        QTRY_VERIFY_WITH_TIMEOUT(processesWith(mark.toUtf8()).size() >= 3, 60'000);
        // Until something is in the file: it is written a few times a second.
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(file("killed.heddle")).size() > 1000, 60'000);
        heddle->kill();
        QVERIFY(heddle->waitForFinished());
        QTRY_VERIFY_WITH_TIMEOUT(processesWith(mark.toUtf8()).isEmpty(), 60'000);
        const Finished report = runHeddle({text("report"), file("killed.heddle")});
        QCOMPARE(report.status, 0);
        QVERIFY2(report.out.contains("The recording ends before its run did."), report.out);
    }

    void aRecordingThatIsCutAnywhereOpensOrIsRefused() {
        QCOMPARE(runHeddle({text("record"), text("-o"), file("whole.heddle"), text("sh"), text("-c"),
                            text("sleep 0.3; sleep 0.3")})
                     .status,
                 0);
        QFile whole(file("whole.heddle"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        for (int round = 0; round < 20; ++round) {
            const qsizetype cut = QRandomGenerator::global()->bounded(static_cast<int>(bytes.size()));
            QFile part(file("part.heddle"));
            QVERIFY(part.open(QIODevice::WriteOnly) && part.write(bytes.first(cut)) == cut);
            part.close();
            const Finished report = runHeddle({text("report"), part.fileName()});
            QVERIFY2(report.status == 0 || report.status == 3, qPrintable(QString::number(cut)));
            QCOMPARE(report.err.count('\n'), report.status == 0 ? 0 : 1);
        }
    }
};

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_record.moc"
