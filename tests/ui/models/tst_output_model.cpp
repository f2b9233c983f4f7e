// What tasks print is shown as they said it, but for what Heddle's runtime has to say among it.
#include <QStandardPaths>
#include <QTest>

#include "tests/support/stream_builder.h"
#include "ui/language/language.h"
#include "ui/models/output_model.h"

using namespace heddle;
using namespace heddle::ui;
using heddle::model::StreamBuilder;

class OutputModelTest : public QObject {
    Q_OBJECT

    static void speak(Language language) {
        chooseLanguage(language);
        installLanguage(*QCoreApplication::instance());
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_output_model"));
    }
    void cleanup() { speak(Language::English); }

    void onlyTheRuntimesWordsAreTranslated() {
        StreamBuilder s;
        const TaskId task = s.process("main");
        for (const char* line : {"run as root", "heddle: change a priority: Permission denied; run as root"})
            s.event({.task = task.value(), .object = s.text(line).value(), .kind = wire::EventKind::Printed});
        OutputModel model;
        model.setSnapshot(s.snapshot());
        const auto line = [&](int row) { return model.data(model.index(row, OutputModel::Line)).toString(); };
        QCOMPARE(line(1), QStringLiteral("heddle: change a priority: Permission denied; run as root"));
        speak(Language::Chinese);
        QCOMPARE(line(0), QStringLiteral("run as root"));
        QVERIFY(line(1).startsWith(QStringLiteral("heddle: ")));
        QVERIFY2(!line(1).contains(QStringLiteral("priority")), qPrintable(line(1)));
    }
};

QTEST_GUILESS_MAIN(OutputModelTest)
#include "tst_output_model.moc"
