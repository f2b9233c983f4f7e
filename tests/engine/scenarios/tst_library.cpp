// The library: ids, parameters with bounds, and the sources that the window shows.
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "engine/scenarios/library.h"

using namespace heddle;
using namespace heddle::scenarios;

namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

const std::vector<Parameter> kKnown{
    {"threads", "threads", 1, 100, 10, ""},
    {"hold", "time", 0, 500, 20, "ms"},
    {.key = "order", .meaning = "order", .choices = {"right", "wrong", "none"}}};

}  // namespace

class LibraryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyScenarioSaysWhatItIs_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < library().size(); ++i)
            QTest::newRow(text(library()[i]->id).toUtf8().constData()) << static_cast<int>(i);
    }
    void everyScenarioSaysWhatItIs() {
        QFETCH(int, index);
        const Scenario& scenario = *library()[static_cast<std::size_t>(index)];
        static const QRegularExpression kId{QStringLiteral("^[a-z]+(-[a-z0-9]+)*$")};
        QVERIFY(kId.match(text(scenario.id)).hasMatch());
        QVERIFY(!scenario.title.empty() && !scenario.category.empty() && !scenario.text.empty());
        QVERIFY(scenario.question.ends_with('?'));
        QVERIFY(scenario.answer.ends_with('.'));
        QVERIFY(scenario.run && scenario.check);
        QCOMPARE(scenario.canBeStepped, std::string_view{scenario.whyNotStepped}.empty());
        QCOMPARE(findScenario(scenario.id).value(), &scenario);
        for (const Parameter& parameter : scenario.parameters) {
            QVERIFY(parameter.min <= parameter.fallback && parameter.fallback <= parameter.max);
            QVERIFY(!parameter.meaning.empty());
        }
    }

    void itsSourceIsItsFileAndFitsOnAScreenOrTwo_data() { everyScenarioSaysWhatItIs_data(); }
    void itsSourceIsItsFileAndFitsOnAScreenOrTwo() {
        QFETCH(int, index);
        const Scenario& scenario = *library()[static_cast<std::size_t>(index)];
        const Source source = sourceOf(scenario.id);
        QFile file{QStringLiteral(HEDDLE_SOURCE_DIR "/") + text(source.file)};
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        QCOMPARE(text(source.text), QString::fromUtf8(file.readAll()));
        const auto lines = text(source.text).count(QLatin1Char('\n'));
        QVERIFY2(lines >= 20 && lines <= 88, qPrintable(QString::number(lines)));
    }

    void byDefaultNothingIsUpToChance_data() { everyScenarioSaysWhatItIs_data(); }
    void byDefaultNothingIsUpToChance() {
        QFETCH(int, index);
        const Scenario& scenario = *library()[static_cast<std::size_t>(index)];
        QVERIFY(!scenario.isUpToChance ||
                !scenario.isUpToChance(Parameters::parse(scenario.parameters, {}).value()));
    }

    // A sleep that is over before it begins is not seen as one: where sleeps are counted, and are short among
    // so many tasks, nothing is promised.
    void ofShortSleepsNothingIsPromised_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("sleep");
        QTest::addColumn<QString>("tasks");
        const auto row = [](const char* id, const char* sleep, const char* tasks = "") {
            QTest::newRow(id) << QString::fromUtf8(id) << QString::fromUtf8(sleep)
                              << QString::fromUtf8(tasks);
        };
        for (const char* id :
             {"thread-pool", "process-pool", "pool-reuse", "pool-apply", "pool-oversized", "joinable-queue"})
            row(id, "work", "workers");
        row("io-bound-4000", "sleep");
        row("ipc-semaphore", "turn");
        row("slow-producer", "look");
    }
    void ofShortSleepsNothingIsPromised() {
        QFETCH(QString, id);
        QFETCH(QString, sleep);
        QFETCH(QString, tasks);
        const Scenario& scenario = *findScenario(id.toStdString()).value();
        const auto isUpToChance = [&](const std::map<std::string, std::string>& values) {
            return scenario.isUpToChance(Parameters::parse(scenario.parameters, values).value());
        };
        QVERIFY(isUpToChance({{sleep.toStdString(), "1"}}));
        if (tasks.isEmpty())
            return;
        QVERIFY(!isUpToChance({{sleep.toStdString(), "30"}, {tasks.toStdString(), "5"}}));
        QVERIFY(isUpToChance({{sleep.toStdString(), "30"}, {tasks.toStdString(), "100"}}));
    }

    void anUnknownScenarioIsRefusedWithTheNearestName() {
        const auto found = findScenario("producer-consumers");
        QVERIFY(!found.ok());
        QCOMPARE(found.error().fault, Fault::Usage);
        QVERIFY(text(found.error().sentence()).contains(QStringLiteral("did you mean 'producer-consumer'?")));
        QVERIFY(text(findScenario("zzz").error().sentence()).contains(QStringLiteral("heddle scenarios")));
        QVERIFY(sourceOf("zzz").text.empty());
    }

    void missingParametersHaveTheirDefaults() {
        const auto set = Parameters::parse(kKnown, {{"hold", "500"}});
        QVERIFY(set.ok());
        QCOMPARE(set.value()["threads"], std::int64_t{10});
        QCOMPARE(set.value().choice("order"), std::string_view{"right"});
        const auto chosen = Parameters::parse(kKnown, {{"order", "wrong"}});
        QVERIFY(chosen.ok());
        QCOMPARE(chosen.value().choice("order"), std::string_view{"wrong"});
        QCOMPARE(set.value().milliseconds("hold"), Duration{std::chrono::milliseconds{500}});
    }

    void aLengthOfTimeKeepsItsFigures() {
        using namespace std::chrono_literals;
        for (const auto& [length, words] : {std::pair<Duration, const char*>{1234ms, "1.234 s"},
                                            {56'700us, "56.7 ms"},
                                            {89us, "89 us"},
                                            {9'800ns, "9.8 us"},
                                            {120ns, "0.1 us"}})
            QCOMPARE(inWords(length), std::string{words});
    }

    void manyNumbersAreSaidInShort() {
        std::vector<std::int64_t> numbers;
        QCOMPARE(text(inShort(numbers).text()), QString{});
        for (std::int64_t i = 12; i > 0; --i) numbers.push_back(i);
        QCOMPARE(text(inShort(numbers).text()), QStringLiteral("12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1"));
        numbers.resize(100'000, 7);
        QCOMPARE(text(inShort(numbers).text()),
                 QStringLiteral("12, 11, 10, 9, 8, 7, 6, 5, 4, 3, ..., 7 (100000 in all)"));
    }

    void whatIsNoValueIsRefusedInWords_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* key, const char* value, const char* sentence) {
            QTest::newRow(name) << QString::fromUtf8(key) << QString::fromUtf8(value)
                                << QString::fromUtf8(sentence);
        };
        row("unknown", "thread", "3",
            "set thread=3: the scenario has no parameter 'thread'; did you mean 'threads'?");
        row("unknown, far from all", "xyzzy", "3",
            "set xyzzy=3: the scenario has no parameter 'xyzzy'; it has threads, hold, order");
        row("empty", "threads", "", "set threads=: '' is not a whole number; give 1 to 100");
        row("letters", "threads", "many", "set threads=many: 'many' is not a whole number; give 1 to 100");
        row("trailing letters", "threads", "3x", "set threads=3x: '3x' is not a whole number; give 1 to 100");
        row("a fraction", "hold", "1.5", "set hold=1.5: '1.5' is not a whole number; give 0 to 500 ms");
        row("too few", "threads", "0", "set threads=0: 0 is out of bounds; give 1 to 100");
        row("too many", "threads", "101", "set threads=101: 101 is out of bounds; give 1 to 100");
        row("none of the choices", "order", "left",
            "set order=left: 'left' is none of its choices; give right, wrong or none");
        row("beyond 64 bits", "threads", "99999999999999999999",
            "set threads=99999999999999999999: 99999999999999999999 is out of bounds; give 1 to 100");
    }
    void whatIsNoValueIsRefusedInWords() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, sentence);
        const auto set = Parameters::parse(kKnown, {{key.toStdString(), value.toStdString()}});
        QVERIFY(!set.ok());
        QCOMPARE(set.error().fault, Fault::Usage);
        QCOMPARE(text(set.error().sentence()), sentence);
    }
};

QTEST_GUILESS_MAIN(LibraryTest)
#include "tst_library.moc"
