// The report's words and JSON, from streams whose truth is known.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "engine/session/report/report.h"
#include "engine/session/report/wait_summary.h"
#include "engine/session/report/words.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace std::chrono_literals;
using model::StreamBuilder;

namespace {

session::Report reportOf(const StreamBuilder& stream) {
    return {"a run", stream.snapshot(), session::Verdict{true, "it holds", "it held"}, {"A remark."}};
}

QJsonObject parsed(const session::Report& report) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(session::jsonOf(report))).object();
}

}  // namespace

class ReportTest : public QObject {
    Q_OBJECT

    // Two threads want A; main hands it over after 20 us. T1 ends by a signal.
    static StreamBuilder lockedOnce() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main);
        const TaskId t = s.thread(main, "T1");
        const ObjectId a = s.mutex("A", main);
        s.acquire(main, a).admit(t).in(t, 1).after(5us);
        s.wait(t, wire::Operation::Lock, a, s.site("main.cpp", 12)).out(t);
        s.after(20us).grant(main, a, t).woken(t, main).in(t, 1).waitEnd(t, a);
        s.after(3us).release(t, a).exit(t, 11).exit(main, 3 << 8).end();
        return s;
    }

    // T1 and T2 take A and B crosswise while main runs.
    static StreamBuilder crosswise() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId one = s.thread(main, "T1"), two = s.thread(main, "T2");
        const ObjectId a = s.mutex("A", main), b = s.mutex("B", main);
        s.after(1ms).acquire(one, a, 1, s.site("ab.cpp", 10)).after(1ms);
        s.acquire(two, b, 1, s.site("ab.cpp", 20)).after(1ms);
        s.wait(one, wire::Operation::Lock, b, s.site("ab.cpp", 11)).after(1ms);
        s.wait(two, wire::Operation::Lock, a, s.site("ab.cpp", 21)).after(1ms);
        return s;
    }
    // Q waits for an item that, as far as is known, nobody is left to put in; then a stranger does.
    static StreamBuilder withdrawn() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.process("Q", p), r = s.process("R", p);
        const ObjectId queue = s.queue("queue", q, 1);
        s.join(s.thread(q, "helper"), q).wait(q, wire::Operation::Get, queue);
        s.after(1ms).grant(r, queue, q, 0).put(q, queue).waitEnd(q, queue).take(q, queue);
        return s;
    }
    static bool contains(const std::string& text, const char* part) {
        return text.find(part) != std::string::npos;
    }

private Q_SLOTS:
    void anExpectationThatDidNotHoldIsTold() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main).after(5us);
        s.event({.task = main.value(),
                 .object = s.text("money is right").value(),
                 .site = s.site("main.cpp", 12).value(),
                 .kind = wire::EventKind::ExpectationFailed});
        s.exit(main, 0).end();
        const session::Report report = reportOf(s);
        const std::string text = session::textOf(report);
        QVERIFY(text.find("expectation of main did not hold after 5.0") != std::string::npos);
        QVERIFY(text.find(": money is right (main.cpp:12)\n") != std::string::npos);
        const QJsonObject one =
            parsed(report)[QStringLiteral("failed_expectations")].toArray().at(0).toObject();
        QCOMPARE(one[QStringLiteral("text")].toString(), QStringLiteral("money is right"));
        QCOMPARE(one[QStringLiteral("line")].toInt(), 12);
    }

    void aDeadlockIsToldWithLinesConditionsAndWaysOut() {
        const std::string text = textOf(reportOf(crosswise()));
        for (const char* part :
             {"partial deadlock after ", ": T2 and T1 wait for each other, while others go on\n",
              "T2 waits for mutex A at ab.cpp:21, since ", "; held by T1 at ab.cpp:10, since ",
              "mutual exclusion: mutex A, mutex B cannot be had while held\n",
              "hold and wait: T2 holds B (taken at ab.cpp:20) and waits at ab.cpp:21; "
              "T1 holds A (taken at ab.cpp:10) and waits at ab.cpp:11\n",
              "no preemption: ", "circular wait: T2 and T1, and back to T2\n",
              "way out: take the locks in one order everywhere; now: B at ab.cpp:20 before A at ab.cpp:21, "
              "but A at ab.cpp:10 before B at ab.cpp:11\n",
              "way out: take mutex A back from T1\n", "way out: end T2, which closed the circle"})
            QVERIFY2(contains(text, part), (part + ("\n in \n" + text)).c_str());
        QVERIFY(!contains(text, "broken after"));
    }

    void theDeadlockIsInTheJsonWithAllItRestsOn() {
        const QJsonValue deadlock = parsed(reportOf(crosswise()))[QStringLiteral("deadlocks")][0];
        QCOMPARE(deadlock[QStringLiteral("shape")].toString(), QStringLiteral("circle"));
        QCOMPARE(deadlock[QStringLiteral("ending")].toString(), QStringLiteral("lasts"));
        QVERIFY(deadlock[QStringLiteral("partial")].toBool());
        QVERIFY(deadlock[QStringLiteral("broken_ns")].isNull());
        const QJsonValue edge = deadlock[QStringLiteral("edges")][0];
        QCOMPARE(edge[QStringLiteral("task")].toInt(), 3);
        QCOMPARE(edge[QStringLiteral("next")].toInt(), 2);
        QCOMPARE(edge[QStringLiteral("operation")].toString(), QStringLiteral("lock"));
        QCOMPARE(edge[QStringLiteral("ended_by")].toString(), QStringLiteral("every_holder"));
        QCOMPARE(edge[QStringLiteral("site")][QStringLiteral("line")].toInt(), 21);
        QCOMPARE(edge[QStringLiteral("holders")][0][QStringLiteral("site")][QStringLiteral("line")].toInt(),
                 10);
        const QJsonValue conditions = deadlock[QStringLiteral("conditions")];
        QCOMPARE(conditions[QStringLiteral("mutual_exclusion")].toArray(), (QJsonArray{1, 2}));
        QCOMPARE(conditions[QStringLiteral("hold_and_wait")].toArray().size(), 2);
        QVERIFY(conditions[QStringLiteral("no_preemption")].toBool());
        QVERIFY(conditions[QStringLiteral("circular_wait")].toBool());
        QStringList ways;
        for (const QJsonValue way : deadlock[QStringLiteral("ways_out")].toArray())
            ways.append(way[QStringLiteral("way")].toString());
        QCOMPARE(ways.join(QLatin1Char(' ')), QStringLiteral("lock_order take_back take_back end_task"));
    }

    void aVerdictThatWasWithdrawnIsToldApartFromOneThatWasBroken() {
        QVERIFY(contains(textOf(reportOf(withdrawn())), "it was none: more tasks could end its waits"));
        QVERIFY(!contains(textOf(reportOf(withdrawn())), "broken after"));
        QCOMPARE(parsed(reportOf(withdrawn()))[QStringLiteral("deadlocks")][0][QStringLiteral("ending")]
                     .toString(),
                 QStringLiteral("withdrawn"));
        StreamBuilder s = crosswise();
        s.exit(TaskId{2}, 9);
        QVERIFY(contains(textOf(reportOf(s)), "    broken after "));
    }

    void durationsHaveThreeFigures_data() {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 ns, const char* text) {
            QTest::newRow(text) << ns << QString::fromLatin1(text);
        };
        row(0, "0 ns");
        row(999, "999 ns");
        row(1'000, "1.00 us");
        row(9'600, "9.60 us");
        row(12'345, "12.3 us");
        row(820'000'000, "820 ms");
        row(999'999'999, "1.00 s");
        row(1'244'000'000, "1.24 s");
        row(3'600'000'000'000, "3600 s");
    }
    void durationsHaveThreeFigures() {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(session::durationText(Duration{ns})), text);
    }

    void aWaitIsToldWithItsHolderAndWhoEndedIt() {
        const std::string text = textOf(reportOf(lockedOnce()));
        QVERIFY2(text.find("for mutex A, held by main; main released it") != std::string::npos, text.c_str());
        QVERIFY2(text.find("T1  thread") != std::string::npos, text.c_str());
        QVERIFY2(text.find("ended by SIGSEGV") != std::string::npos, text.c_str());
        QVERIFY2(text.find("ended with code 3") != std::string::npos, text.c_str());
        QVERIFY2(text.find("mutex A  taken 2 times, 1 of them after a wait") != std::string::npos,
                 text.c_str());
        QVERIFY2(text.find("A remark.") != std::string::npos, text.c_str());
        QVERIFY2(text.find("expected: it holds\nobserved: it held\nas expected") != std::string::npos,
                 text.c_str());
    }

    void theSameIsInTheJson() {
        const QJsonObject json = parsed(reportOf(lockedOnce()));
        QCOMPARE(json[QStringLiteral("source")][QStringLiteral("kernel")].toString(),
                 QStringLiteral("tracepoints"));
        const QJsonArray tasks = json[QStringLiteral("tasks")].toArray();
        QCOMPARE(tasks.size(), 2);
        QCOMPARE(tasks[0][QStringLiteral("exit")][QStringLiteral("code")].toInt(), 3);
        QCOMPARE(tasks[1][QStringLiteral("exit")][QStringLiteral("signal")].toString(),
                 QStringLiteral("SIGSEGV"));
        const QJsonValue wait = tasks[1][QStringLiteral("waits")][0];
        QCOMPARE(wait[QStringLiteral("operation")].toString(), QStringLiteral("lock"));
        QCOMPARE(wait[QStringLiteral("object")].toInt(), 1);
        QCOMPARE(wait[QStringLiteral("count")].toInt(), 1);
        QVERIFY(wait[QStringLiteral("ns")].toInt() >= 20'000 && wait[QStringLiteral("ns")].toInt() < 21'000);
        QCOMPARE(tasks[1][QStringLiteral("state_ns")][QStringLiteral("blocked")].toInt(),
                 wait[QStringLiteral("ns")].toInt());
        const QJsonValue object = json[QStringLiteral("objects")][0];
        QCOMPARE(object[QStringLiteral("kind")].toString(), QStringLiteral("mutex"));
        QCOMPARE(object[QStringLiteral("contended")].toInt(), 1);
        QVERIFY(json[QStringLiteral("expectation")][QStringLiteral("held")].toBool());
    }

    void aTaskThatLivesHasNoExit() {
        StreamBuilder s;
        s.in(s.process("main")).after(1ms);
        QVERIFY(parsed(reportOf(s))[QStringLiteral("tasks")][0][QStringLiteral("exit")].isNull());
    }

    void anEmptyRunIsAReportToo() {
        const QJsonObject json = parsed(reportOf(StreamBuilder{}));
        for (const char* list : {"tasks", "objects", "deadlocks"})
            QVERIFY(json[QLatin1String(list)].isArray() && json[QLatin1String(list)].toArray().isEmpty());
        QVERIFY(!textOf(reportOf(StreamBuilder{})).empty());
    }

    void aNameThatIsNoUtf8IsStillValidJson() {
        StreamBuilder s;
        s.in(s.process("\xff\xfe\"\n")).after(1ms);
        QCOMPARE(parsed(reportOf(s))[QStringLiteral("tasks")].toArray().size(), 1);
    }

    void aWaitInterruptedBySuspensionCountsOnce() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const ObjectId a = s.semaphore("S", main, 0);
        s.in(main)
            .wait(main, wire::Operation::Acquire, a)
            .out(main)
            .after(1ms)
            .stop(main)
            .after(1ms)
            .resume(main);
        s.after(1ms)
            .woken(main)
            .in(main)
            .waitEnd(main, a)
            .after(1ms)
            .wait(main, wire::Operation::Sleep)
            .out(main);
        s.after(5ms);
        const auto waits = session::waitsOf(*s.snapshot(), main);
        QCOMPARE(waits.size(), 2u);
        QVERIFY(waits[0].reason.operation == wire::Operation::Sleep);
        QVERIFY(waits[1].reason.object == a);
        QCOMPARE(waits[1].count, 1u);
        QVERIFY(waits[1].total >= 3ms);
    }

    // Whoever waits for a lock of another process is woken now and then, to look whether that lives.
    void aWaitThatGoesOnAfterALookCountsOnceAndIsAsLongAsItIs() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId other = s.process("other", main);
        const ObjectId a = s.mutex("A", main);
        s.acquire(other, a);
        s.in(main).wait(main, wire::Operation::Lock, a).out(main);
        for (int look = 0; look < 3; ++look) s.after(4ms).woken(main).in(main).after(1ms).out(main);
        s.after(4ms).grant(other, a, main).woken(main, other).in(main).waitEnd(main, a);
        const auto waits = session::waitsOf(*s.snapshot(), main);
        QCOMPARE(waits.size(), 1u);
        QCOMPARE(waits[0].count, 1u);
        QVERIFY(waits[0].total >= 16ms && waits[0].total < 19ms);
        QVERIFY(waits[0].longest.length() >= 19ms);
        const std::string text = textOf(reportOf(s));
        QVERIFY2(text.find("other released it") != std::string::npos, text.c_str());
    }
};

QTEST_GUILESS_MAIN(ReportTest)
#include "tst_report.moc"
