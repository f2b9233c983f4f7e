// A search for a failing schedule, in a process of its own: what it finds, and what becomes of programs that
// crash, loop or eat memory.
#include <QTest>

#include "engine/session/search/schedule_search.h"
#include "engine/session/search/search_report.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::session;

namespace {

constexpr auto kPatience = std::chrono::seconds{60};

SearchResult searched(const SearchRequest& request) {
    auto search = ScheduleSearch::start(request);
    if (!search) {
        qWarning("%s", search.error().sentence().c_str());
        return {};
    }
    if (!search.value()->waitForEnd(kPatience))
        return {};
    return search.value()->result();
}

SearchRequest deadlockAb() {
    return {.scenario = "deadlock-ab", .parameters = {{"threads", "2"}}};
}

}  // namespace

class ScheduleSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() {
        qunsetenv("HEDDLE_FINDER");
        qunsetenv("HEDDLE_TEST_PROGRAM");
    }

    void theDeadlockOfTheLibraryIsFoundMinimisedAndConfirmedWithRealThreads() {
        const SearchResult result = searched(deadlockAb());
        QCOMPARE(result.end, SearchEnd::Found);
        QCOMPARE(result.found->kind, FoundKind::Deadlock);
        QVERIFY(result.found->isLeast);
        // the first task begins and makes two; both begin, lock one each and sleep
        QCOMPARE(result.found->steps.size(), std::size_t{9});
        QCOMPARE(result.found->switches, 2u);
        QVERIFY(result.found->stepsAtFirst >= 9);
        QCOMPARE(result.found->confirmation, Confirmation::Confirmed);
        QVERIFY(result.found->text.find("held by") != std::string::npos);
        QVERIFY(result.found->schedule.starts_with("heddle-schedule 1\nscenario deadlock-ab\n"));
        QVERIFY(result.figures.size() == 1 && result.figures[0].interleavings.value_or(0) > 100);
    }

    void everyStrategyFindsIt_data() {
        QTest::addColumn<int>("strategy");
        for (const auto strategy : {SearchStrategy::Exhaustive, SearchStrategy::Bounded, SearchStrategy::Pct,
                                    SearchStrategy::Random})
            QTest::newRow(nameOf(strategy).data()) << static_cast<int>(strategy);
    }
    void everyStrategyFindsIt() {
        QFETCH(int, strategy);
        SearchRequest request = deadlockAb();
        request.strategy = static_cast<SearchStrategy>(strategy);
        const SearchResult result = searched(request);
        QCOMPARE(result.end, SearchEnd::Found);
        QCOMPARE(result.figures.at(0).strategy, request.strategy);
    }

    void aBadStepIsAFindingWhateverItDoes_data() {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("a signal") << QByteArray{"crash"} << int(FoundKind::Crash)
                                  << QByteArray{"Segmentation"};
        QTest::newRow("no next step")
            << QByteArray{"loop"} << int(FoundKind::NoNextStep) << QByteArray{"second does not come"};
        QTest::newRow("exit") << QByteArray{"exit"} << int(FoundKind::Crash) << QByteArray{"exit status 3"};
        QTest::newRow("an exception")
            << QByteArray{"throw"} << int(FoundKind::Exception) << QByteArray{"no std::exception"};
        QTest::newRow("an expectation")
            << QByteArray{"expect"} << int(FoundKind::Expectation) << QByteArray{"the first comes first"};
        QTest::newRow("memory") << QByteArray{"memory"} << int(FoundKind::Exception)
                                << QByteArray{"no more memory"};
    }
    void aBadStepIsAFindingWhateverItDoes() {
        QFETCH(QByteArray, program);
        QFETCH(int, kind);
        QFETCH(QByteArray, words);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        if (program == "memory" || program == "crash")
            QSKIP("the sanitizer has its own ways with signals and memory");
#endif
        qputenv("HEDDLE_FINDER", HEDDLE_FINDER_PUPPET);
        qputenv("HEDDLE_TEST_PROGRAM", program);
        const auto limit = std::chrono::seconds{program == "loop" ? 3 : 40};
        const SearchResult result = searched({.scenario = "deadlock-ab", .stepLimit = limit});
        QCOMPARE(result.end, SearchEnd::Found);
        QCOMPARE(static_cast<int>(result.found->kind), kind);
        QVERIFY2(result.found->text.find(words.constData()) != std::string::npos, result.found->text.c_str());
        QVERIFY(!result.found->steps.empty());
        QCOMPARE(result.found->steps.back(), std::string{"second read turn"});
        // the library's scenario of that name is another program
        QCOMPARE(result.found->confirmation, Confirmation::Refuted);
    }

    void aTaskThatStarvesIsFoundAndConfirmed() {
        // Others have six steps to make while one stands there and could go on.
        SearchRequest request{
            .scenario = "event-traffic-light", .parameters = {{"cars", "4"}}, .patience = 6};
        SearchResult result = searched(request);
        QCOMPARE(result.end, SearchEnd::Found);
        QCOMPARE(result.found->kind, FoundKind::Starvation);
        QVERIFY2(result.found->text.find("starves: it could have gone on at 6 choices") != std::string::npos,
                 result.found->text.c_str());
        QVERIFY2(result.found->confirmation == Confirmation::Confirmed,
                 result.found->confirmationText.c_str());
        request.patience = 1000;  // nobody has so much to do
        QVERIFY(!searched(request).found);
        request.strategy = SearchStrategy::Exhaustive;
        QVERIFY(searched(request).error);  // it does not tell orders apart that differ in that alone
    }

    void whoIsPassedOverAsOftenAsWasAskedForStarves_data() {
        QTest::addColumn<unsigned>("patience");
        QTest::addColumn<bool>("starves");
        QTest::newRow("fewer than the other's steps") << 90u << true;
        QTest::newRow("more than the other's steps") << 110u << false;
    }
    void whoIsPassedOverAsOftenAsWasAskedForStarves() {
        QFETCH(unsigned, patience);
        QFETCH(bool, starves);
        qputenv("HEDDLE_FINDER", HEDDLE_FINDER_PUPPET);
        qputenv("HEDDLE_TEST_PROGRAM", "greedy");
        const SearchResult result =
            searched({.scenario = "deadlock-ab", .schedules = 500, .patience = patience});
        QCOMPARE(result.end, starves ? SearchEnd::Found : SearchEnd::Limit);
        QCOMPARE(result.figures.at(0).strategy, SearchStrategy::Pct);
    }

    void aLongSearchCanBeCancelled() {
        qputenv("HEDDLE_FINDER", HEDDLE_FINDER_PUPPET);
        qputenv("HEDDLE_TEST_PROGRAM", "long");
        auto search = ScheduleSearch::start({.scenario = "deadlock-ab", .schedules = 1'000'000'000}).value();
        QTRY_VERIFY_WITH_TIMEOUT(search->progress().schedules > 0, 30'000);
        search->postCancel();
        QVERIFY(search->waitForEnd(kPatience));
        QCOMPARE(search->result().end, SearchEnd::Cancelled);
    }

    void aLongSearchTellsWhatItSkipsAndHowManyThereAre() {
        auto search =
            ScheduleSearch::start({.scenario = "deadlock-ab-fixed", .schedules = 1'000'000'000}).value();
        QTRY_VERIFY_WITH_TIMEOUT(search->progress().equivalent > 0, 30'000);
        QVERIFY(search->progress().schedules > 0);
        QVERIFY(search->progress().interleavings.value_or(0) > 1'000);
    }

    void whereAllAreTooManyTheRestIsTakenByPriorities() {
        qputenv("HEDDLE_FINDER", HEDDLE_FINDER_PUPPET);
        qputenv("HEDDLE_TEST_PROGRAM", "long");
        const SearchResult result = searched({.scenario = "deadlock-ab", .schedules = 200});
        QCOMPARE(result.end, SearchEnd::Limit);
        QCOMPARE(result.figures.size(), std::size_t{2});
        QCOMPARE(result.figures[1].strategy, SearchStrategy::Pct);
    }

    void aWrongRequestIsRefusedBeforeAnythingIsStarted() {
        QVERIFY(!ScheduleSearch::start({.scenario = "no-such-scenario"}));
        QVERIFY(!ScheduleSearch::start({.scenario = "deadlock-ab", .parameters = {{"threads", "many"}}}));
    }
};

QTEST_GUILESS_MAIN(ScheduleSearchTest)
#include "tst_schedule_search.moc"
