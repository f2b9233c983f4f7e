// heddle export FILE --format FORMAT -o OUT [--from T] [--to T] [--width PX] [--height PX] [--scale N]
#include <QApplication>
#include <cstdio>

#include "app/console.h"
#include "app/signals.h"
#include "app/verbs.h"
#include "app/watch.h"
#include "engine/session/report/report.h"
#include "ui/timeline/picture.h"

namespace heddle::app {
namespace {

struct Options {
    std::string file, format, output;
    std::optional<double> from, to;  // seconds since the start of the run
    int width = 1600;
    int height = 0;
    double scale = 1;
    bool dark = false;
};

Instant instantAfter(Instant start, double seconds) {
    return start + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

Result<ui::PictureOptions> pictureOf(const Options& options, const model::Snapshot& snapshot) {
    ui::PictureOptions picture;
    picture.width = options.width;
    picture.height = options.height;
    picture.scale = options.scale;
    picture.theme = options.dark ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light;
    if (!options.format.empty())
        picture.format = ui::pictureFormat(QString::fromStdString(options.format));
    if (options.from || options.to) {
        const Instant start = snapshot.start();
        const ui::TimeRange range{options.from ? instantAfter(start, *options.from) : start,
                                  options.to ? instantAfter(start, *options.to) : snapshot.now()};
        if (range.from >= range.to)
            return Error{Fault::Usage, "export '" + options.file + "'",
                         "the range from --from to --to is empty",
                         "the run lasts " +
                             std::to_string(std::chrono::duration<double>(snapshot.now() - start).count()) +
                             " seconds"};
        picture.range = range;
    }
    return picture;
}

int exportPicture(const Options& options) {
    catchSignals();
    auto session = session::Session::open(options.file);
    if (!session)
        return complain(session.error());
    session::Session& recording = *session.value();
    watchToEnd(recording);
    if (const int signal = caughtSignal())
        return 128 + signal;
    const model::SnapshotPtr snapshot = recording.snapshot();
    auto picture = pictureOf(options, *snapshot);
    if (!picture)
        return complain(picture.error());
    picture->title = QString::fromStdString(session::titleOf(recording.request()));

    // Pictures need no display, and what Qt remarks about the missing desktop is no business of the user.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& message) {
        if (type == QtCriticalMsg || type == QtFatalMsg)
            std::fprintf(stderr, "heddle: %s\n", qPrintable(message));
    });
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    int argc = 1;
    char name[] = "heddle";
    char* argv[] = {name, nullptr};
    const QApplication application{argc, argv};
    if (auto written = ui::writePicture(*snapshot, picture.value(), QString::fromLocal8Bit(options.output));
        !written)
        return complain(written.error());
    return kDone;
}

}  // namespace

void addExport(CLI::App& heddle, int& status) {
    CLI::App* verb = heddle.add_subcommand("export", "draw the timeline of a recording as PNG, SVG or PDF");
    verb->footer(
        "Times are seconds since the start of the run.\n\n"
        "Example:\n  heddle export semaphore.heddle --format pdf -o semaphore.pdf --from 0.2 --to 0.8");
    auto options = std::make_shared<Options>();
    verb->add_option("FILE", options->file, "a recording")->type_name("")->required();
    verb->add_option("-o,--output", options->output, "the picture")->type_name("OUT")->required();
    verb->add_option("--format", options->format, "png, svg or pdf; by default what the name of OUT ends in")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"png", "svg", "pdf"}));
    verb->add_option("--from", options->from, "leave out what is earlier")->type_name("T");
    verb->add_option("--to", options->to, "leave out what is later")->type_name("T");
    verb->add_option("--width", options->width, "pixels")->type_name("PX")->check(CLI::Range(1, 100'000));
    verb->add_option("--height", options->height, "pixels; by default as many as the lanes need")
        ->type_name("PX")
        ->check(CLI::Range(1, 100'000));
    verb->add_option("--scale", options->scale, "PNG: pixels of the file for each of these")
        ->type_name("N")
        ->check(CLI::Range(0.1, 16.0));
    verb->add_flag("--dark", options->dark, "light on dark");
    verb->callback([options, &status] { status = exportPicture(*options); });
}

}  // namespace heddle::app
