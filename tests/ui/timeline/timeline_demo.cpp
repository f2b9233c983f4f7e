// Shows a timeline over a made-up run, to look at: timeline_demo [--dark] [--select] [--zoom FROM_MS TO_MS]
// [--grab FILE]
// or writes it as a picture: --picture FILE
#include <QApplication>
#include <QThread>

#include "tests/ui/timeline/demo_stream.h"
#include "ui/theme/theme.h"
#include "ui/timeline/picture.h"
#include "ui/timeline/timeline_view.h"

using namespace heddle;
using namespace heddle::ui;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    Theme::setCurrent(arguments.contains(QStringLiteral("--dark")) ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::applyTo(application);
    ViewState view;
    TimelineView timeline(&view);
    timeline.resize(1280, 720);
    timeline.show();
    view.setSnapshot(demoSnapshot());
    view.fit();
    const auto ms = [&](qsizetype at) {
        return view.snapshot()->start() + std::chrono::milliseconds{arguments.value(at).toInt()};
    };
    if (const auto zoom = arguments.indexOf(QStringLiteral("--zoom")); zoom >= 0)
        view.setRange({ms(zoom + 1), ms(zoom + 2)});
    if (arguments.contains(QStringLiteral("--select"))) {
        const Instant middle = view.range().from + view.range().length() / 2;
        view.select({.task = TaskId{2}, .object = {}, .intervalAt = middle});
        view.setCursor(middle);
    }
    if (const auto picture = arguments.indexOf(QStringLiteral("--picture")); picture >= 0) {
        PictureOptions options;
        options.title = QStringLiteral("Deadlock A/B beside a market");
        const Result<void> written = writePicture(*view.snapshot(), options, arguments.value(picture + 1));
        if (!written.ok())
            qWarning("%s", written.error().sentence().c_str());
        return written.ok() ? 0 : 1;
    }
    if (const auto grab = arguments.indexOf(QStringLiteral("--grab")); grab >= 0) {
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
            QThread::msleep(20);
        }
        return timeline.grab().save(arguments.value(grab + 1)) ? 0 : 1;
    }
    return application.exec();
}
