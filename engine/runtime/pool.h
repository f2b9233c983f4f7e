// A fixed number of workers that do what they are given: ThreadPool, and FiberPool, whose workers are fibers
// of the thread that made it. Work is done in the order in which it was given.
//
//     ThreadPool pool{4};
//     int nine = pool.apply([] { return 3 * 3; });                       // waits
//     Future<int> later = pool.applyAsync([] { return 4 * 4; });         // does not
//     std::vector<int> squares = pool.map(1000, [](std::size_t i) { return int(i * i); });
//
// close(): no more work is taken; what was given is done. terminate(): what has not begun is cancelled.
// join(): waits for the workers to end. The destructor closes and joins.
// Thread rule: work may be given by any thread of the process; join() and the destructor by one.
#pragma once

#include <string>

#include "engine/runtime/expect.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/map_result.h"
#include "engine/runtime/task_queue.h"
#include "engine/runtime/thread.h"

namespace heddle::runtime {

// Work was given to a pool that is closed.
class PoolClosed : public std::runtime_error {
public:
    PoolClosed() : std::runtime_error("the pool is closed") {}
};

// What pools have in common.
class Pool {
public:
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    template <class Work>
    auto applyAsync(Work work, CallSite at = CallSite::here()) {
        return submit(std::move(work), at, [](const auto&) {});
    }
    // When the work is over, its worker calls `callback` with the result, or `failed` with the exception.
    template <class Work, class Callback>
    auto applyAsync(Work work, Callback callback, std::function<void(std::exception_ptr)> failed = {},
                    CallSite at = CallSite::here()) {
        return submit(std::move(work), at,
                      [&](const auto& future) { future.whenOver(std::move(callback), std::move(failed)); });
    }
    template <class Work>
    auto apply(Work work, CallSite at = CallSite::here()) {
        return applyAsync(std::move(work), at).get(at);
    }
    // What `work` returns for 0, 1... count - 1, in this order. `chunk`: how many of them a worker takes at
    // once; 0: many at first and ever fewer, so that all workers end at about the same time. Fails with the
    // first exception of the work, when all is over.
    template <class Work>
    Future<std::vector<MapValue<Work>>> mapAsync(std::size_t count, Work work, std::size_t chunk = 0,
                                                 CallSite at = CallSite::here()) {
        const std::vector<MapRange> ranges = rangesOf(count, chunk, m_workers);
        auto whole = std::make_shared<MapResult<MapValue<Work>>>(count, ranges.size(), at);
        const auto shared = std::make_shared<const Work>(std::move(work));
        std::vector<TaskQueue::Item> pieces;
        for (const MapRange& range : ranges)
            pieces.push_back(std::make_shared<MapPiece<Work>>(whole, shared, range, at));
        give(pieces, at);
        return Future<std::vector<MapValue<Work>>>{std::move(whole)};
    }
    template <class Work>
    std::vector<MapValue<Work>> map(std::size_t count, Work work, std::size_t chunk = 0,
                                    CallSite at = CallSite::here()) {
        return mapAsync(count, std::move(work), chunk, at).get(at);
    }

    void close(CallSite at = CallSite::here());
    void terminate(CallSite at = CallSite::here());

protected:
    Pool(std::uint32_t workers, std::string_view name, CallSite at) : m_workers(workers), m_tasks(name, at) {
        if (workers == 0)
            misuse("a pool is made without workers");
    }
    ~Pool() = default;
    // The life of a worker.
    void work(CallSite at);
    [[nodiscard]] std::uint32_t workers() const { return m_workers; }

private:
    void give(std::span<const TaskQueue::Item> items, CallSite at) {
        if (!m_tasks.put(items, at))
            throw PoolClosed{};
    }
    template <class Work, class Prepare>
    auto submit(Work work, CallSite at, Prepare prepare) {
        auto errand = std::make_shared<Errand<Work>>(std::move(work), at);
        Future<std::invoke_result_t<Work&>> future{errand};
        prepare(future);
        const TaskQueue::Item item = std::move(errand);
        give({&item, 1}, at);
        return future;
    }

    std::uint32_t m_workers;
    TaskQueue m_tasks;
};

template <class Worker>
class PoolOf : public Pool {
public:
    explicit PoolOf(std::uint32_t workers, std::string name = "pool", CallSite at = CallSite::here())
        : Pool(workers, name, at) {
        m_team.reserve(workers);
        for (std::uint32_t i = 1; i <= workers; ++i)
            m_team.emplace_back(
                name + "-" + std::to_string(i), [this, at] { work(at); }, at);
    }
    ~PoolOf() {
        close(CallSite{});
        join(CallSite{});
    }
    void join(CallSite at = CallSite::here()) {
        for (Worker& worker : m_team) worker.join(at);
        m_team.clear();
    }

private:
    std::vector<Worker> m_team;
};
using ThreadPool = PoolOf<Thread>;
using FiberPool = PoolOf<Fiber>;

}  // namespace heddle::runtime
