// Objects as data structures: their cells, who has them, their lines in order, at any instant.
#include <QTest>

#include "tests/ui/models/synthetic_runs.h"
#include "tests/ui/models/warnings_fail.h"
#include "ui/inspector/object_card.h"
#include "ui/inspector/object_list.h"
#include "ui/models/view_state.h"
#include "ui/theme/theme.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;

namespace {

struct Objects {
    Objects() {
        s.in(main).acquire(one, units, 2).put(main, places).put(main, places).set(main, flag, 1);
        s.set(main, barrier, 2).set(main, sum, 42);
        s.in(one).acquire(one, lock).preempt(one);
        s.in(two).wait(two, wire::Operation::Lock, lock).out(two);
        s.in(main).wait(main, wire::Operation::Lock, lock).out(main).after(5ms);
    }

    model::StreamBuilder s;
    TaskId main = s.process("main");
    TaskId one = s.thread(main, "T1"), two = s.thread(main, "T2");
    ObjectId units = s.semaphore("S", main, 3);
    ObjectId places = s.queue("Q", main, 4);
    ObjectId flag = s.object(wire::ObjectKind::Event, "E", main);
    ObjectId barrier = s.object(wire::ObjectKind::Barrier, "B", main, 3);
    ObjectId condition = s.object(wire::ObjectKind::Condition, "C", main);
    ObjectId sum = s.object(wire::ObjectKind::Variable, "sum", main);
    ObjectId lock = s.mutex("A", main);
};

QStringList textsOf(const Strip& strip, StripChip::Role role) {
    QStringList texts;
    for (const StripChip& chip : strip.chips)
        if (chip.role == role)
            texts.append(chip.text);
    return texts;
}

}  // namespace

class ObjectListTest : public QObject {
    Q_OBJECT
    WarningsFail m_warnings;

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_warnings.take(), QStringList()); }

    void aLevelIsCellsWhereTheyCanBeToldApart() {
        Objects run;
        const auto snapshot = run.s.snapshot();
        const Moment now(snapshot, snapshot->now());
        QCOMPARE(levelCellsOf(now, run.units), (LevelCells{3, 2, false}));
        QCOMPARE(levelCellsOf(now, run.places), (LevelCells{4, 2, true}));
        QCOMPARE(levelCellsOf(now, run.barrier), (LevelCells{3, 2, false}));
        for (const ObjectId without : {run.flag, run.condition, run.sum, run.lock, ObjectId{99}})
            QCOMPARE(levelCellsOf(now, without), LevelCells{});
    }

    void aQueueWithoutAnEndHasAPlaceForEachItemUntilTheyAreTooMany() {
        model::StreamBuilder s;
        const TaskId main = s.process("main");
        const ObjectId queue = s.queue("Q", main);
        s.in(main);
        for (int items = 1; items <= kMostCells + 1; ++items) {
            s.put(main, queue);
            const auto snapshot = s.snapshot();
            QCOMPARE(levelCellsOf(Moment(snapshot, snapshot->now()), queue),
                     items <= kMostCells ? (LevelCells{items, items, true}) : LevelCells{});
        }
    }

    void aCardHasItsPartsSideBySide() {
        Objects run;
        const auto snapshot = run.s.snapshot();
        const Moment now(snapshot, snapshot->now());
        const QFontMetricsF metrics{Theme::font()};
        for (const double width : {120.0, 200.0, 330.0, 700.0}) {
            const QRectF room(10, 20, width, 56);
            const ObjectCard card =
                layOutObjectCard(now, run.units, QStringLiteral("1 of 3 free"), room, metrics, metrics);
            QCOMPARE(card.cellBoxes.size(), std::size_t{3});
            QCOMPARE(card.value.isEmpty(), width < 190.0);
            std::vector<QRectF> boxes{card.nameBox};
            if (!card.kindBox.isEmpty())
                boxes.push_back(card.kindBox);
            boxes.insert(boxes.end(), card.cellBoxes.begin(), card.cellBoxes.end());
            if (!card.value.isEmpty())
                boxes.push_back(card.valueBox);
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                QVERIFY(room.contains(boxes[i]));
                QVERIFY(i == 0 || boxes[i].left() >= boxes[i - 1].right());
            }
            for (const StripChip& chip : card.strip.chips)
                QVERIFY(room.contains(chip.box) && chip.box.top() >= card.nameBox.bottom());
        }
    }

    void theLineStandsInItsOrderAndClicksSelect() {
        Objects run;
        ViewState state;
        ObjectList list(&state);
        list.resize(330, 420);
        list.show();
        state.setSnapshot(run.s.snapshot());
        QTRY_COMPARE(list.model()->rowCount(), 7);
        const ObjectCard card = list.cardOf(run.lock);
        QCOMPARE(textsOf(card.strip, StripChip::Role::Holder), QStringList{QStringLiteral("T1")});
        QCOMPARE(textsOf(card.strip, StripChip::Role::Waiter),
                 (QStringList{QStringLiteral("T2"), QStringLiteral("main")}));
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, card.nameBox.center().toPoint());
        QCOMPARE(state.selection().object, run.lock);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, card.strip.chips[1].box.center().toPoint());
        QCOMPARE(state.selection().task, run.two);
        state.selectObject(run.places);
        QCOMPARE(list.currentIndex().row(), 1);
    }

    void aRowSaysAllInWordsToo() {
        Objects run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        const ObjectList list(&state);
        const auto said = [&list](int row) {
            return list.model()->index(row, 0).data(Qt::AccessibleDescriptionRole).toString();
        };
        QCOMPARE(said(0), QStringLiteral("semaphore; 1 of 3 free; held by T1"));
        QCOMPARE(said(1), QStringLiteral("queue; 2 of 4"));
        QCOMPARE(said(3), QStringLiteral("barrier; 2 of 3 have come"));
        QCOMPARE(said(6), QStringLiteral("lock; held; held by T1; waiting: T2 and main"));
    }

    void itShowsTheChosenInstant() {
        Objects run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        ObjectList list(&state);
        list.show();
        state.setCursor(state.snapshot()->start());
        QTRY_VERIFY(list.cardOf(run.lock).strip.chips.empty());
        QCOMPARE(list.cardOf(run.lock).value, QStringLiteral("free"));
        state.setSnapshot(nullptr);
        QCOMPARE(list.model()->rowCount(), 0);
    }
};

QTEST_MAIN(ObjectListTest)
#include "tst_object_list.moc"
