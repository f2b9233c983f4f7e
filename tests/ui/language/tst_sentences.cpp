// Every sentence that the engine can say is known in Chinese, by its pattern; and a program's own words stay
// as they are.
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

#include "engine/model/object_info.h"
#include "engine/scenarios/library.h"
#include "ui/language/language.h"
#include "ui/language/sentence_text.h"

using namespace heddle;
using namespace heddle::ui;

namespace {

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

bool isChinese(const QString& words) {
    static const QRegularExpression kCharacter{QStringLiteral("\\p{Han}")};
    return words.contains(kCharacter);
}

QSet<QString> placesIn(const QString& words) {
    static const QRegularExpression kPlace{QStringLiteral("%\\d")};
    QSet<QString> places;
    for (auto found = kPlace.globalMatch(words); found.hasNext();) places.insert(found.next().captured());
    return places;
}

QJsonObject translations(const char* name) {
    QFile file{
        QStringLiteral(HEDDLE_SOURCE_DIR "/resources/scenarios/zh_CN/%1.json").arg(QLatin1String(name))};
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject{};
}

// What the command line alone says, and what is no sentence to anybody.
const QStringList kShownToNoWindow{
    QStringLiteral("engine/session/report/"), QStringLiteral("engine/session/search/search_report.cpp"),
    QStringLiteral("engine/capture/probe.cpp"), QStringLiteral("engine/host/main.cpp"),
    QStringLiteral("engine/lines/main.cpp")};
const QSet<QString> kNoSentences{
    // written to a terminal
    QStringLiteral("heddle: bug: %s does not hold at %s:%d\\n"),
    QStringLiteral("heddle: %s; the program runs unobserved\\n"),
    QStringLiteral("heddle: "),
    QStringLiteral("it is started by heddle, not by hand"),
    QStringLiteral("heddle: %s: %s\\n"),
    QStringLiteral("heddle-finder: %s\\n"),
    // figures
    QStringLiteral("%.1f ms"),
    QStringLiteral("%.0f us"),
    QStringLiteral("%.1f us"),
    QStringLiteral("%lx-%lx %c"),
    // read from, or written into files
    QStringLiteral("; offset:%u; size:%u;"),
    QStringLiteral("common_flags & 24 || common_pid == 0 || target_cpu != "),
    QStringLiteral("prev_pid == 0 || (prev_state > 1 && prev_state < 256)"),
    QStringLiteral("%63s %*u %*u %lu"),
    QStringLiteral("name == \\\""),
    QStringLiteral("bytes_alloc == "),
    QStringLiteral("heddle-schedule 1\\nscenario "),
    QStringLiteral("\\nversion "),
    QStringLiteral("set "),
    QStringLiteral("choices "),
    QStringLiteral(" timed-out\\n"),
    QStringLiteral(" timed-out"),
    QStringLiteral("CommitLimit: %ld"),
    QStringLiteral("Committed_AS: %ld"),
    QStringLiteral("the schedule found"),
    QStringLiteral("deadlock: "),
    // names that the runtime gives to what it makes
    QStringLiteral(" to the server"),
    QStringLiteral(" to the client"),
    QStringLiteral(" to the right"),
    QStringLiteral(" to the left"),
    QStringLiteral(" is asked"),
    QStringLiteral(" has given"),
    QStringLiteral(" all done"),
    QStringLiteral(" unfinished"),
    QStringLiteral(" lock"),
    QStringLiteral(" answers"),
    QStringLiteral(" collector"),
    // kinds: see anObjectWithoutANameIsCalledByItsKind
    QStringLiteral("recursive mutex"),
    QStringLiteral("shared mutex"),
    QStringLiteral("shared memory"),
    QStringLiteral("message queue"),
};

struct Said {
    QString text;
    QString file;  // relative to the source tree
};

// The texts in a source file that have two words at least. In those of the window, without what tr()
// translates and without markup.
QList<Said> saidIn(const QString& path, const QString& file) {
    QFile source{path};
    if (!source.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression comment{QStringLiteral("(^|\\s)//[^\\n]*")};
    static const QRegularExpression include{QStringLiteral("#include[^\\n]*|static_assert\\([^;]*;")};
    static const QRegularExpression raw{QStringLiteral("R\"\\(.*?\\)\""),
                                        QRegularExpression::DotMatchesEverythingOption};
    static const QRegularExpression goesOn{QStringLiteral("\"\\s*\\n\\s*\"")};
    static const QRegularExpression literal{QStringLiteral(
        "(\\btr\\(\\s*(?:\"(?:[^\"\\\\]|\\\\.)*\",\\s*)?|QStringLiteral\\(\\s*|QLatin1String\\(\\s*)?"
        "\"((?:[^\"\\\\\\n]|\\\\.)*)\"")};
    static const QRegularExpression words{QStringLiteral("^(?=.*[a-z]{2}).* .*$")};
    QString code = QString::fromUtf8(source.readAll());
    for (const QRegularExpression* gone : {&comment, &include, &raw}) code.remove(*gone);
    code.remove(goesOn);
    QList<Said> said;
    for (auto found = literal.globalMatch(code); found.hasNext();) {
        const QRegularExpressionMatch one = found.next();
        if (one.captured(1).isEmpty() && words.match(one.captured(2)).hasMatch())
            said.append({one.captured(2), file});
    }
    return said;
}

// Of the engine, and of the window what it makes errors of. The programs of the library speak for themselves.
QList<Said> allThatIsSaid() {
    static const QRegularExpression scenario{QStringLiteral("^engine/scenarios/[a-z]+/")};
    const QDir root{QStringLiteral(HEDDLE_SOURCE_DIR)};
    QList<Said> all;
    for (const char* floor : {"engine", "ui"}) {
        QDirIterator files{root.filePath(QLatin1String(floor)),
                           {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                           QDir::Files,
                           QDirIterator::Subdirectories};
        while (files.hasNext()) {
            const QString path = files.next(), file = root.relativeFilePath(path);
            const bool isShown =
                std::none_of(kShownToNoWindow.begin(), kShownToNoWindow.end(),
                             [&file](const QString& hidden) { return file.startsWith(hidden); });
            if (isShown && !scenario.match(file).hasMatch())
                all += saidIn(path, file);
        }
    }
    return all;
}

// What the tasks of the library's programs say of themselves: what they expect, why they end.
QStringList wordsOfScenarios() {
    static const QRegularExpression goesOn{QStringLiteral("\"\\s*\\n\\s*\"")};
    static const QRegularExpression own{
        QStringLiteral("(?:\\bexpect\\([^;]*?,\\s*|exitProcess\\([^;]*?,\\s*(?:Phrase\\{)?|runtime_error\\{)"
                       "\"([^\"]+)\"\\W*?[;,)}]")};
    QStringList words;
    for (const scenarios::Scenario* scenario : scenarios::library()) {
        QString code = text(scenarios::sourceOf(scenario->id).text);
        code.remove(goesOn);
        for (auto found = own.globalMatch(code); found.hasNext();) words += found.next().captured(1);
    }
    return words;
}

std::vector<std::string> kinds() {
    std::vector<std::string> names;
    for (int kind = 1; kind <= static_cast<int>(wire::kLastObjectKind); ++kind)
        names.emplace_back(model::kindName(static_cast<wire::ObjectKind>(kind)));
    return names;
}

}  // namespace

class SentencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_sentences"));
        speak(Language::Chinese);
    }
    void cleanupTestCase() { speak(Language::English); }

    // A sentence that is put together from pieces is found as well: its pieces are no patterns.
    void everySentenceOfTheEngineIsKnown() {
        const QJsonObject sentences = translations("sentences"), phrases = translations("phrases");
        const QList<Said> all = allThatIsSaid();
        QVERIFY(all.size() > 300);
        QStringList unknown;
        for (const Said& one : all)
            if (!kNoSentences.contains(one.text) && !sentences.contains(one.text) &&
                !phrases.contains(one.text))
                unknown.append(one.file + QStringLiteral(": ") + one.text);
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QLatin1Char('\n'))));
    }

    void everyTranslationHasThePlacesOfItsPattern() {
        const QJsonObject sentences = translations("sentences");
        static const QRegularExpression letter{QStringLiteral("[a-z]")};
        for (auto one = sentences.begin(); one != sentences.end(); ++one) {
            const QString said = one.value().toString();
            const QByteArray pattern = one.key().toUtf8();
            QVERIFY2(placesIn(said) == placesIn(one.key()), pattern.constData());
            QVERIFY2(isChinese(said) || !one.key().contains(letter), pattern.constData());
        }
    }

    // Nothing is kept that nobody says any more.
    void everyPatternIsSaidSomewhere() {
        QSet<QString> said{QStringLiteral("it"), QStringLiteral("task %1"), QStringLiteral("object %1")};
        for (const Said& one : allThatIsSaid()) said.insert(one.text);
        for (const QString& words : wordsOfScenarios()) said.insert(words);
        for (const std::string& name : kinds()) said.insert(QString::fromStdString(name + " %1"));
        static const QRegularExpression letter{QStringLiteral("[a-z]")};
        for (const QString& pattern : translations("sentences").keys())
            QVERIFY2(said.contains(pattern) || !pattern.contains(letter), qPrintable(pattern));
    }

    void whatTheTasksOfTheLibrarySayOfThemselvesIsKnown() {
        const QStringList all = wordsOfScenarios();
        QVERIFY(all.contains(QStringLiteral("it waited in vain")));
        QVERIFY(all.contains(QStringLiteral("the echo is what was sent")));
        QVERIFY(all.contains(QStringLiteral("division by zero")));
        for (const QString& words : all) {
            const QByteArray english = words.toUtf8();
            QVERIFY2(isChinese(ownWordsText(english.constData())), english.constData());
        }
    }

    void theSystemsOwnWordsAreKnown() {
        constexpr int kLastErrno = 133, kLastSignal = 31;
        for (int error = 1; error <= kLastErrno; ++error)
            QVERIFY2(isChinese(sentenceText(errnoText(error))), errnoText(error).c_str());
        for (int signal = 1; signal <= kLastSignal; ++signal)
            QVERIFY2(isChinese(sentenceText(signalText(signal))), signalText(signal).c_str());
    }

    void anObjectWithoutANameIsCalledByItsKind() {
        for (const std::string& kind : kinds()) {
            const QString said = sentenceText(kind + " 7");
            QVERIFY2(isChinese(said) && said.endsWith(QStringLiteral(" 7")), kind.c_str());
        }
    }

    void aSentenceInASentenceIsSaidToo() {
        QCOMPARE(ownWordsText(
                     "could not make a pipe: a process may have 40 descriptors; raise that with 'ulimit -n'"),
                 QStringLiteral("未能创建管道：一个进程可以有 40 个描述符；请用“ulimit -n”提高"));
        QCOMPARE(ownWordsText(
                     "could not start a thread: Resource temporarily unavailable; vm.max_map_count is 5, to "
                     "raise it: sysctl -w vm.max_map_count=10; kernel.pid_max is 7, to raise it: sysctl -w "
                     "kernel.pid_max=14"),
                 QStringLiteral(
                     "未能启动线程：资源暂时不可用；vm.max_map_count 是 5，要提高它：sysctl -w "
                     "vm.max_map_count=10；kernel.pid_max 是 7，要提高它：sysctl -w kernel.pid_max=14"));
        QCOMPARE(ownWordsText("could not make a queue: map 8 bytes: Cannot allocate memory"),
                 QStringLiteral("未能创建队列：未能映射 8 字节：无法分配内存"));
        QCOMPARE(sentenceText("step 'a: b': it has ended; choose a task that is alive, or go back"),
                 QStringLiteral("未能走“a: b”的一步：它已结束；请选择一个活着的任务，或者后退"));
        QCOMPARE(
            sentenceText(
                "'T1' waits in lock on 'it', held by 'T 2'; 'T 2' waits in lock on 'A', held by 'T1'"),
            QStringLiteral("“T1” 在 lock 中等待“it”，它由“T 2”持有；“T 2” 在 lock 中等待“A”，它由“T1”持有"));
    }

    void anErrorIsSaidInItsParts() {
        const Error known{Fault::BadInput, "run 'a: b; c'", "there is no such program in PATH",
                          "check its name, or give its path"};
        QCOMPARE(errorText(known),
                 QStringLiteral("未能运行“a: b; c”：PATH 中没有这个程序；请检查它的名称，或者给出路径"));
        QCOMPARE(errorText({Fault::BadInput, "run 'x'", "of late, no reason is known", {}}),
                 QStringLiteral("未能运行“x”：of late, no reason is known"));
    }

    void aProgramsOwnWordsStayAsTheyAre() {
        for (const char* own :
             {"money is gone", "index 5 is out of bounds", "could not open the vault: it is night",
              "line 5: syntax error", "open: Permission denied", "", "%1: %2", "could not : "})
            QCOMPARE(ownWordsText(own), QString::fromUtf8(own));
        QString many;
        for (int i = 0; i < 300; ++i) many += QStringLiteral("a: ");
        QCOMPARE(ownWordsText(many.toStdString()), many);
    }

    void inEnglishNothingChanges() {
        speak(Language::English);
        const Error error{Fault::BadInput, "run 'x'", "it is a directory", "name a program"};
        QCOMPARE(errorText(error), QString::fromStdString(error.sentence()));
        QCOMPARE(ownWordsText("it waited in vain"), QStringLiteral("it waited in vain"));
        speak(Language::Chinese);
    }

private:
    static void speak(Language language) {
        chooseLanguage(language);
        installLanguage(*QCoreApplication::instance());
    }
};

QTEST_GUILESS_MAIN(SentencesTest)
#include "tst_sentences.moc"
