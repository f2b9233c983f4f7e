#include <QTest>
#include <cmath>

#include "ui/models/words.h"
#include "ui/statediagram/diagram_geometry.h"
#include "ui/statediagram/diagram_labels.h"
#include "ui/statediagram/token_motion.h"

using namespace heddle;
using namespace heddle::ui;
using model::State;

namespace {

double distance(QPointF a, QPointF b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

}  // namespace

class DiagramGeometryTest : public QObject {
    Q_OBJECT

    static void sizes() {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<bool>("seven");
        for (const bool seven : {false, true}) {
            for (const QSize size : {QSize(400, 250), QSize(440, 300), QSize(300, 200), QSize(300, 900),
                                     QSize(380, 360), QSize(430, 410), QSize(1600, 300), QSize(1600, 900)})
                QTest::addRow("%s, %d x %d", seven ? "seven" : "five", size.width(), size.height())
                    << QSizeF(size) << seven;
        }
    }

private Q_SLOTS:
    void circlesStandApartAndInsideThePicture_data() { sizes(); }
    void circlesStandApartAndInsideThePicture() {
        QFETCH(const QSizeF, size);
        QFETCH(const bool, seven);
        const DiagramGeometry g = layOutDiagram(size, seven);
        QCOMPARE(g.circles.size(), seven ? 7u : 5u);
        for (const StateCircle& a : g.circles) {
            QVERIFY(a.radius > 15);
            QVERIFY(QRectF(QPointF(), size)
                        .contains(QRectF(a.centre - QPointF(a.radius, a.radius),
                                         QSizeF(2 * a.radius, 2 * a.radius))));
            for (const StateCircle& b : g.circles) {
                if (&a != &b)
                    QVERIFY(distance(a.centre, b.centre) > a.radius + b.radius + 4);
            }
        }
    }

    void arcsRunFromBorderToBorder_data() { sizes(); }
    void arcsRunFromBorderToBorder() {
        QFETCH(const QSizeF, size);
        QFETCH(const bool, seven);
        const DiagramGeometry g = layOutDiagram(size, seven);
        for (const TransitionArc& arc : g.arcs) {
            const StateCircle* from = g.circle(arc.from);
            const StateCircle* to = g.circle(arc.to);
            QVERIFY(from && to);
            QVERIFY(std::abs(distance(arc.begin, from->centre) - from->radius) < from->radius * 0.1 + 3);
            QVERIFY(std::abs(distance(arc.end, to->centre) - to->radius) < to->radius * 0.1 + 3);
            if (arc.isRare)
                continue;
            // Textbook's arcs pass through no other state.
            for (int i = 0; i <= 20; ++i) {
                for (const StateCircle& circle : g.circles)
                    QVERIFY(distance(arc.at(i / 20.0), circle.centre) > circle.radius);
            }
        }
    }

    void bothDiagramsHaveTheTextbooksArcs() {
        const DiagramGeometry five = layOutDiagram({440, 300}, false);
        for (const auto& [from, to] : {std::pair{State::New, State::Ready},
                                       {State::Ready, State::Running},
                                       {State::Running, State::Ready},
                                       {State::Running, State::Blocked},
                                       {State::Blocked, State::Ready},
                                       {State::Running, State::Terminated}})
            QVERIFY(five.arc(from, to) && !five.arc(from, to)->isRare);
        const DiagramGeometry seven = layOutDiagram({440, 300}, true);
        for (const auto& [from, to] : {std::pair{State::Ready, State::SuspendedReady},
                                       {State::SuspendedReady, State::Ready},
                                       {State::Blocked, State::SuspendedBlocked},
                                       {State::SuspendedBlocked, State::Blocked},
                                       {State::SuspendedBlocked, State::SuspendedReady}})
            QVERIFY(seven.arc(from, to) && !five.arc(from, to));
    }

    // As wide as the panel is at first: the longest name in the smallest font needs a circle of this size.
    void aNarrowPanelHasRoomForTheNames() {
        for (const QSizeF size : {QSizeF(372, 360), QSizeF(400, 400), QSizeF(430, 390), QSizeF(460, 430)})
            QVERIFY(layOutDiagram(size, true).circles.front().radius >= 39.5);
    }

    // With words as long as they are in either language, and numbers as they grow.
    void wordsStandClearOfCirclesAndOfEachOther_data() {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<bool>("seven");
        for (const bool seven : {false, true})
            for (const QSize size : {QSize(372, 250), QSize(376, 300), QSize(372, 360), QSize(400, 400),
                                     QSize(440, 300), QSize(430, 410), QSize(768, 528), QSize(1600, 900)})
                QTest::addRow("%s, %d x %d", seven ? "seven" : "five", size.width(), size.height())
                    << QSizeF(size) << seven;
    }
    void wordsStandClearOfCirclesAndOfEachOther() {
        QFETCH(const QSizeF, size);
        QFETCH(const bool, seven);
        const DiagramGeometry g = layOutDiagram(size, seven);
        QFont font;
        font.setPixelSize(static_cast<int>(g.labelSize));
        const QFontMetricsF metrics(font);
        std::vector<ArcText> texts;
        for (const TransitionArc& arc : g.arcs)
            texts.push_back(arc.isRare
                                ? ArcText()
                                : ArcText{transitionTerm(arc.from, arc.to).word, QStringLiteral("482")});
        const std::vector<ArcLabel> labels = placeArcLabels(g, texts, metrics, {}, QRectF(QPointF(), size));
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (texts[i].word.isEmpty())
                continue;
            const QRectF word = labels[i].box.adjusted(1, 2, -1, -2);
            QVERIFY2(QRectF(QPointF(), size).contains(word), qPrintable(texts[i].word));
            QVERIFY2(!touchesCircle(g, word), qPrintable(texts[i].word));
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY2(!labels[k].box.adjusted(1, 2, -1, -2).intersects(word),
                         qPrintable(texts[i].word + texts[k].word));
        }
    }

    void aNumberThatGrowsMovesNoWord() {
        const DiagramGeometry g = layOutDiagram({376, 300}, false);
        const QFontMetricsF metrics{QFont()};
        std::vector<ArcText> before, after;
        for (const TransitionArc& arc : g.arcs) {
            const QString word = arc.isRare ? QString() : QStringLiteral("dispatch");
            before.push_back({word, {}});
            after.push_back({word, QStringLiteral("12")});
        }
        const auto first = placeArcLabels(g, before, metrics, {}, {0, 0, 376, 300});
        const auto then = placeArcLabels(g, after, metrics, {}, {0, 0, 376, 300});
        for (std::size_t i = 0; i < first.size(); ++i) QCOMPARE(first[i].box, then[i].box);
    }

    void aPointFindsItsCircleAndItsArc() {
        const DiagramGeometry g = layOutDiagram({440, 300}, false);
        for (const StateCircle& circle : g.circles) QCOMPARE(g.circleAt(circle.centre)->state, circle.state);
        QVERIFY(!g.circleAt({-10, -10}));
        const TransitionArc* preempt = g.arc(State::Running, State::Ready);
        QCOMPARE(g.arcAt(preempt->at(0.5)), preempt);
        QVERIFY(!g.arcAt({-50, -50}));
    }

    void tokensStandApartAndInsideTheirCircle_data() {
        QTest::addColumn<int>("count");
        for (const int count : {1, 2, 3, 9, 10, 40, 100, 250}) QTest::addRow("%d", count) << count;
    }
    void tokensStandApartAndInsideTheirCircle() {
        QFETCH(const int, count);
        const DiagramGeometry g = layOutDiagram({440, 300}, false);
        const StateCircle& circle = *g.circle(State::Blocked);
        const TokenGrid grid = layOutTokens(circle, static_cast<std::size_t>(count), g.nameSize);
        if (grid.tokenRadius == 0) {
            QVERIFY(count > 40);  // so many can be told apart in a narrow panel
            return;
        }
        QCOMPARE(static_cast<int>(grid.places.size()), count);
        for (std::size_t i = 0; i < grid.places.size(); ++i) {
            QVERIFY(distance(grid.places[i], circle.centre) + grid.tokenRadius <= circle.radius + 0.01);
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY(distance(grid.places[i], grid.places[k]) >= 2 * grid.tokenRadius - 0.01);
        }
    }

    void tooManyTokensBecomeANumber() {
        const DiagramGeometry g = layOutDiagram({440, 300}, false);
        QCOMPARE(layOutTokens(*g.circle(State::Blocked), 10'000, g.nameSize).tokenRadius, 0.0);
        QVERIFY(layOutTokens(*g.circle(State::Blocked), 0, g.nameSize).places.empty());
    }

    void aTokenTravelsItsWayInLessThanAFifthOfASecond() {
        TokenMotion motion;
        motion.start(TaskId{1}, {{0, 0}, {100, 0}, {100, 100}}, 1000);
        QCOMPARE(*motion.placeOf(TaskId{1}, 1000), QPointF(0, 0));
        QCOMPARE(*motion.placeOf(TaskId{1}, 1000 + TokenMotion::kMoveMs / 2), QPointF(100, 0));
        QVERIFY(TokenMotion::kMoveMs < 200);
        QVERIFY(motion.advance(1000 + TokenMotion::kMoveMs - 1));
        QVERIFY(!motion.placeOf(TaskId{1}, 1000 + TokenMotion::kMoveMs));
        QVERIFY(!motion.advance(1000 + TokenMotion::kMoveMs));
        QVERIFY(!motion.placeOf(TaskId{2}, 1000));
    }
};

QTEST_MAIN(DiagramGeometryTest)
#include "tst_diagram_geometry.moc"
