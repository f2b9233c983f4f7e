#include <QTest>

#include "engine/base/nearest_name.h"

using heddle::nearestName;

class NearestNameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMistypedNameFindsWhatWasMeant_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");  // empty: nothing is near
        const auto row = [](const char* typed, const char* meant) {
            QTest::newRow(*typed ? typed : "nothing")
                << QString::fromLatin1(typed) << QString::fromLatin1(meant);
        };
        row("deadlock-ab", "deadlock-ab");
        row("deadlok-ab", "deadlock-ab");
        row("daedlock-ab", "deadlock-ab");
        row("deadlock", "deadlock-ab");
        row("lost-updaet", "lost-update");
        row("fcsf", "fcfs");
        row("xyzzy", "");
        row("", "");
        QTest::newRow("a novel") << QString(5000, QLatin1Char('d')) << QString();
    }
    void aMistypedNameFindsWhatWasMeant() {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        const auto found =
            nearestName(typed.toStdString(), {"deadlock-ab", "lost-update", "fcfs", "fiber-sleep"});
        QCOMPARE(QString::fromStdString(found.value_or("")), meant);
    }
    void withoutCandidatesNothingIsNear() { QVERIFY(!nearestName("a", {})); }
};

QTEST_GUILESS_MAIN(NearestNameTest)
#include "tst_nearest_name.moc"
