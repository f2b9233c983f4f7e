// What a user waits for in step mode: from the wish (ControlledSession::postStep, as a click or a key posts
// it) to the new position that every view is drawn from. The step itself is bench_control's.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "engine/session/stepping/controlled_session.h"

using namespace heddle;
using namespace heddle::session;

namespace {

// A session, and waiting until it has told where it stands.
class Stepper {
public:
    Stepper(const char* scenario, const char* parameter, std::int64_t value) {
        RunRequest request;
        request.scenario = scenario;
        request.parameters = {{parameter, std::to_string(value)}};
        auto session = ControlledSession::start(request);
        if (!session)
            std::exit(1);
        m_session = std::move(session).value();
        m_session->setPositionListener([this] {
            const std::lock_guard lock{m_lock};
            ++m_told;
            m_changed.notify_one();
        });
    }

    template <class Post>
    PositionPtr after(Post post) {
        std::unique_lock lock{m_lock};
        const std::uint64_t wanted = m_told + 1;
        lock.unlock();
        post(*m_session);
        lock.lock();
        m_changed.wait(lock, [&] { return m_told >= wanted && !m_session->position()->isBusy; });
        return m_session->position();
    }

    [[nodiscard]] PositionPtr position() const { return m_session->position(); }

private:
    std::mutex m_lock;
    std::condition_variable m_changed;
    std::uint64_t m_told = 0;
    std::unique_ptr<ControlledSession> m_session;
};

// The next one in turn that may go; none: nobody may.
TaskId nextInTurn(const Position& position, TaskId last) {
    const std::size_t count = position.tasks.size();
    for (std::size_t i = 0; i < count; ++i) {
        const NextStep& task = position.tasks[(last.value() + i) % count];
        if (task.mayGo)
            return task.task;
    }
    return {};
}

// Every step of the scenario, again and again, in turn. With the time of each its median and its 99 percent.
void postedStep(benchmark::State& state, const char* scenario, const char* parameter) {
    Stepper stepper{scenario, parameter, state.range(0)};
    std::vector<double> times;
    TaskId task{};
    for (auto _ : state) {
        PositionPtr at = stepper.position();
        task = nextInTurn(*at, task);
        if (task.isNone()) {
            state.PauseTiming();
            at = stepper.after([](ControlledSession& session) { session.postGoTo(NodeId::Start); });
            task = nextInTurn(*at, {});
            state.ResumeTiming();
        }
        const Instant begin = MonotonicClock::now();
        stepper.after([task](ControlledSession& session) { static_cast<void>(session.postStep(task)); });
        times.push_back(std::chrono::duration<double, std::micro>{MonotonicClock::now() - begin}.count());
    }
    std::sort(times.begin(), times.end());
    state.counters["median_us"] = times[times.size() / 2];
    state.counters["p99_us"] = times[times.size() * 99 / 100];
}

}  // namespace

BENCHMARK_CAPTURE(postedStep, threads, "semaphore-threads", "threads")
    ->Arg(3)
    ->Arg(20)
    ->Arg(100)
    ->UseRealTime();
BENCHMARK_CAPTURE(postedStep, processes, "semaphore-processes", "processes")->Arg(8)->UseRealTime();
