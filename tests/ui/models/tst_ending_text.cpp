// How a task ended, as the window says it.
#include <csignal>

#include <QStandardPaths>
#include <QTest>

#include "tests/support/stream_builder.h"
#include "ui/language/language.h"
#include "ui/models/ending_text.h"
#include "ui/models/story_text.h"

using namespace heddle;
using namespace heddle::ui;
using model::StreamBuilder;
using wire::EventKind;

class EndingTextTest : public QObject {
    Q_OBJECT

    static QString textOf(const StreamBuilder& stream, TaskId task) {
        const model::SnapshotPtr seen = stream.snapshot();
        return endingText(*seen, *seen->task(task));
    }

    static void speak(Language language) {
        chooseLanguage(language);
        installLanguage(*QCoreApplication::instance());
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_ending_text"));
    }

    void aCodeASignalAndNothing() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId good = s.process("good", main), killed = s.process("killed", main);
        const TaskId thread = s.thread(main, "thread");
        s.exit(good, 3 << 8).exit(killed, SIGSEGV);
        s.event({.task = thread.value(), .kind = EventKind::TaskExited});
        QCOMPARE(textOf(s, good), QStringLiteral("ended with status 3"));
        QCOMPARE(textOf(s, killed), QStringLiteral("was ended by SIGSEGV: who sent it is not known"));
        QCOMPARE(textOf(s, thread), QStringLiteral("ended"));
    }

    void aFaultHasItsCauseAndLine() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const ObjectId lock = s.mutex("L", main);
        s.acquire(main, lock, 1, s.site("gallery.cpp", 31));
        s.event({.task = main.value(),
                 .object = static_cast<std::uint32_t>(wire::FaultCause::DivisionByZero),
                 .kind = EventKind::TaskFaulted,
                 .detail = SIGFPE});
        s.exit(main, SIGFPE);
        QCOMPARE(textOf(s, main),
                 QStringLiteral("was ended by SIGFPE: integer division by zero, last seen at line 31"));
    }

    void aFaultWhoseLineIsKnownSaysIt() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.event({.task = main.value(),
                 .object = static_cast<std::uint32_t>(wire::FaultCause::DivisionByZero),
                 .site = s.site("gallery.cpp", 33).value(),
                 .kind = EventKind::TaskFaulted,
                 .detail = SIGFPE});
        s.exit(main, SIGFPE);
        QCOMPARE(textOf(s, main), QStringLiteral("was ended by SIGFPE: integer division by zero at line 33"));
    }

    void aReasonIsTheTasksOwn() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.event({.value = 1,
                 .task = main.value(),
                 .object = s.text("it waited too long").value(),
                 .kind = EventKind::TaskEnding});
        s.exit(main, 1 << 8);
        QCOMPARE(textOf(s, main), QStringLiteral("ended with status 1: it waited too long"));
    }

    // In Chinese too what the runtime gives as a reason is said in the reader's language, and a task's own is
    // not.
    void aReasonOfTheRuntimeIsInTheReadersLanguage() {
        const auto reasonOf = [](const char* reason) {
            StreamBuilder s;
            const TaskId main = s.process("main");
            s.event({.value = 3,
                     .task = main.value(),
                     .object = s.text(reason).value(),
                     .kind = EventKind::TaskEnding});
            s.exit(main, 3 << 8);
            return textOf(s, main);
        };
        speak(Language::Chinese);
        QCOMPARE(reasonOf("could not make a pipe: Too many open files"),
                 QStringLiteral("以状态 3 结束：未能创建管道：打开的文件过多"));
        QCOMPARE(reasonOf("the vault is locked"), QStringLiteral("以状态 3 结束：the vault is locked"));
        speak(Language::English);
        QCOMPARE(reasonOf("could not make a pipe: Too many open files"),
                 QStringLiteral("ended with status 3: could not make a pipe: Too many open files"));
    }

    void aReasonIsNoMarkup() {
        StreamBuilder s;
        const TaskId main = s.process("<b>main</b>");
        s.event({.value = 1,
                 .task = main.value(),
                 .object = s.text("bad vector<int> & <img src='x'>").value(),
                 .kind = EventKind::TaskEnding});
        s.exit(main, 1 << 8);
        s.end();
        const model::SnapshotPtr seen = s.snapshot();
        const QString escaped = QStringLiteral("bad vector&lt;int&gt; &amp; &lt;img src='x'&gt;");
        const Story told = story(*seen, main, seen->now(), Markup::Links);
        QVERIFY2(told.lines.first().contains(escaped), qPrintable(told.lines.first()));
        const QString run = runStory(Moment(seen, seen->now()), Markup::Links).lines.join(QLatin1Char('\n'));
        QVERIFY2(run.contains(escaped), qPrintable(run));
        QVERIFY2(run.contains(QStringLiteral("&lt;b&gt;main&lt;/b&gt;</a>")), qPrintable(run));
        const QString plain = runStory(Moment(seen, seen->now())).lines.join(QLatin1Char('\n'));
        QVERIFY2(plain.contains(QStringLiteral("bad vector<int> & <img src='x'>")), qPrintable(plain));
    }
};

QTEST_GUILESS_MAIN(EndingTextTest)
#include "tst_ending_text.moc"
