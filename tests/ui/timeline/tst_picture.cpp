// Exported pictures: formats that other programs read, and lanes that look as they did.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/support/stream_builder.h"
#include "tests/ui/timeline/demo_stream.h"
#include "ui/timeline/picture.h"
#include "ui/timeline/timeline_plot.h"

using namespace heddle;
using namespace heddle::ui;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Lanes of tasks alone, no text: the same with any fonts.
QImage lanesWithoutText(Theme::Mode mode) {
    const model::SnapshotPtr snapshot = demoSnapshot();
    TimelinePlot plot;
    LaneOptions options;
    options.withObjects = options.withCpus = false;
    LaneLayout layout(*snapshot, options, 24);
    const QSize size(640, layout.height());
    plot.setTheme(mode == Theme::Mode::Light ? Theme::light() : Theme::dark());
    plot.setSnapshot(snapshot);
    plot.setTimeRange({snapshot->start(), snapshot->now()});
    plot.setLanes(std::move(layout));
    plot.setViewport(QRect({0, 0}, size));
    plot.setMargins({});
    plot.prepare();
    QImage image(size, QImage::Format_RGB32);
    QCPPainter painter;
    painter.begin(&image);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, size.width(), size.height());
    return image;
}

// Compares with tests/golden/NAME; on failure leaves actual, expected and difference beside each other.
// HEDDLE_UPDATE_GOLDEN=1 takes the picture as the new expectation.
void compareWithGolden(const QImage& actual, const QString& name) {
    const QString path = QStringLiteral(HEDDLE_SOURCE_DIR "/tests/golden/") + name;
    if (qEnvironmentVariableIsSet("HEDDLE_UPDATE_GOLDEN"))
        QVERIFY(actual.save(path));
    const QImage expected = QImage(path).convertToFormat(QImage::Format_RGB32);
    QVERIFY2(!expected.isNull(), qPrintable(path));
    constexpr int kTolerance = 24;  // per channel
    qint64 different = expected.size() == actual.size() ? 0 : qint64(actual.width()) * actual.height();
    QImage difference(actual.size(), QImage::Format_RGB32);
    difference.fill(Qt::white);
    if (different == 0)
        for (int y = 0; y < actual.height(); ++y)
            for (int x = 0; x < actual.width(); ++x) {
                const QRgb a = actual.pixel(x, y), e = expected.pixel(x, y);
                if (std::max({std::abs(qRed(a) - qRed(e)), std::abs(qGreen(a) - qGreen(e)),
                              std::abs(qBlue(a) - qBlue(e))}) > kTolerance) {
                    ++different;
                    difference.setPixel(x, y, qRgb(255, 0, 0));
                }
            }
    if (different * 1000 <= qint64(actual.width()) * actual.height())  // one in a thousand
        return;
    const QDir folder(QDir::current().absoluteFilePath(QStringLiteral("golden-failures")));
    QVERIFY(QDir().mkpath(folder.path()));
    actual.save(folder.filePath(QStringLiteral("actual-") + name));
    expected.save(folder.filePath(QStringLiteral("expected-") + name));
    difference.save(folder.filePath(QStringLiteral("difference-") + name));
    QFAIL(qPrintable(QStringLiteral("%1 pixels differ; see %2").arg(different).arg(folder.path())));
}

}  // namespace

class PictureTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    model::SnapshotPtr m_snapshot = demoSnapshot();

    QString at(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void aPngHasTheSizeAskedFor_data() {
        QTest::addColumn<double>("scale");
        QTest::newRow("1x") << 1.0;
        QTest::newRow("2x") << 2.0;
        QTest::newRow("1.5x") << 1.5;
    }
    void aPngHasTheSizeAskedFor() {
        QFETCH(double, scale);
        PictureOptions options;
        options.width = 800;
        options.height = 500;
        options.scale = scale;
        options.title = QStringLiteral("A deadlock");
        QVERIFY(writePicture(*m_snapshot, options, at("a.png")).ok());
        const QImage image(at("a.png"));
        QCOMPARE(image.size(), QSize(qRound(800 * scale), qRound(500 * scale)));
        // Something of each colour of the grammar is on it.
        for (const auto state : {model::State::Running, model::State::Ready, model::State::Blocked}) {
            const QRgb colour = Theme::light().look(state).colour.rgb();
            bool found = false;
            for (int y = 0; y < image.height() && !found; ++y)
                for (int x = 0; x < image.width() && !found; ++x) found = image.pixel(x, y) == colour;
            QVERIFY2(found, model::nameOf(state));
        }
    }

    void withoutAHeightThePictureIsAsHighAsItsLanes() {
        PictureOptions options;
        QVERIFY(writePicture(*m_snapshot, options, at("natural.png")).ok());
        QVERIFY(QImage(at("natural.png")).height() > 14 * 26);
    }

    void anSvgIsWellFormedAndSmall() {
        PictureOptions options;
        options.title = QStringLiteral("A & B <locks>");
        QVERIFY(writePicture(*m_snapshot, options, at("a.svg")).ok());
        const QByteArray bytes = contentOf(at("a.svg"));
        QXmlStreamReader xml(bytes);
        int shapes = 0;
        bool hasTitle = false;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement) {
                ++shapes;
                hasTitle |= xml.name() == QLatin1String("title") && xml.readElementText() == options.title;
            }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(hasTitle);
        QVERIFY(shapes > 50);
        QVERIFY(QSvgRenderer(bytes).isValid());
    }

    // The legend tells of message arrows where there are any, in every format that can be looked into.
    void messagesAreInThePictureAndInItsLegend() {
        model::StreamBuilder s;
        const TaskId a = s.process("A"), b = s.process("B");
        const ObjectId pipe = s.object(wire::ObjectKind::Pipe, "pipe", a);
        s.after(1ms);
        s.event({.value = wire::packPair(64, 1),
                 .task = a.value(),
                 .object = pipe.value(),
                 .kind = wire::EventKind::Sent});
        s.after(2ms);
        const auto before = s.snapshot();
        s.event({.value = wire::packPair(a.value(), 1),
                 .task = b.value(),
                 .object = pipe.value(),
                 .kind = wire::EventKind::Received});
        s.after(1ms);
        QVERIFY(writePicture(*before, {}, at("none.svg")).ok());
        QVERIFY(!contentOf(at("none.svg")).contains(">message<"));
        QVERIFY(writePicture(*s.snapshot(), {}, at("message.svg")).ok());
        const QByteArray svg = contentOf(at("message.svg"));
        QCOMPARE(svg.count(">message<"), 1);
        const QByteArray colour = Theme::light().message.name().toLatin1();
        QVERIFY(svg.count(colour) > 6);  // the arrow and its image in the legend
    }

    void aVectorPictureOfAMillionIntervalsStaysSmall() {
        Instant now;
        model::Model model = busyModel(20, 1'000'000, now);
        const auto snapshot = model.snapshot(now);
        QVERIFY(writePicture(*snapshot, {}, at("busy.pdf")).ok());
        QVERIFY(contentOf(at("busy.pdf")).size() < 3'000'000);
        QVERIFY(writePicture(*snapshot, {}, at("busy.svg")).ok());
        QVERIFY2(contentOf(at("busy.svg")).size() < 12'000'000,
                 qPrintable(QString::number(contentOf(at("busy.svg")).size())));
    }

    void aPdfIsOne() {
        QVERIFY(writePicture(*m_snapshot, {}, at("a.pdf")).ok());
        const QByteArray bytes = contentOf(at("a.pdf"));
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.contains("%%EOF"));
    }

    void whatCannotBeWrittenSaysSo_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("width");
        QTest::newRow("no such folder") << QStringLiteral("/nowhere/at/all/a.png") << 800;
        QTest::newRow("no format") << at("a.gif") << 800;
        QTest::newRow("too narrow") << at("b.png") << 3;
        QTest::newRow("too wide") << at("c.png") << 1'000'000;
    }
    void whatCannotBeWrittenSaysSo() {
        QFETCH(QString, path);
        QFETCH(int, width);
        PictureOptions options;
        options.width = width;
        const Result<void> result = writePicture(*m_snapshot, options, path);
        QVERIFY(!result.ok());
        QVERIFY(result.error().sentence().find(path.toStdString()) != std::string::npos);
        QVERIFY(!result.error().wayOut.empty());
        QVERIFY(!QFile::exists(path));
    }

    void aRangeThatEndsBeforeItBeginsIsRefused() {
        PictureOptions options;
        options.range = TimeRange{m_snapshot->now(), m_snapshot->start()};
        QVERIFY(!writePicture(*m_snapshot, options, at("d.png")).ok());
    }

    void lanesLookAsTheyDid() {
        compareWithGolden(lanesWithoutText(Theme::Mode::Light), QStringLiteral("lanes_light.png"));
        compareWithGolden(lanesWithoutText(Theme::Mode::Dark), QStringLiteral("lanes_dark.png"));
    }
};

QTEST_MAIN(PictureTest)
#include "tst_picture.moc"
