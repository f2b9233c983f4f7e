// Searches of scenarios whose answers are known: those that can fail do, in the way they are known for, and
// with real tasks as well; the mended ones are proved.
#include <QTest>

#include "engine/session/search/schedule_search.h"
#include "engine/session/search/search_report.h"

using namespace heddle;
using namespace heddle::session;

namespace {

using Values = std::map<std::string, std::string>;

const Values kTwo{{"threads", "2"}};

Values table(const char* way, const char* philosophers = "3") {
    return {{"way", way}, {"philosophers", philosophers}};
}

constexpr SearchStrategy kStrategies[] = {SearchStrategy::Exhaustive, SearchStrategy::Bounded,
                                          SearchStrategy::Pct, SearchStrategy::Random};

SearchResult searched(const SearchRequest& request) {
    auto search = ScheduleSearch::start(request);
    if (!search)
        qFatal("%s", search.error().sentence().c_str());
    if (!search.value()->waitForEnd(std::chrono::minutes{2}))
        qFatal("the search of %s does not end", request.scenario.c_str());
    return search.value()->result();
}

}  // namespace

class KnownAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCanFailIsFoundByEveryStrategyAndConfirmedWithRealTasks_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<Values>("values");
        QTest::addColumn<int>("strategy");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<int>("shortest");  // steps of the shortest schedule that fails
        const auto rows = [](const char* id, const Values& values, FoundKind kind, const char* words,
                             int shortest) {
            for (const SearchStrategy strategy : kStrategies)
                QTest::addRow("%s, %s", id, nameOf(strategy).data())
                    << QByteArray{id} << values << static_cast<int>(strategy) << static_cast<int>(kind)
                    << QByteArray{words} << shortest;
        };
        // The first task makes the two and waits for both; each of them begins, reads, sleeps, writes, exits;
        // then it reads what is left.
        rows("lost-update", kTwo, FoundKind::Expectation, "every thread took one away", 16);
        rows("deadlock-ab", kTwo, FoundKind::Deadlock, "held by", 9);
        // Each of the three begins, sits down, takes a fork and reaches out.
        rows("dining-philosophers", table("naive"), FoundKind::Deadlock, "held by", 16);
        rows("condition-lost-wakeup", {{"mended", "no"}}, FoundKind::Deadlock, "became ready", 15);
        rows("peterson", {{"order", "wrong"}}, FoundKind::Expectation, "nobody else is inside", 18);
    }
    void whatCanFailIsFoundByEveryStrategyAndConfirmedWithRealTasks() {
        QFETCH(QByteArray, id);
        QFETCH(Values, values);
        QFETCH(int, strategy);
        QFETCH(int, kind);
        QFETCH(QByteArray, words);
        QFETCH(int, shortest);
        const SearchResult result = searched({.scenario = id.toStdString(),
                                              .parameters = values,
                                              .strategy = static_cast<SearchStrategy>(strategy),
                                              .schedules = 2'000});
        QCOMPARE(result.end, SearchEnd::Found);
        QCOMPARE(static_cast<int>(result.found->kind), kind);
        QVERIFY2(result.found->text.find(words.constData()) != std::string::npos, result.found->text.c_str());
        QVERIFY2(result.found->confirmation == Confirmation::Confirmed,
                 result.found->confirmationText.c_str());
        QVERIFY(result.found->isLeast);
        QCOMPARE(static_cast<int>(result.found->steps.size()), shortest);
    }

    void whatIsMendedIsProved_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<Values>("values");
        const auto row = [](const char* name, const char* id, const Values& values) {
            QTest::newRow(name) << QByteArray{id} << values;
        };
        row("update under a lock", "lost-update-fixed", kTwo);
        row("update under a lock, three", "lost-update-fixed", {{"threads", "3"}});
        row("locks in one order", "deadlock-ab-fixed", kTwo);
        row("locks in one order, three", "deadlock-ab-fixed", {{"threads", "3"}});
        row("forks in order", "dining-philosophers", table("ordered"));
        row("a chair fewer", "dining-philosophers", table("waiter"));
        row("told under the lock", "condition-lost-wakeup", {{"mended", "yes"}});
        row("first the wish", "peterson", {{"order", "right"}});
    }
    void whatIsMendedIsProved() {
        QFETCH(QByteArray, id);
        QFETCH(Values, values);
        const SearchResult result = searched({.scenario = id.toStdString(), .parameters = values});
        QVERIFY2(!result.found, result.found ? result.found->text.c_str() : "");
        QCOMPARE(result.end, SearchEnd::Proved);
        QCOMPARE(result.figures.size(), std::size_t{1});
        const SearchFigures& figures = result.figures[0];
        QVERIFY(figures.schedules > 1);
        QVERIFY(figures.equivalent > 0);
        QCOMPARE(figures.cut, std::uint64_t{0});
        // So much is left out that it shows.
        QVERIFY(figures.interleavings.value_or(0) > 10.0 * static_cast<double>(figures.schedules));
    }

    void ofProcessesItIsSaidThatTheyWereCarried() {
        const SearchRequest processes{.scenario = "semaphore-processes",
                                      .parameters = {{"processes", "2"}, {"permits", "1"}}};
        const SearchResult proved = searched(processes);
        QCOMPARE(proved.end, SearchEnd::Proved);
        QVERIFY(proved.hasProcesses);
        QVERIFY(textOf(processes, proved, {}).find("memory of their own was not searched") !=
                std::string::npos);
        const SearchRequest threads{.scenario = "deadlock-ab-fixed", .parameters = kTwo};
        QVERIFY(!searched(threads).hasProcesses);
    }

    void noOtherStrategyFindsAnythingInWhatIsMended_data() { whatIsMendedIsProved_data(); }
    void noOtherStrategyFindsAnythingInWhatIsMended() {
        QFETCH(QByteArray, id);
        QFETCH(Values, values);
        for (const SearchStrategy strategy :
             {SearchStrategy::Bounded, SearchStrategy::Pct, SearchStrategy::Random}) {
            const SearchResult result = searched({.scenario = id.toStdString(),
                                                  .parameters = values,
                                                  .strategy = strategy,
                                                  .schedules = 1'000});
            QVERIFY2(!result.found, result.found ? result.found->text.c_str() : "");
            QVERIFY(result.end == SearchEnd::Limit || result.end == SearchEnd::Exhausted);
        }
    }

    // Philosophers who give the first fork back never deadlock, but they can do so for ever: some schedules
    // have no end, and that is no proof.
    void whatCanGoOnForEverIsNotTakenForProved() {
        const SearchResult result = searched({.scenario = "dining-philosophers",
                                              .parameters = table("trylock", "2"),
                                              .strategy = SearchStrategy::Exhaustive,
                                              .schedules = 500});
        QVERIFY2(!result.found, result.found ? result.found->text.c_str() : "");
        QCOMPARE(result.end, SearchEnd::Limit);
        QVERIFY(result.figures.at(0).cut > 0);
    }
};

QTEST_GUILESS_MAIN(KnownAnswersTest)
#include "tst_known_answers.moc"
