// Whoever has no rights but an ordinary user's can run the whole library, and sees what it promises.
#include <QJsonArray>
#include <QTest>

#include "tests/app/heddle_process.h"
#include "tests/support/sanitizer.h"

using namespace heddle::test;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

}  // namespace

class OrdinaryUserTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyScenarioKeepsItsPromise_data() {
        QTest::addColumn<QString>("id");
        const Finished listed = runHeddle({text("scenarios"), text("--json")});
        QCOMPARE(listed.status, 0);
        const QJsonArray all = listed.json()[text("scenarios")].toArray();
        QVERIFY(!all.isEmpty());
        for (const QJsonValue& scenario : all) {
            const QString id = scenario[text("id")].toString();
            QTest::newRow(id.toUtf8().constData()) << id;
        }
    }
    void everyScenarioKeepsItsPromise() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("a sanitizer stands in the way of some scenarios, and is slow");
        SKIP_WITHOUT_ORDINARY_USER();
        QFETCH(QString, id);
        const Finished run = runHeddle({text("run"), id}, {.asOrdinaryUser = true});
        QVERIFY2(run.status == 0, run.err + run.out.right(2000));
        QVERIFY2(run.out.endsWith("as expected\n") && !run.out.endsWith("NOT as expected\n"),
                 run.out.right(2000));
    }
};

QTEST_GUILESS_MAIN(OrdinaryUserTest)
#include "tst_ordinary_user.moc"
