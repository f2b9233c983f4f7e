// Which stretch of a run a verdict shows.
#include <QTest>

#include "engine/scenarios/shown.h"

using namespace heddle;
using namespace heddle::scenarios;

namespace {

constexpr TaskId kA{1}, kB{2}, kC{3};

Instant at(std::int64_t ns) {
    return instantFromNs(ns);
}

Stretch stretch(TaskId task, std::int64_t begin, std::int64_t end) {
    return {task, at(begin), at(end)};
}

// "1: 20 to 50"; empty: none.
QString inWords(const std::optional<Stretch>& shown) {
    if (!shown)
        return {};
    return QStringLiteral("%1: %2 to %3")
        .arg(shown->task.value())
        .arg(shown->begin.time_since_epoch().count())
        .arg(shown->end.time_since_epoch().count());
}

const std::vector<Stretch> kThree{stretch(kA, 10, 20), stretch(kB, 15, 90), stretch(kA, 40, 45)};

}  // namespace

class ShownTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofNothingNothingIsShown() {
        const std::vector<Stretch> none;
        for (const auto& shown : {longestOf(none), shortestOf(none), firstOf(none), lastOf(none),
                                  firstAfter(none, at(0)), mostMetOf(none), wholeOf(none)})
            QVERIFY(!shown);
    }

    void whatHasNoLengthIsNotShown() {
        QVERIFY(!between(kA, at(5), at(5)) && !between(kA, at(6), at(5)));
        QCOMPARE(inWords(between(kA, at(5), at(6))), QStringLiteral("1: 5 to 6"));
        const std::vector<Stretch> empty{stretch(kA, 7, 7)};
        for (const auto& shown : {longestOf(empty), shortestOf(empty), firstOf(empty), lastOf(empty),
                                  firstAfter(empty, at(0)), mostMetOf(empty), wholeOf(empty)})
            QVERIFY(!shown);
    }

    void oneIsChosenByItsLengthOrItsPlace() {
        QCOMPARE(inWords(longestOf(kThree)), QStringLiteral("2: 15 to 90"));
        QCOMPARE(inWords(shortestOf(kThree)), QStringLiteral("1: 40 to 45"));
        QCOMPARE(inWords(firstOf(kThree)), QStringLiteral("1: 10 to 20"));
        QCOMPARE(inWords(lastOf(kThree)), QStringLiteral("1: 40 to 45"));
        QCOMPARE(inWords(firstAfter(kThree, at(15))), QStringLiteral("2: 15 to 90"));
        QCOMPARE(inWords(firstAfter(kThree, at(16))), QStringLiteral("1: 40 to 45"));
        QVERIFY(!firstAfter(kThree, at(41)));
    }

    // Of lost updates: the pause in which most others read.
    void theOneInWhichMostOthersBeginIsFound() {
        QCOMPARE(inWords(mostMetOf({stretch(kA, 0, 10), stretch(kB, 20, 40), stretch(kC, 25, 100),
                                    stretch(kA, 35, 50), stretch(kB, 60, 70), stretch(kA, 90, 95)})),
                 QStringLiteral("3: 25 to 100"));
        // Who begins when another one ends does not meet it.
        QCOMPARE(inWords(mostMetOf({stretch(kA, 0, 20), stretch(kB, 20, 30), stretch(kC, 29, 31)})),
                 QStringLiteral("2: 20 to 30"));
    }

    void theWholeOfOneTaskPassesOverTheOthers() {
        QCOMPARE(inWords(wholeOf(kThree)), QStringLiteral("1: 10 to 45"));
    }

    void whatTwoHaveInCommonIsOfTheFirst() {
        const Stretch a = stretch(kA, 10, 50), b = stretch(kB, 30, 80);
        QCOMPARE(inWords(overlapOf(a, b)), QStringLiteral("1: 30 to 50"));
        QCOMPARE(inWords(overlapOf(b, a)), QStringLiteral("2: 30 to 50"));
        QVERIFY(!overlapOf(a, stretch(kB, 50, 60)));
        QVERIFY(!overlapOf(a, std::nullopt) && !overlapOf(std::nullopt, b));
    }
};

QTEST_GUILESS_MAIN(ShownTest)
#include "tst_shown.moc"
