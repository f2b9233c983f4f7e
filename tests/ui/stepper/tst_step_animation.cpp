// A stepped run as an animated GIF: what was written is decoded again and held against the frames.
#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/stepper/fake_controlled_session.h"
#include "ui/stepper/gif_file.h"
#include "ui/stepper/step_animation.h"

using namespace heddle;
using namespace heddle::ui;
using test::FakeControlledSession;

namespace {

// The pictures of a GIF as a viewer shows them, each on what was there before.
std::vector<QImage> framesIn(const QString& path) {
    std::vector<QImage> frames;
    QImageReader reader(path, "gif");
    for (QImage frame = reader.read(); !frame.isNull(); frame = reader.read())
        frames.push_back(frame.convertToFormat(QImage::Format_RGB32));
    return frames;
}

// The share of pixels that are clearly another colour.
double differenceOf(const QImage& a, const QImage& b) {
    if (a.size() != b.size())
        return 1;
    constexpr int kVisible = 24;
    int differ = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QColor p = a.pixelColor(x, y), q = b.pixelColor(x, y);
            differ += std::abs(p.red() - q.red()) > kVisible || std::abs(p.green() - q.green()) > kVisible ||
                      std::abs(p.blue() - q.blue()) > kVisible;
        }
    return static_cast<double>(differ) / (a.width() * a.height());
}

}  // namespace

class StepAnimationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFileHasAFrameForTheStartAndForEachStep_data() {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << static_cast<int>(Theme::Mode::Light);
        QTest::newRow("dark") << static_cast<int>(Theme::Mode::Dark);
    }
    void theFileHasAFrameForTheStartAndForEachStep() {
        QFETCH(int, theme);
        FakeControlledSession session(FakeControlledSession::deadlock(), "demo.cpp");
        for (const std::size_t number : {0U, 1U, 0U, 1U})
            QVERIFY(session.postStep(session.position()->tasks[number].task));
        const session::Position& end = *session.position();
        QCOMPARE(animationLength(end), std::size_t{5});
        AnimationOptions options;
        options.title = QStringLiteral("deadlock-ab");
        options.theme = static_cast<Theme::Mode>(theme);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gif"));
        std::vector<std::size_t> asked;
        QVERIFY(writeAnimation(end, options, path, [&asked](std::size_t done) {
            asked.push_back(done);
            return true;
        }));
        QCOMPARE(asked, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
        const std::vector<QImage> frames = framesIn(path);
        QCOMPARE(frames.size(), std::size_t{5});
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const double difference = differenceOf(frames[i], animationFrame(end, i, options));
            QVERIFY2(difference < 0.004, qPrintable(QStringLiteral("frame %1: %2").arg(i).arg(difference)));
            QVERIFY(i == 0 || frames[i] != frames[i - 1]);
        }
        // The verdict stands in the last one, in the colour of alarms.
        const QImage head = frames.back().copy(0, 40, frames.back().width(), 40);
        QVERIFY(head != frames[3].copy(0, 40, head.width(), 40));
    }

    void aCancelledAnimationLeavesNoFile() {
        FakeControlledSession session(FakeControlledSession::deadlock(), "demo.cpp");
        QVERIFY(session.postStep(session.position()->tasks[0].task));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gif"));
        QVERIFY(writeAnimation(*session.position(), {}, path, [](std::size_t done) { return done < 1; }));
        QVERIFY(!QFile::exists(path));
    }

    void aFolderThatIsNotThereIsTold() {
        FakeControlledSession session(FakeControlledSession::deadlock(), "demo.cpp");
        QVERIFY(session.postStep(session.position()->tasks[0].task));
        const auto written = writeAnimation(*session.position(), {}, QStringLiteral("/no/such/folder/a.gif"),
                                            [](std::size_t) { return true; });
        QVERIFY(!written);
        QVERIFY(written.error().sentence().find("/no/such/folder/a.gif") != std::string::npos);
    }

    void picturesOfFewColoursComeBackExactly() {
        std::vector<QImage> pictures;
        for (const QColor colour : {Qt::white, Qt::black, Qt::darkRed}) {
            QImage picture(40, 30, QImage::Format_RGB32);
            picture.fill(Qt::white);
            for (int x = 5; x < 20; ++x) picture.setPixelColor(x, 10, colour);
            pictures.push_back(picture);
        }
        pictures.push_back(pictures.back());  // nothing has changed
        GifFile gif(pictures);
        for (const QImage& picture : pictures) gif.append(picture, std::chrono::milliseconds{100});
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("b.gif")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(gif.finish());
        file.close();
        const std::vector<QImage> frames = framesIn(file.fileName());
        QCOMPARE(frames.size(), pictures.size());
        for (std::size_t i = 0; i < frames.size(); ++i) QCOMPARE(frames[i], pictures[i]);
    }
};

QTEST_MAIN(StepAnimationTest)
#include "tst_step_animation.moc"
