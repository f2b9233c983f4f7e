// How long a full redraw of the timeline takes, at every zoom and many places of a long run; with few lanes
// and with ten thousand; and live, while events come in.
//
//   bench_timeline [INTERVALS]      10 million without
//
// A redraw is everything from the change of the range to the finished picture of the widget: lanes, geometry,
// all layers, composition. Prints median and 95th percentile in milliseconds. The target: 95th percentile
// under 8 ms.
#include <QApplication>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "tests/ui/timeline/demo_stream.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_plot.h"
#include "ui/timeline/timeline_view.h"

using namespace heddle;
using namespace heddle::ui;

namespace {

// CPU time of the whole process: tells the work apart from the noise of a busy machine.
double cpuMs() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

double msSince(Instant begin) {
    return std::chrono::duration<double, std::milli>(MonotonicClock::now() - begin).count();
}

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

struct Times {
    std::vector<double> wall, cpu;
    template <class Work>
    void add(Work work) {
        const Instant begin = MonotonicClock::now();
        const double cpuBegin = cpuMs();
        work();
        cpu.push_back(cpuMs() - cpuBegin);
        wall.push_back(msSince(begin));
    }
    void add(const Times& other) {
        wall.insert(wall.end(), other.wall.begin(), other.wall.end());
        cpu.insert(cpu.end(), other.cpu.begin(), other.cpu.end());
    }
};

void print(const char* what, const Times& t) {
    std::printf(
        "%-34s median %6.2f ms  p95 %6.2f ms  most %6.2f ms   (CPU time: median %6.2f ms  p95 %6.2f ms)\n",
        what, quantile(t.wall, 0.5), quantile(t.wall, 0.95), quantile(t.wall, 1), quantile(t.cpu, 0.5),
        quantile(t.cpu, 0.95));
    std::fflush(stdout);
}

void sweep(const char* what, std::size_t tasks, std::size_t intervals) {
    Instant now;
    model::Model model = busyModel(tasks, intervals, now);
    ViewState state;
    TimelineView view(&state);
    view.resize(1600, 900);
    view.show();
    QApplication::processEvents();
    state.setSnapshot(model.snapshot(now));
    state.fit();
    view.redrawNow();
    const auto [first, last] = view.lanes().visible(0, view.laneArea().height());
    std::printf("\n%s: %zu intervals, %zu lanes, %zu in sight, %.1f bytes of memory per interval\n", what,
                intervals, view.lanes().lanes().size(), last - first,
                static_cast<double>(model.bytesUsed()) / static_cast<double>(intervals));

    const TimeRange whole = state.range();
    Times all;
    for (double zoom = 1; zoom < 1e8 && static_cast<double>(whole.length().count()) / zoom > 1000;
         zoom *= 4) {
        Times times;
        for (int place = 0; place < 25; ++place) {
            const double share = (1 - 1 / zoom) * place / 24;
            const auto length = static_cast<double>(whole.length().count());
            const Instant from = whole.from + Duration{static_cast<std::int64_t>(length * share)};
            state.setRange({from, from + Duration{static_cast<std::int64_t>(length / zoom) + place}});
            times.add([&] { view.redrawNow(); });
        }
        char text[64];
        std::snprintf(text, sizeof text, "  1/%.0f of the run in sight", zoom);
        print(text, times);
        all.add(times);
    }
    print("  all zooms", all);

    // The mouse moves: only the marks are drawn again.
    Times moves;
    for (int i = 0; i < 200; ++i)
        moves.add([&] {
            state.setCursor(whole.from + whole.length() * i / 200);
            QApplication::processEvents();
        });
    print("  cursor moved", moves);
}

// One second of a live run at 60 frames a second: each frame brings 8,333 events and shows the present.
void live() {
    Instant now;
    model::Model model = busyModel(50, 3'000'000, now);
    ViewState state;
    TimelineView view(&state);
    view.resize(1600, 900);
    view.show();
    model::StreamBuilder more;
    Times folds, frames;
    std::uint64_t time = static_cast<std::uint64_t>(toNs(now));
    for (int f = 0; f < 120; ++f) {
        std::vector<wire::Event> events;
        for (int i = 0; i < 8'333; ++i) {
            wire::Event e;
            e.time = time += 2'000;
            e.task = static_cast<std::uint32_t>(1 + i / 3 % 50);
            e.kind = i % 3 == 0   ? wire::EventKind::Woken
                     : i % 3 == 1 ? wire::EventKind::SwitchedIn
                                  : wire::EventKind::SwitchedOut;
            e.detail = static_cast<std::uint16_t>(i / 3 % 8);
            e.value = i % 3 == 2 ? static_cast<std::uint64_t>(wire::SwitchReason::Blocked) : 0;
            events.push_back(e);
        }
        folds.add([&] { model.apply(events); });
        frames.add([&] {
            state.setSnapshot(model.snapshot(instantFromNs(static_cast<std::int64_t>(time))));
            view.redrawNow();
        });
    }
    std::printf("\nlive, 500,000 events/s, 50 lanes, following the present\n");
    print("  fold of one frame's events", folds);
    print("  frame (16.7 ms are there)", frames);
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Theme::applyTo(application);
    const std::size_t intervals = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
    sweep("few lanes", 46, intervals);
    sweep("ten thousand lanes", 10'000, intervals);
    live();
}
