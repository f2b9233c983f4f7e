// `heddle step`: choices from a file, a pipe or a schedule; what does not fit is refused in words.
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

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

// Thread-1 holds A and wants B, Thread-2 holds B and wants A.
const QByteArray kCrossed =
    "# main makes both\ndeadlock-ab\ndeadlock-ab\ndeadlock-ab\n\n"
    "Thread-1\nThread-1\nThread-1\nThread-2\nThread-2\nThread-2\n";

}  // namespace

class StepTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const char* name, const QByteArray& content) {
        QFile made(m_folder.filePath(text(name)));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("cannot write a test's file");
        return made.fileName();
    }
    QStringList step(const QStringList& more) const {
        return QStringList{text("step"), text("deadlock-ab"), text("--set"), text("threads=2")} + more;
    }

private Q_SLOTS:
    void choicesLeadIntoTheDeadlock() {
        const Finished done = runHeddle(step({text("--choices"), file("crossed", kCrossed)}));
        QVERIFY2(done.status == 0, done.err);  // it is what the scenario promises
        const QList<QByteArray> lines = done.out.split('\n');
        QCOMPARE(lines[0], QByteArray("1 deadlock-ab begin - -> ready"));
        QCOMPARE(lines[4], QByteArray("5 Thread-1 lock A -> ready"));
        QCOMPARE(lines[8], QByteArray("9 Thread-2 sleep - -> blocked"));
        QVERIFY2(done.out.contains("deadlock after step ") && done.out.contains("Thread-1"), done.out);
        QVERIFY2(done.out.contains(", since step "), done.out);
        QVERIFY2(!done.out.contains(" ms"), done.out);
    }

    void aChoiceThatCannotBeIsRefused_data() {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("blocked") << QByteArray("Thread-1\n")
                                 << QByteArray("Thread-1 cannot lock B: Thread-2 holds it since step 8");
        QTest::newRow("unknown") << QByteArray("Thread-l\n") << QByteArray("did you mean 'Thread-");
        QTest::newRow("no time limit") << QByteArray("Thread-1 timed-out\n") << QByteArray("no time limit");
    }
    void aChoiceThatCannotBeIsRefused() {
        QFETCH(QByteArray, more);
        QFETCH(QByteArray, says);
        const Finished done = runHeddle(step({text("--choices"), file("bad", kCrossed + more)}));
        QCOMPARE(done.status, 3);
        QCOMPARE(done.err.count('\n'), 1);
        QVERIFY2(done.err.contains(says) && done.err.contains("line 12"), done.err);
    }

    void aScheduleSavedIsMadeAgain() {
        const QString schedule = m_folder.filePath(text("crossed.schedule"));
        const Finished made =
            runHeddle(step({text("--choices"), file("crossed", kCrossed), text("-o"), schedule}));
        QVERIFY2(made.status == 0, made.err);
        const Finished again =
            runHeddle(step({text("--schedule"), schedule, text("--choices"), file("none", {})}));
        QVERIFY2(again.status == 0, again.err);
        QCOMPARE(again.out, made.out);

        QFile whole(schedule);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        QByteArray older = bytes;
        older.replace("version ", "version 0000000000000000\n#");
        const Finished changed =
            runHeddle(step({text("--schedule"), file("older", older), text("--choices"), file("none", {})}));
        QCOMPARE(changed.out, made.out);
        QVERIFY2(changed.err.contains("changed since the schedule was made, but all its 9 steps fit"),
                 changed.err);
        older.replace("Thread-2 lock B", "Thread-2 lock A");
        const Finished misfit = runHeddle(step({text("--schedule"), file("misfit", older)}));
        QCOMPARE(misfit.status, 3);
        QVERIFY2(misfit.err.contains("step 8: 'Thread-2' should lock 'A', and is about to lock 'B'"),
                 misfit.err);
        const Finished cut =
            runHeddle(step({text("--schedule"), file("cut", bytes.first(bytes.size() - 20))}));
        QCOMPARE(cut.status, 3);
        QVERIFY2(cut.err.contains("cut"), cut.err);
        const Finished other = runHeddle({text("step"), text("peterson"), text("--schedule"), schedule});
        QCOMPARE(other.status, 3);
        QVERIFY2(other.err.contains("it was made for scenario 'deadlock-ab'"), other.err);
    }

    void aDeadlockAmongSomeIsToldOnATerminal() {
        const int user = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        QVERIFY(user >= 0 && ::grantpt(user) == 0 && ::unlockpt(user) == 0);
        const QString terminal = text(::ptsname(user));
        const int opened = ::open(qPrintable(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);  // so that it stays
        QVERIFY(opened >= 0);
        // Who has not begun may still go when the first two wait for each other; it is told once.
        const QByteArray typed =
            kCrossed.right(kCrossed.size() - kCrossed.indexOf('\n') - 1).replace("\n\n", "\ndeadlock-ab\n") +
            "Thread-3\ntake A from Thread-2\ntake A from Thread-1\nquit\n";
        QCOMPARE(::write(user, typed.constData(), static_cast<std::size_t>(typed.size())), typed.size());
        const Finished done = runHeddle({text("step"), text("deadlock-ab"), text("--set"), text("threads=3")},
                                        {.terminal = terminal});
        ::close(opened);
        ::close(user);
        QCOMPARE(done.out.count("Thread-3 can still go on\n"), 1);
        QVERIFY2(done.out.contains("Thread-2 and Thread-1 wait for each other, while others go on"),
                 done.out);
        QVERIFY2(done.err.contains("take back 'A from Thread-2': that task does not hold it"), done.err);
        QVERIFY2(done.out.contains("Thread-1 loses A"), done.out);
    }

    void aPipeGivesCommands() {
        const Finished done =
            runHeddle(step({}), {.input = "until deadlock\nback 2\nbranch here\ngoto 2\nThread-9\n"});
        QCOMPARE(done.status, 3);
        QVERIFY2(done.err.contains("Thread-9"), done.err);
        const Finished ended =
            runHeddle(step({text("--json")}), {.input = "until deadlock\nquit\nnonsense\n"});
        QVERIFY2(ended.status == 0, ended.err);
        QCOMPARE(ended.json()[text("deadlocks")].toArray().size(), 1);
        const Finished recovered =
            runHeddle(step({text("--json")}), {.input = "until deadlock\ntake B\nrun\n"});
        QVERIFY2(recovered.err.isEmpty(), recovered.err);
        QVERIFY2(recovered.out.contains("\"loses\""), recovered.out);
    }

    void theEndOfTheInputIsTheEndOfTheRun() {
        const Finished done = runHeddle(step({}), {.input = ""});
        QVERIFY2(done.status == 0, done.err);
        QTRY_VERIFY_WITH_TIMEOUT(processesWith(HEDDLE_HOST).isEmpty(), 60'000);
    }

    void aSignalLeavesNothingBehind() {
        // A run of ten million choices does not end before the signal comes.
        auto heddle = startHeddle(step({}), {.input = QByteArray("rr\nback 100\n").repeated(1'000'000)});
        QTRY_VERIFY_WITH_TIMEOUT(!processesWith(HEDDLE_HOST).isEmpty(), 60'000);
        ::kill(static_cast<pid_t>(heddle->processId()), SIGINT);
        const Finished stopped = waitFor(*heddle);
        QVERIFY2(stopped.status == 128 + SIGINT || stopped.status == -1, stopped.err);
        QTRY_VERIFY_WITH_TIMEOUT(processesWith(HEDDLE_HOST).isEmpty(), 60'000);
    }
};

QTEST_GUILESS_MAIN(StepTest)
#include "tst_step.moc"
