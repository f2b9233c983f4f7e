// The whole window while a program runs at full speed behind it: how soon it is up, how many frames a second it paints,
// how old the newest event is when its pixel is painted, and what being watched costs the program. Prints figures.
//
//   bench_window [COMMAND...]     default: perf bench sched pipe -T, pinned to the last CPU
//
// Runs on the offscreen platform unless QT_QPA_PLATFORM says otherwise. HEDDLE_BENCH_STARTED (nanoseconds of
// CLOCK_REALTIME, as `date +%s%N` gives them) tells when the process was started, for the first figure.
#include <QApplication>
#include <QEvent>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <QWindow>
#include <algorithm>
#include <unistd.h>

#include <cstdio>
#include <vector>

#include "engine/session/session.h"
#include "ui/models/view_state.h"
#include "ui/shell/main_window.h"
#include "ui/shell/run_controller.h"
#include "ui/theme/theme.h"

using namespace heddle;

namespace {

double milliseconds(Duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

// Notes each time that the timeline has painted, and the age of what it shows.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(ui::ViewState& view) : m_view(view) { qApp->installEventFilter(this); }

    std::vector<double> ages;
    std::vector<Instant> paints;

private:
    bool eventFilter(QObject* receiver, QEvent* event) override {
        if (event->type() != QEvent::Paint || !receiver->inherits("heddle::ui::TimelinePlot"))
            return false;
        // Paint it now, so that the clock is read when the pixels are there.
        qApp->removeEventFilter(this);
        receiver->event(event);
        qApp->installEventFilter(this);
        const Instant now = MonotonicClock::now();
        paints.push_back(now);
        if (const model::SnapshotPtr& shown = m_view.snapshot(); shown && !shown->isEnded() && !shown->tasks().empty())
            ages.push_back(milliseconds(now - shown->now()));
        return true;
    }

    ui::ViewState& m_view;
};

double quantile(std::vector<double> values, double share) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void printStart() {
    bool known = false;
    const qint64 started = qEnvironmentVariable("HEDDLE_BENCH_STARTED").toLongLong(&known);
    timespec t{};
    clock_gettime(CLOCK_REALTIME, &t);
    if (known)
        std::printf("window up after             %8.0f ms\n", static_cast<double>(t.tv_sec * 1'000'000'000LL + t.tv_nsec - started) / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("heddle-bench"));
    ui::Theme::applyTo(application);
    ui::MainWindow window;
    window.resize(1600, 900);
    window.show();
    while (!window.windowHandle() || !window.windowHandle()->isExposed())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QApplication::processEvents();
    printStart();

    session::RunRequest request;
    request.command.assign(argv + 1, argv + argc);
    if (request.command.empty())
        request.command = {"taskset", "-c", std::to_string(sysconf(_SC_NPROCESSORS_ONLN) - 1), "perf", "bench", "sched",
                           "pipe", "-T", "-l", "1000000"};
    PaintWatch watch{window.viewState()};
    window.start(request);
    if (!window.runs().hasSession())
        return 1;
    while (window.runs().isRunning())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QApplication::processEvents();

    const model::SnapshotPtr snapshot = window.viewState().snapshot();
    std::uint64_t switches = 0;
    for (const model::TaskInfo& task : snapshot->tasks())
        switches += task.voluntarySwitches + task.involuntarySwitches;
    const double seconds = std::chrono::duration<double>(snapshot->now() - snapshot->start()).count();
    std::vector<double> gaps;
    for (std::size_t i = 1; i < watch.paints.size(); ++i)
        gaps.push_back(milliseconds(watch.paints[i] - watch.paints[i - 1]));
    std::printf("run                         %8.2f s\n", seconds);
    std::printf("switches                    %8.0f /s\n", static_cast<double>(switches) / seconds);
    std::printf("lost events                 %8llu\n", static_cast<unsigned long long>(snapshot->source().lostEvents));
    std::printf("frames                      %8.1f /s\n", static_cast<double>(watch.paints.size()) / seconds);
    std::printf("time between frames, p95    %8.1f ms\n", quantile(gaps, 0.95));
    std::printf("age of what is painted, p50 %8.1f ms\n", quantile(watch.ages, 0.5));
    std::printf("age of what is painted, p95 %8.1f ms\n", quantile(watch.ages, 0.95));
    return 0;
}
