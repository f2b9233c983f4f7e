// "Find it for me": what the dialog asks the search for, what it shows meanwhile, and what it says at the
// end.
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include "ui/stepper/search_dialog.h"
#include "ui/stepper/search_words.h"

using namespace heddle;
using namespace heddle::session;
using namespace heddle::ui;

namespace {

constexpr int kPatience = 60'000;  // ms, for a loaded machine

// A search that goes on until it is told to end.
class FakeSearch : public ScheduleSearch {
public:
    [[nodiscard]] SearchProgress progress() const override { return soFar; }
    void postCancel() override {
        isCancelled = true;
        SearchResult stopped;
        stopped.end = SearchEnd::Cancelled;
        end(stopped);
    }
    void setEndListener(std::function<void()> postEnded) override { m_postEnded = std::move(postEnded); }
    bool waitForEnd(Duration) override { return true; }
    [[nodiscard]] const SearchResult& result() const override { return m_result; }

    void end(SearchResult result) {
        m_result = std::move(result);
        m_postEnded();
    }

    SearchProgress soFar;
    bool isCancelled = false;

private:
    SearchResult m_result;
    std::function<void()> m_postEnded;
};

RunRequest deadlockAb() {
    RunRequest request;
    request.scenario = "deadlock-ab";
    request.parameters = {{"threads", "2"}};
    return request;
}

SearchResult foundDeadlock() {
    SearchResult result;
    result.end = SearchEnd::Found;
    result.figures.push_back({.strategy = SearchStrategy::Exhaustive, .schedules = 100'000});
    result.figures.push_back({.strategy = SearchStrategy::Pct, .schedules = 41});
    result.found = FoundFailure{.kind = FoundKind::Deadlock,
                                .text = "deadlock: T1 waits in lock on 'B', held by 'T2'",
                                .steps = {"T1 lock A", "T2 lock B"},
                                .schedule = "the text of it",
                                .number = 41,
                                .stepsAtFirst = 30,
                                .switches = 1,
                                .isLeast = true,
                                .confirmation = Confirmation::Confirmed};
    return result;
}

struct Stage {
    Stage() { dialog.show(); }

    template <class Widget>
    Widget* find(const char* name) const {
        return dialog.findChild<Widget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QPushButton* button(const char* name) const { return find<QPushButton>(name); }
    [[nodiscard]] QString head() const { return find<QLabel>("verdict")->text(); }
    [[nodiscard]] QString explanation() const { return find<QLabel>("explanation")->text(); }

    FakeSearch* search = nullptr;  // the last one that was started
    std::vector<SearchRequest> asked;
    SearchDialog dialog{deadlockAb(), nullptr,
                        [this](const SearchRequest& request) -> Result<std::unique_ptr<ScheduleSearch>> {
                            asked.push_back(request);
                            auto made = std::make_unique<FakeSearch>();
                            search = made.get();
                            return std::unique_ptr<ScheduleSearch>{std::move(made)};
                        }};
};

}  // namespace

class SearchDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itNamesTheScenarioAndItsParameters() {
        Stage stage;
        QStringList texts;
        for (const QLabel* label : stage.dialog.findChildren<QLabel*>()) texts.append(label->text());
        QVERIFY(texts.contains(QStringLiteral("Deadlock A/B")));
        QVERIFY(texts.contains(QStringLiteral("threads, of both kinds in turn: 2")));
    }

    void itSearchesAsWasChosen() {
        Stage stage;
        auto* strategy = stage.dialog.findChild<QComboBox*>();
        const auto numbers = stage.dialog.findChildren<QSpinBox*>();
        QCOMPARE(numbers.size(), 3);
        strategy->setCurrentIndex(strategy->findData(static_cast<int>(SearchStrategy::Exhaustive)));
        QVERIFY(!numbers[1]->isEnabled());  // nothing is drawn
        QVERIFY(!numbers[2]->isEnabled());  // who starves is not seen
        strategy->setCurrentIndex(strategy->findData(static_cast<int>(SearchStrategy::Pct)));
        numbers[0]->setValue(500);
        numbers[1]->setValue(7);
        numbers[2]->setValue(30);
        stage.button("find")->click();
        QCOMPARE(stage.asked.size(), std::size_t{1});
        const SearchRequest& asked = stage.asked[0];
        QCOMPARE(asked.scenario, std::string{"deadlock-ab"});
        QCOMPARE(asked.parameters.at("threads"), std::string{"2"});
        QCOMPARE(asked.strategy, SearchStrategy::Pct);
        QCOMPARE(asked.schedules, quint64{500});
        QCOMPARE(asked.seed, quint64{7});
        QCOMPARE(asked.patience, 30u);
    }

    void meanwhileItSaysHowFarItIs() {
        Stage stage;
        stage.button("find")->click();
        QVERIFY(stage.button("find")->isHidden() && stage.button("open")->isHidden());
        QVERIFY(stage.button("stop")->isVisible());
        QVERIFY(!stage.dialog.findChild<QComboBox*>()->isEnabled());
        stage.search->soFar = {.schedules = 12'345, .steps = 99, .equivalent = 800, .interleavings = 6.54e29};
        QTRY_COMPARE(stage.explanation(),
                     QStringLiteral("12\u202f345 schedules run, others skipped at 800 places as equivalent; "
                                    "there are about 6.5 \u00b7 10\u00b2\u2079"));
        QCOMPARE(stage.dialog.findChild<QProgressBar*>()->value(), 12'345);
    }

    void itCanBeStoppedAndThenClosed() {
        Stage stage;
        stage.button("find")->click();
        stage.search->soFar.schedules = 77;
        QTest::keyClick(&stage.dialog, Qt::Key_Escape);
        QTRY_COMPARE(stage.head(), QStringLiteral("Stopped"));
        QCOMPARE(stage.explanation(), QStringLiteral("Nothing found in 77 schedules."));
        QVERIFY(stage.dialog.isVisible());
        QVERIFY(stage.button("find")->isVisible());
        QTest::keyClick(&stage.dialog, Qt::Key_Escape);
        QVERIFY(!stage.dialog.isVisible());
        QCOMPARE(stage.dialog.result(), static_cast<int>(QDialog::Rejected));
    }

    void closingItEndsTheSearch() {
        Stage stage;
        stage.button("find")->click();
        QVERIFY(stage.button("stop")->isVisible());
        stage.dialog.close();
        QVERIFY(stage.search->isCancelled);
        QVERIFY(!stage.dialog.isVisible());
        QCOMPARE(stage.dialog.result(), static_cast<int>(QDialog::Rejected));
    }

    void whatIsFoundIsToldAndOpensWithOneClick() {
        Stage stage;
        stage.button("find")->click();
        stage.search->end(foundDeadlock());
        QTRY_COMPARE(stage.head(), QStringLiteral("Found: a deadlock"));
        QCOMPARE(
            stage.explanation().split(QStringLiteral("\n\n")),
            (QStringList{QStringLiteral("T1 waits in lock on 'B', held by 'T2'."),
                         QStringLiteral("Found after 100\u202f041 schedules; minimised from 30 to 2 steps "
                                        "with 1 change of task. No shorter schedule fails so."),
                         QStringLiteral("Confirmed: real tasks fail in the same way by it.")}));
        QVERIFY(stage.button("open")->isVisible() && stage.button("open")->isDefault());
        QVERIFY(stage.button("find")->isHidden() && stage.button("stop")->isHidden());
        stage.button("open")->click();
        QCOMPARE(stage.dialog.result(), static_cast<int>(QDialog::Accepted));
        QCOMPARE(stage.dialog.schedule(), std::string{"the text of it"});
    }

    void whatWasFoundIsForgottenWhenSomethingElseIsChosen() {
        Stage stage;
        stage.button("find")->click();
        stage.search->end(foundDeadlock());
        QTRY_VERIFY(stage.button("open")->isVisible());
        stage.dialog.findChildren<QSpinBox*>()[0]->setValue(5);
        QVERIFY(stage.button("open")->isHidden() && stage.button("find")->isVisible());
        QVERIFY(stage.head().isEmpty() && stage.dialog.schedule().empty());
    }

    void aVerdictSaysWhatItIsWorth_data() {
        QTest::addColumn<int>("end");
        QTest::addColumn<SearchFigures>("figures");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, SearchEnd end, const SearchFigures& figures, const char* said) {
            QTest::newRow(name) << static_cast<int>(end) << figures << QString::fromUtf8(said);
        };
        row("proved by classes", SearchEnd::Proved,
            {.schedules = 12, .equivalent = 30, .interleavings = 720.0},
            "Proved: no schedule fails With these parameters there are about 720. 12 were run; each of the "
            "others comes to the same as one of them.");
        row("proved by all", SearchEnd::Proved, {.schedules = 2, .interleavings = 2.0},
            "Proved: no schedule fails With these parameters there are 2, and all were run.");
        row("bounded", SearchEnd::Exhausted, {.schedules = 40, .preemptions = 3},
            "Nothing found None of 40 schedules fails. Every schedule with at most 3 preemptions was run; "
            "others may fail.");
        row("cut off", SearchEnd::Exhausted, {.schedules = 40, .cut = 2},
            "Nothing found None of 40 schedules fails. 2 schedules went on for too long and were cut off: "
            "that proves nothing.");
        row("limit", SearchEnd::Limit, {.schedules = 1, .interleavings = 9.97e7},
            "Nothing found None of 1 schedule fails. That proves nothing: there are about 1.0 · 10⁸.");
    }
    void aVerdictSaysWhatItIsWorth() {
        QFETCH(int, end);
        QFETCH(SearchFigures, figures);
        QFETCH(QString, said);
        SearchResult result;
        result.end = static_cast<SearchEnd>(end);
        result.figures.push_back(figures);
        const SearchVerdict verdict = verdictOf(result, {});
        QCOMPARE(verdict.head + QLatin1Char(' ') + verdict.lines.join(QLatin1Char(' ')), said);
        QVERIFY(!verdict.fails);
    }

    void aScenarioThatCannotBeSearchedIsTold() {
        RunRequest request;
        request.scenario = "no-such-scenario";
        SearchDialog dialog{request};
        dialog.findChild<QPushButton*>(QStringLiteral("find"))->click();
        QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("verdict"))->text(),
                 QStringLiteral("It could not be searched"));
        QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("explanation"))
                    ->text()
                    .contains(QStringLiteral("no-such-scenario")));
    }

    void theRealSearchFindsTheDeadlockOfTheLibrary() {
        SearchDialog dialog{deadlockAb()};
        dialog.show();
        dialog.findChild<QPushButton*>(QStringLiteral("find"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.schedule().empty(), kPatience);
        QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("verdict"))->text(),
                 QStringLiteral("Found: a deadlock"));
        const QString said = dialog.findChild<QLabel*>(QStringLiteral("explanation"))->text();
        QVERIFY2(said.contains(QStringLiteral("9 steps with 2 changes of task")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("Confirmed")), qPrintable(said));
    }

    void whatIsStillSearchedForEndsWithTheDialog() {
        RunRequest request;
        request.scenario = "deadlock-ab-fixed";
        auto dialog = std::make_unique<SearchDialog>(request);
        dialog->findChildren<QSpinBox*>()[0]->setValue(1'000'000'000);
        dialog->findChild<QPushButton*>(QStringLiteral("find"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QProgressBar*>()->value() > 0, kPatience);
        dialog.reset();
    }
};

QTEST_MAIN(SearchDialogTest)
#include "tst_search_dialog.moc"
