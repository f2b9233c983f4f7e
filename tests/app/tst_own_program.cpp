// A program of a user's own: the runtime is installed, the README's example is built with it and recorded.
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/heddle_process.h"
#include "tests/support/sanitizer.h"

using namespace heddle::test;

namespace {

QByteArray contents(const QString& path) {
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

const QString kExample = QStringLiteral(HEDDLE_SOURCE_DIR "/examples/own_program");

}  // namespace

class OwnProgramTest : public QObject {
    Q_OBJECT

    // Empty: it went well; else all that it said.
    static QByteArray runCmake(const QStringList& arguments) {
        QProcess cmake;
        cmake.setProcessChannelMode(QProcess::MergedChannels);
        cmake.start(QStringLiteral(HEDDLE_CMAKE), arguments);
        const bool went = cmake.waitForFinished(150'000) && cmake.exitStatus() == QProcess::NormalExit &&
                          cmake.exitCode() == 0;
        return went ? QByteArray{}
                    : "cmake " + arguments.join(QLatin1Char(' ')).toUtf8() + ": " + cmake.readAll();
    }

private Q_SLOTS:
    void theReadmeShowsTheExample() {
        const QByteArray readme = contents(QStringLiteral(HEDDLE_SOURCE_DIR "/README.md"));
        for (const char* name : {"/main.cpp", "/CMakeLists.txt"}) {
            const QByteArray text = contents(kExample + QLatin1String(name));
            QVERIFY(!text.isEmpty());
            for (const QByteArray& line : text.split('\n'))
                QVERIFY2(readme.contains(line.isEmpty() ? line : "    " + line + "\n"), line.constData());
        }
    }

    void aProgramThatLinksTheInstalledRuntimeIsRecordedWithItsObjects() {
        SKIP_WITHOUT_FIBERS();
        QTemporaryDir folder;
        const QString prefix = folder.filePath(QStringLiteral("prefix"));
        const QString build = folder.filePath(QStringLiteral("build"));
        const QString recording = folder.filePath(QStringLiteral("own.heddle"));
        const auto option = [](const char* text) { return QString::fromLatin1(text); };
        QByteArray failure = runCmake({option("--install"), QStringLiteral(HEDDLE_BUILD_DIR),
                                       option("--prefix"), prefix, option("--component"), option("Runtime")});
        QVERIFY2(failure.isEmpty(), failure.constData());
        failure = runCmake(
            {option("-S"), kExample, option("-B"), build, option("-DCMAKE_PREFIX_PATH=") + prefix,
             option("-DCMAKE_CXX_COMPILER=" HEDDLE_COMPILER), option("-DCMAKE_CXX_FLAGS=" HEDDLE_FLAGS)});
        QVERIFY2(failure.isEmpty(), failure.constData());
        failure = runCmake({option("--build"), build});
        QVERIFY2(failure.isEmpty(), failure.constData());

        const QString program = build + QStringLiteral("/own_program");
        const Finished recorded =
            runHeddle({option("record"), option("-o"), recording, option("--"), program});
        QVERIFY2(recorded.status == 0, recorded.err.constData());
        QVERIFY2(recorded.out.contains(" threads are alive"), recorded.out.constData());
        const QJsonObject report = runHeddle({option("report"), recording, option("--json")}).json();
        QStringList tasks, objects;
        for (const QJsonValue& task : report[QStringLiteral("tasks")].toArray())
            tasks.append(task[QStringLiteral("name")].toString());
        for (const QJsonValue& object : report[QStringLiteral("objects")].toArray())
            objects.append(object[QStringLiteral("name")].toString());
        for (const char* task : {"worker", "first fiber", "second fiber"})
            QVERIFY2(tasks.contains(option(task)), qPrintable(tasks.join(QLatin1Char(' '))));
        for (const char* object : {"jobs", "sum's lock"})
            QVERIFY2(objects.contains(option(object)), qPrintable(objects.join(QLatin1Char(' '))));
    }
};

QTEST_GUILESS_MAIN(OwnProgramTest)
#include "tst_own_program.moc"
