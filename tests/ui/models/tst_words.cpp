#include <sched.h>

#include <QSet>
#include <QTest>

#include "tests/support/stream_builder.h"
#include "ui/models/words.h"

using namespace heddle;
using namespace heddle::ui;
using model::State;

class WordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasAWordAndAMeaningOfItsOwn() {
        QSet<QString> words, meanings;
        for (std::size_t i = 0; i < model::kStateCount; ++i) {
            const Term term = termOf(static_cast<State>(i));
            words.insert(term.word);
            meanings.insert(term.meaning);
        }
        QCOMPARE(words.size(), static_cast<qsizetype>(model::kStateCount));
        QCOMPARE(meanings.size(), static_cast<qsizetype>(model::kStateCount));
    }

    void everyKindOfObjectHasAWordOfItsOwn() {
        QSet<QString> words;
        for (int kind = 1; kind <= 9; ++kind) words.insert(termOf(static_cast<wire::ObjectKind>(kind)).word);
        QCOMPARE(words.size(), 9);
    }

    void theArcsHaveTheTextbooksNames_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("word");
        const auto row = [](State from, State to, const char* word) {
            QTest::addRow("%s to %s", model::nameOf(from), model::nameOf(to))
                << static_cast<int>(from) << static_cast<int>(to) << QString::fromLatin1(word);
        };
        row(State::New, State::Ready, "admit");
        row(State::Ready, State::Running, "dispatch");
        row(State::Running, State::Ready, "preempt");
        row(State::Running, State::Blocked, "wait");
        row(State::Blocked, State::Ready, "event");
        row(State::Running, State::Terminated, "exit");
        row(State::Ready, State::SuspendedReady, "suspend");
        row(State::SuspendedBlocked, State::Blocked, "activate");
        row(State::SuspendedBlocked, State::SuspendedReady, "event");
        row(State::Terminated, State::Ready, "");
    }
    void theArcsHaveTheTextbooksNames() {
        QFETCH(const int, from);
        QFETCH(const int, to);
        QFETCH(const QString, word);
        QCOMPARE(transitionTerm(static_cast<State>(from), static_cast<State>(to)).word, word);
    }

    void anOperationNamesWhatItWorksOn() {
        QCOMPARE(operationText(wire::Operation::Lock, QStringLiteral("A")), QStringLiteral("lock(A)"));
        QCOMPARE(operationText(wire::Operation::Join, QStringLiteral("Thread-1")),
                 QStringLiteral("join(Thread-1)"));
        QCOMPARE(operationText(wire::Operation::Sleep, {}), QStringLiteral("sleep"));
        QCOMPARE(operationText(wire::Operation::Read, {}), QStringLiteral("read"));
        QCOMPARE(operationText(wire::Operation::None, {}), QString());
    }

    void aLineIsNamedWithAndWithoutItsFile() {
        model::StreamBuilder s;
        const SiteId site = s.site("/somewhere/deadlock_ab.cpp", 30);
        const auto snapshot = s.snapshot();
        QCOMPARE(lineText(*snapshot, site), QStringLiteral("line 30"));
        QCOMPARE(placeText(*snapshot, site), QStringLiteral("deadlock_ab.cpp:30"));
        QCOMPARE(lineText(*snapshot, SiteId{}), QString());
    }

    void longListsAreCut() {
        const QStringList names{QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"),
                                QStringLiteral("D"), QStringLiteral("E")};
        QCOMPARE(listText(names.mid(0, 1)), QStringLiteral("A"));
        QCOMPARE(listText(names.mid(0, 2)), QStringLiteral("A and B"));
        QCOMPARE(listText(names.mid(0, 4)), QStringLiteral("A, B, C and D"));
        QCOMPARE(listText(names), QStringLiteral("A, B, C and 2 more"));
    }

    void figuresAreReadable() {
        QCOMPARE(countText(0), QStringLiteral("0"));
        QCOMPARE(countText(1234567), QStringLiteral("1\u202f234\u202f567"));
        QCOMPARE(bytesText(512), QStringLiteral("512 B"));
        QCOMPARE(bytesText(1536 * 1024), QStringLiteral("1.50 MiB"));
        QCOMPARE(policyTerm(SCHED_FIFO).word, QStringLiteral("FIFO"));
    }

    void aTooltipIsNoMarkup() {
        QCOMPARE(tipText(QStringLiteral("P & Q\nwaits")), QStringLiteral("P & Q\nwaits"));
        QVERIFY(
            tipText(QStringLiteral("<img src=x> waits")).contains(QStringLiteral("&lt;img src=x&gt; waits")));
        QVERIFY(tipText(QStringLiteral("a&lt;b")).contains(QStringLiteral("a&amp;lt;b")));
    }

    void aShortNameKeepsInitialsAndNumber_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("number") << QStringLiteral("Thread-1") << QStringLiteral("T1");
        QTest::newRow("long number") << QStringLiteral("worker 1234") << QStringLiteral("w34");
        QTest::newRow("words") << QStringLiteral("deadlock-ab") << QStringLiteral("da");
        QTest::newRow("one word") << QStringLiteral("main") << QStringLiteral("ma");
        QTest::newRow("number inside") << QStringLiteral("cc1plus") << QStringLiteral("cp");
        QTest::newRow("empty") << QString() << QString();
    }
    void aShortNameKeepsInitialsAndNumber() {
        QFETCH(const QString, name);
        QFETCH(const QString, expected);
        QCOMPARE(shortName(name), expected);
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
