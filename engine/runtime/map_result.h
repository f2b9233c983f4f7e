// The whole of a map over indexes, done in pieces by the workers of a pool: over when all pieces are.
// Thread rule: pieces by any worker, each once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>

#include "engine/runtime/future.h"

namespace heddle::runtime {

template <class Work>
using MapValue = typename FutureResult<std::invoke_result_t<const Work&, std::size_t>>::Value;

struct MapRange {
    std::size_t begin, end;
};

// 0 to count in ranges of `chunk`; with 0 large ones first and ever smaller ones, down to one index, so that
// all workers end at about the same time. None is longer than `longest`.
inline std::vector<MapRange> rangesOf(std::size_t count, std::size_t chunk, std::uint32_t workers,
                                      std::size_t longest = SIZE_MAX) {
    std::vector<MapRange> ranges;
    for (std::size_t begin = 0; begin < count;) {
        const std::size_t left = count - begin;
        const std::size_t wanted =
            chunk != 0 ? chunk : std::max<std::size_t>(left / (std::size_t{4} * workers), 1);
        ranges.push_back({begin, begin + std::min({wanted, left, longest})});
        begin = ranges.back().end;
    }
    return ranges;
}

template <class T>
class MapResult final : public FutureResult<std::vector<T>> {
public:
    MapResult(std::size_t count, std::size_t pieces, CallSite at)
        : FutureResult<std::vector<T>>(at), values(count), m_left(pieces) {
        this->begin(TaskRef{});
        if (pieces == 0)
            end();
    }
    // One that has no result ends the whole without one, but not before the others.
    void pieceIsOver(bool hasResult, const std::exception_ptr& error) {
        if (!hasResult) {
            const std::lock_guard lock{m_errorLock};
            if (!m_firstError)
                m_firstError = error ? error : std::make_exception_ptr(FutureCancelled{});
        }
        if (m_left.fetch_sub(1, std::memory_order_acq_rel) == 1)
            end();
    }

    std::vector<T> values;  // each piece writes its own

private:
    void run() override {}  // its pieces do
    void end() {
        if (!m_firstError)
            this->value = std::move(values);
        this->finish(m_firstError);
    }

    std::atomic<std::size_t> m_left;
    std::mutex m_errorLock;
    std::exception_ptr m_firstError;
};

// One piece of the work of a map.
template <class Work>
class MapPiece : public FutureState {
public:
    using Whole = std::shared_ptr<MapResult<MapValue<Work>>>;
    MapPiece(Whole whole, std::shared_ptr<const Work> work, MapRange range, CallSite at)
        : FutureState(at), m_whole(std::move(whole)), m_work(std::move(work)), m_range(range) {
        whenOver([this] { m_whole->pieceIsOver(m_hasResult, error()); });
    }

private:
    void run() override {
        for (std::size_t i = m_range.begin; i < m_range.end; ++i) {
            if constexpr (std::is_void_v<std::invoke_result_t<const Work&, std::size_t>>)
                (*m_work)(i);
            else
                m_whole->values[i] = (*m_work)(i);
        }
        m_hasResult = true;
    }

    Whole m_whole;
    std::shared_ptr<const Work> m_work;
    MapRange m_range;
    bool m_hasResult = false;
};

}  // namespace heddle::runtime
