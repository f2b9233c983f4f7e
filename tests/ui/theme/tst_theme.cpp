// The colours keep the promises of the grammar: readable, and told apart by height before colour.
#include <QApplication>
#include <QFontInfo>
#include <QTest>
#include <cmath>
#include <set>

#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

using namespace heddle;
using namespace heddle::ui;
using model::State;

namespace {

const std::array kAllStates{State::Unknown,          State::New,       State::Ready,
                            State::Running,          State::Blocked,   State::SuspendedReady,
                            State::SuspendedBlocked, State::Terminated};

}  // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfTheStandard() {
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(contrastRatio(Qt::white, Qt::white) * 10), 10);
        QCOMPARE(qRound(contrastRatio(QColor(0x777777), Qt::white) * 100), 448);
    }

    void textReadsOnEveryGround_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textReadsOnEveryGround() {
        QFETCH(bool, dark);
        const Theme& t = dark ? Theme::dark() : Theme::light();
        for (const QColor& ground : {t.background, t.panel, t.selection}) {
            QVERIFY(contrastRatio(t.text, ground) >= 4.5);
            QVERIFY(contrastRatio(t.quietText, ground) >= 4.5);
        }
        QVERIFY(contrastRatio(t.text, t.hold) >= 4.5);
        QVERIFY(contrastRatio(t.accentText, t.accent) >= 4.5);
        QVERIFY(contrastRatio(t.alarm, t.alarmBackground) >= 4.5);
        for (const State s : kAllStates)
            QVERIFY2(contrastRatio(t.ink(s), t.background) >= 4.5,
                     qPrintable(QString::number(model::indexOf(s))));
    }

    void heightAndHatchTellEveryStateWithoutColour() {
        std::set<std::pair<int, Hatch>> looks;
        for (const State s : kAllStates) {
            const StateLook look = Theme::light().look(s);
            QVERIFY(look.height > 0 && look.height <= 1.0);
            QVERIFY2(looks.insert({qRound(look.height * 100), look.hatch}).second,
                     qPrintable(QString::number(model::indexOf(s))));
            QCOMPARE(look.height, Theme::dark().look(s).height);
        }
        QVERIFY(Theme::light().look(State::Running).height > Theme::light().look(State::Ready).height);
        QVERIFY(Theme::light().look(State::Ready).height > Theme::light().look(State::Blocked).height);
    }

    void theApplicationTakesTheThemeInUse() {
        Theme::setCurrent(Theme::Mode::Dark);
        Theme::applyTo(*qApp);
        QCOMPARE(qApp->palette().color(QPalette::Window), Theme::dark().background);
        Theme::setCurrent(Theme::Mode::Light);
        Theme::applyTo(*qApp);
        QCOMPARE(qApp->palette().color(QPalette::Window), Theme::light().background);
        QVERIFY(QFontInfo{Theme::font()}.pixelSize() >= 13);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
