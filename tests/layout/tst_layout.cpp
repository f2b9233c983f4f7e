// The house as docs/architecture.md draws it: a room includes what it may, and the engine knows no Qt.
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

namespace {

// room -> rooms that it may include besides itself
const QMap<QString, QStringList> kMayInclude{
    {QStringLiteral("engine/base"), {}},
    {QStringLiteral("engine/wire"), {QStringLiteral("engine/base")}},
    {QStringLiteral("engine/runtime"), {QStringLiteral("engine/base"), QStringLiteral("engine/wire")}},
    {QStringLiteral("engine/capture"),
     {QStringLiteral("engine/base"), QStringLiteral("engine/wire"), QStringLiteral("engine/lines")}},
    {QStringLiteral("engine/model"), {QStringLiteral("engine/base"), QStringLiteral("engine/wire")}},
    {QStringLiteral("engine/lines"), {QStringLiteral("engine/base"), QStringLiteral("engine/wire")}},
    {QStringLiteral("engine/recording"),
     {QStringLiteral("engine/base"), QStringLiteral("engine/wire"), QStringLiteral("engine/model")}},
    {QStringLiteral("engine/control"),
     {QStringLiteral("engine/base"), QStringLiteral("engine/wire"), QStringLiteral("engine/model"),
      QStringLiteral("engine/host"), QStringLiteral("engine/runtime")}},
    {QStringLiteral("engine/scenarios"),
     {QStringLiteral("engine/base"), QStringLiteral("engine/wire"), QStringLiteral("engine/model"),
      QStringLiteral("engine/runtime")}},
    {QStringLiteral("engine/host"),
     {QStringLiteral("engine/base"), QStringLiteral("engine/wire"), QStringLiteral("engine/runtime"),
      QStringLiteral("engine/scenarios")}},
    {QStringLiteral("engine/finder"),
     {QStringLiteral("engine/base"), QStringLiteral("engine/wire"), QStringLiteral("engine/runtime"),
      QStringLiteral("engine/scenarios"), QStringLiteral("engine/control")}},
    {QStringLiteral("engine/session"),
     {QStringLiteral("engine/base"), QStringLiteral("engine/wire"), QStringLiteral("engine/runtime"),
      QStringLiteral("engine/scenarios"), QStringLiteral("engine/host"), QStringLiteral("engine/model"),
      QStringLiteral("engine/capture"), QStringLiteral("engine/recording"), QStringLiteral("engine/control"),
      QStringLiteral("engine/finder")}},
};
// What ui and app see of the engine: the facade, snapshots, the library's texts, and the vocabulary of all.
const QStringList kSeenFromAbove{QStringLiteral("engine/base"), QStringLiteral("engine/wire"),
                                 QStringLiteral("engine/model"), QStringLiteral("engine/session"),
                                 QStringLiteral("engine/scenarios")};

struct Include {
    QString file;  // relative to the source tree
    QString room;
    QString included;
};

QString roomOf(const QString& path) {
    return path.section(QLatin1Char('/'), 0, 1);
}

QList<Include> includesBelow(const QString& folder) {
    const QDir root{QStringLiteral(HEDDLE_SOURCE_DIR)};
    static const QRegularExpression kInclude{QStringLiteral("^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]"),
                                             QRegularExpression::MultilineOption};
    QList<Include> includes;
    QDirIterator files{root.filePath(folder),
                       {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                       QDir::Files,
                       QDirIterator::Subdirectories};
    while (files.hasNext()) {
        QFile file{files.next()};
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        const QString path = root.relativeFilePath(file.fileName());
        for (auto found = kInclude.globalMatch(text); found.hasNext();)
            includes.append({path, roomOf(path), found.next().captured(1)});
    }
    return includes;
}

}  // namespace

class LayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEngineIncludesNoQt() {
        const auto includes = includesBelow(QStringLiteral("engine"));
        QVERIFY(!includes.isEmpty());
        static const QRegularExpression kQt{QStringLiteral("^(Q[A-Z]|Qt|qcustomplot)")};
        for (const Include& i : includes)
            QVERIFY2(!kQt.match(i.included).hasMatch(),
                     qPrintable(i.file + QStringLiteral(" includes ") + i.included));
    }

    void anEngineRoomIncludesOnlyWhatStandsBelowIt() {
        for (const Include& i : includesBelow(QStringLiteral("engine"))) {
            QVERIFY2(kMayInclude.contains(i.room),
                     qPrintable(i.room + QStringLiteral(" is no room: ") + i.file));
            if (!i.included.startsWith(QLatin1String("engine/")))
                continue;
            const QString target = roomOf(i.included);
            QVERIFY2(target == i.room || kMayInclude[i.room].contains(target),
                     qPrintable(i.file + QStringLiteral(" may not include ") + i.included));
        }
    }

    void windowAndCommandLineSeeTheEngineThroughItsFacade() {
        for (const QString& floor : {QStringLiteral("ui"), QStringLiteral("app")}) {
            for (const Include& i : includesBelow(floor)) {
                if (!i.included.startsWith(QLatin1String("engine/")))
                    continue;
                QVERIFY2(kSeenFromAbove.contains(roomOf(i.included)),
                         qPrintable(i.file + QStringLiteral(" may not include ") + i.included));
            }
        }
    }

    void theWindowKnowsNothingOfTheCommandLine() {
        for (const Include& i : includesBelow(QStringLiteral("ui")))
            QVERIFY2(!i.included.startsWith(QLatin1String("app/")), qPrintable(i.file));
    }
};

QTEST_GUILESS_MAIN(LayoutTest)
#include "tst_layout.moc"
