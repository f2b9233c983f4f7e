// A pool whose workers are processes, forked when it is made. Work and results go through shared memory, so
// both are trivially copyable: what the work refers to is the worker's own copy, as it was when the pool was
// made. An exception comes back as a std::runtime_error with its text.
//
//     ProcessPool pool{4};
//     int nine = pool.apply([x = 3] { return x * x; });
//     std::vector<int> squares = pool.map(1000, [](std::size_t i) { return int(i * i); });
//
// close(), join() and the destructor: as of a ThreadPool. terminate() ends the workers where they are: what
// they were doing fails, what has not begun is cancelled.
// Thread rule: as of a ThreadPool. Callbacks are called by a thread of the pool's own.
// Limits: work of 192 bytes and results of 3,840 (of map() for each piece: the chunks are made no larger);
// 65,536 pieces of work that are not over: whoever gives more ends with a sentence.
// Loss: work that was begun by a worker that dies fails and says so.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "engine/runtime/map_result.h"
#include "engine/runtime/pool.h"
#include "engine/runtime/process.h"
#include "engine/runtime/remote_work.h"

namespace heddle::runtime {

class ProcessPool {
public:
    explicit ProcessPool(std::uint32_t workers, const std::string& name = "pool",
                         CallSite at = CallSite::here());
    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;
    ~ProcessPool();

    template <class Work>
    auto applyAsync(Work work, CallSite at = CallSite::here()) {
        auto errand = std::make_shared<RemoteErrand<Work>>(m_board, work, at);
        const Future<std::invoke_result_t<const Work&>> future{errand};
        give({errand}, at);
        return future;
    }
    // When the work is over, `callback` is called with the result, or `failed` with the exception.
    template <class Work, class Callback>
    auto applyAsync(Work work, Callback callback, std::function<void(std::exception_ptr)> failed = {},
                    CallSite at = CallSite::here()) {
        auto errand = std::make_shared<RemoteErrand<Work>>(m_board, work, at);
        const Future<std::invoke_result_t<const Work&>> future{errand};
        future.whenOver(std::move(callback), std::move(failed));
        give({errand}, at);
        return future;
    }
    template <class Work>
    auto apply(Work work, CallSite at = CallSite::here()) {
        return applyAsync(work, at).get(at);
    }
    template <class Work>
    Future<std::vector<MapValue<Work>>> mapAsync(std::size_t count, Work work, std::size_t chunk = 0,
                                                 CallSite at = CallSite::here()) {
        const auto ranges = rangesOf(count, chunk, workers(), RemotePiece<Work>::kLongest);
        auto whole = std::make_shared<MapResult<MapValue<Work>>>(count, ranges.size(), at);
        std::vector<std::shared_ptr<RemoteState>> pieces;
        for (const MapRange& range : ranges)
            pieces.push_back(std::make_shared<RemotePiece<Work>>(m_board, whole, work, range, at));
        give(pieces, at);
        return Future<std::vector<MapValue<Work>>>{std::move(whole)};
    }
    template <class Work>
    std::vector<MapValue<Work>> map(std::size_t count, Work work, std::size_t chunk = 0,
                                    CallSite at = CallSite::here()) {
        return mapAsync(count, work, chunk, at).get(at);
    }

    void close(CallSite at = CallSite::here());
    void terminate(CallSite at = CallSite::here());
    void join(CallSite at = CallSite::here());

private:
    [[nodiscard]] std::uint32_t workers() const { return m_workers; }
    void give(const std::vector<std::shared_ptr<RemoteState>>& errands, CallSite at);
    // The life of a worker, and of the thread that takes their answers.
    void work(std::uint32_t worker, CallSite at);
    void collect(CallSite at);
    void handle(const WorkerSays& answer);
    void failWorkOfTheDead();

    std::uint32_t m_workers;
    WorkBoard m_board;
    Queue<std::uint32_t> m_tasks;  // places on the board
    Queue<WorkerSays> m_answers;
    std::mutex m_lock;                                                // of the two below
    std::map<std::uint32_t, std::shared_ptr<RemoteState>> m_pending;  // by place
    bool m_isClosed = false;
    std::vector<Process> m_team;
    std::optional<Thread> m_collector;
};

}  // namespace heddle::runtime
