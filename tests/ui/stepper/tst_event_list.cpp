// The steps so far as a table, and as a picture.
#include <QAbstractItemModelTester>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/stepper/step_stage.h"
#include "ui/stepper/event_list.h"
#include "ui/stepper/event_list_model.h"
#include "ui/stepper/event_picture.h"

using namespace heddle;
using namespace heddle::ui;
using test::StepStage;

namespace {

QStringList textsOf(const QAbstractItemModel& model, int row) {
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

}  // namespace

class EventListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEventsInARangeAreAPicture() {
        StepStage stage;
        stage.step({1, 2, 1, 2});
        const QTemporaryDir folder;
        const model::Snapshot& run = *stage.session.position()->snapshot;
        const auto textOf = [&](const std::optional<TimeRange>& range) {
            const QString path = folder.filePath(QStringLiteral("a.svg"));
            const auto written =
                writeEventPicture(stage.session.position(), range, {{}, 1, {}, QStringLiteral("A & B")},
                                  Theme::Mode::Light, path);
            QFile file(path);
            return written && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        const QString all = textOf(std::nullopt);
        for (const char* words : {"Operation", "lock(A)", "lock(B)", "has it", "A &amp; B"})
            QVERIFY2(all.contains(QLatin1String(words)), words);
        const QString third = textOf(TimeRange{model::beginOfStep(run, 3), model::beginOfStep(run, 4)});
        QVERIFY(third.contains(QStringLiteral("lock(A)")) && !third.contains(QStringLiteral("lock(B)")));
        const auto refused = writeEventPicture(
            stage.session.position(), TimeRange{model::beginOfStep(run, 9), model::beginOfStep(run, 10)}, {},
            Theme::Mode::Light, folder.filePath(QStringLiteral("b.svg")));
        QVERIFY(!refused.ok());
        QVERIFY(QString::fromStdString(refused.error().sentence()).contains(QStringLiteral("no step")));
    }

    void theEventListSaysWhatCameOfEachStep() {
        StepStage stage({{"Thread-1", {"lock A", "write x", "unlock A"}}});
        EventListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 4; ++i) {
            stage.step({1});
            model.setPosition(stage.session.position());
        }
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(textsOf(model, 1).mid(0, 5),
                 (QStringList{QStringLiteral("2"), QStringLiteral("Thread-1"), QStringLiteral("lock(A)"),
                              QStringLiteral("lock A"), QStringLiteral("has it")}));
        QCOMPARE(textsOf(model, 2)[4], QStringLiteral("value 3"));
        QCOMPARE(textsOf(model, 3)[4], QStringLiteral("does not have it"));
        stage.session.postBack(2);
        model.setPosition(stage.session.position());
        QCOMPARE(model.rowCount(), 2);
    }

    void aRowOfTheEventListSetsTheCursorToItsStep() {
        StepStage stage;
        stage.step({1, 2, 1});
        EventList list(&stage.view, &stage.steps);
        list.setCurrentIndex(list.model()->index(1, 0));
        QCOMPARE(stage.view.selection().task, stage.task(2));
        QCOMPARE(model::stepAt(*stage.view.snapshot(), stage.view.instant()), 2u);
        stage.view.setCursor(model::beginOfStep(*stage.view.snapshot(), 1));
        QCOMPARE(list.currentIndex().row(), 0);
    }
};

QTEST_MAIN(EventListTest)
#include "tst_event_list.moc"
