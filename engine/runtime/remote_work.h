// How work gets to a process that was forked before the work was known, and its result back: by places on a
// board in shared memory. See ProcessPool.
#pragma once

#include <atomic>
#include <cstring>
#include <mutex>
#include <vector>

#include "engine/base/mapping.h"
#include "engine/runtime/map_result.h"
#include "engine/runtime/queue.h"

namespace heddle::runtime {

// A place for one piece of work. Functions are named by their distance from one that all know: processes that
// were forked from each other have them at the same addresses.
struct WorkPlace {
    static constexpr std::size_t kWorkBytes = 192, kResultBytes = 3840;
    static constexpr std::uint32_t kFree = 0, kCancelled = 1,
                                   kWorkers = 2;  // kWorkers + i: begun by worker i

    std::atomic<std::uint32_t> claim{kFree};
    std::uint32_t textBytes = 0;  // of the exception, if it failed
    std::int64_t function = 0;
    alignas(16) std::byte work[kWorkBytes] = {};
    alignas(16) std::byte result[kResultBytes] = {};  // or the text
};

// What a worker says of a place.
struct WorkerSays {
    enum class Word : std::uint32_t { Began, Done, Failed, Skipped, NoMore };
    std::uint32_t place = 0;
    std::uint32_t worker = 0;  // TaskRef
    Word word = Word::NoMore;
};

using RemoteFunction = void (*)(const std::byte* work, std::byte* result);

class WorkBoard {
public:
    static constexpr std::uint32_t kPlaces = 64 * 1024;  // pieces of work that are not over, at most

    WorkBoard();
    [[nodiscard]] WorkPlace& place(std::uint32_t number) const;
    // A place for work that `function` does. Thread rule of these two: any thread of the process.
    [[nodiscard]] std::uint32_t write(RemoteFunction function, const void* work, std::size_t bytes);
    void giveBack(std::uint32_t place);
    // In a worker: does the work of the place.
    static void perform(WorkPlace& place);

private:
    Mapping m_places;
    std::mutex m_lock;
    std::vector<std::uint32_t> m_free;
};

// The parent's side of one piece of work.
class RemoteState {
public:
    virtual ~RemoteState() = default;
    [[nodiscard]] virtual FutureState& future() = 0;
    virtual void readResult(const std::byte* result) = 0;
    std::uint32_t place = 0;

protected:
    // Takes the work from the worker who might do it.
    static bool claimForNobody(WorkPlace& place) {
        std::uint32_t free = WorkPlace::kFree;
        return place.claim.compare_exchange_strong(free, WorkPlace::kCancelled);
    }
};

template <class Work>
class RemoteErrand final : public FutureResult<std::invoke_result_t<const Work&>>, public RemoteState {
    using Result = std::invoke_result_t<const Work&>;
    using Value = typename FutureResult<Result>::Value;
    static_assert(std::is_trivially_copyable_v<Work> && sizeof(Work) <= WorkPlace::kWorkBytes);
    static_assert(std::is_trivially_copyable_v<Value> && sizeof(Value) <= WorkPlace::kResultBytes);

public:
    RemoteErrand(WorkBoard& board, const Work& work, CallSite at) : FutureResult<Result>(at), m_board(board) {
        place = board.write(doIt, &work, sizeof work);
    }
    FutureState& future() override { return *this; }
    void readResult(const std::byte* result) override {
        std::memcpy(static_cast<void*>(&this->value.emplace()), result, sizeof(Value));
    }

private:
    static void doIt(const std::byte* bytes, std::byte* result) {
        const Work& work = *reinterpret_cast<const Work*>(bytes);
        if constexpr (std::is_void_v<Result>) {
            work();
        } else {
            const Value value = work();
            std::memcpy(result, &value, sizeof value);
        }
    }
    void run() override {}  // a worker does
    bool mayStillCancel() override { return claimForNobody(m_board.place(place)); }

    WorkBoard& m_board;
};

template <class Work>
class RemotePiece final : public FutureState, public RemoteState {
    using Value = MapValue<Work>;
    struct Order {
        Work work;
        MapRange range;
    };
    static_assert(std::is_trivially_copyable_v<Work> && sizeof(Order) <= WorkPlace::kWorkBytes);
    static_assert(std::is_trivially_copyable_v<Value> && sizeof(Value) <= WorkPlace::kResultBytes);

public:
    static constexpr std::size_t kLongest = WorkPlace::kResultBytes / sizeof(Value);

    RemotePiece(WorkBoard& board, std::shared_ptr<MapResult<Value>> whole, const Work& work, MapRange range,
                CallSite at)
        : FutureState(at), m_board(board), m_whole(std::move(whole)), m_range(range) {
        const Order order{work, range};
        place = board.write(doIt, &order, sizeof order);
        whenOver([this] { m_whole->pieceIsOver(m_hasResult, error()); });
    }
    FutureState& future() override { return *this; }
    void readResult(const std::byte* result) override {
        std::memcpy(static_cast<void*>(m_whole->values.data() + m_range.begin), result,
                    (m_range.end - m_range.begin) * sizeof(Value));
        m_hasResult = true;
    }

private:
    static void doIt(const std::byte* bytes, std::byte* result) {
        const Order& order = *reinterpret_cast<const Order*>(bytes);
        for (std::size_t i = order.range.begin; i < order.range.end; ++i) {
            if constexpr (std::is_void_v<std::invoke_result_t<const Work&, std::size_t>>) {
                order.work(i);
            } else {
                const Value value = order.work(i);
                std::memcpy(result + (i - order.range.begin) * sizeof value, &value, sizeof value);
            }
        }
    }
    void run() override {}  // a worker does
    bool mayStillCancel() override { return claimForNobody(m_board.place(place)); }

    WorkBoard& m_board;
    std::shared_ptr<MapResult<Value>> m_whole;
    MapRange m_range;
    bool m_hasResult = false;
};

}  // namespace heddle::runtime
