// The whole of a map over indexes, done in pieces by the workers of a pool: over when all pieces are.
// Thread rule: pieces by any worker, each once.
#pragma once

#include <mutex>

#include "engine/runtime/future.h"

namespace heddle::runtime {

template <class Work>
using MapValue = typename FutureResult<std::invoke_result_t<const Work&, std::size_t>>::Value;

template <class Work>
class MapResult final : public FutureResult<std::vector<MapValue<Work>>> {
public:
    MapResult(std::size_t count, Work work, CallSite at)
        : FutureResult<std::vector<MapValue<Work>>>(at), m_work(std::move(work)), m_values(count) {
        this->begin(TaskRef{});
    }

    // `whole` cut into pieces of `chunk`; 0: large ones first and ever smaller ones, down to one index, so
    // that all workers end at about the same time.
    static std::vector<std::shared_ptr<FutureState>> cut(const std::shared_ptr<MapResult>& whole,
                                                         std::size_t chunk, std::uint32_t workers,
                                                         CallSite at) {
        const std::size_t count = whole->m_values.size();
        std::vector<std::shared_ptr<FutureState>> pieces;
        for (std::size_t begin = 0; begin < count;) {
            const std::size_t left = count - begin;
            const std::size_t wanted =
                chunk != 0 ? chunk : std::max<std::size_t>(left / (std::size_t{4} * workers), 1);
            const std::size_t end = begin + std::min(wanted, left);
            pieces.push_back(std::make_shared<Piece>(whole, begin, end, at));
            begin = end;
        }
        whole->m_left = pieces.size();
        for (const auto& piece : pieces)
            piece->whenOver([&piece = static_cast<Piece&>(*piece)] { piece.whole->isOver(piece); });
        if (pieces.empty())
            whole->end();
        return pieces;
    }

private:
    class Piece final : public FutureState {
    public:
        Piece(std::shared_ptr<MapResult> of, std::size_t from, std::size_t to, CallSite at)
            : FutureState(at), whole(std::move(of)), begin(from), end(to) {}
        std::shared_ptr<MapResult> whole;
        std::size_t begin, end;
        bool isDone = false;

    private:
        void run() override {
            for (std::size_t i = begin; i < end; ++i) {
                if constexpr (std::is_void_v<std::invoke_result_t<const Work&, std::size_t>>)
                    whole->m_work(i);
                else
                    whole->m_values[i] = whole->m_work(i);
            }
            isDone = true;
        }
    };

    void run() override {}  // its pieces do
    void isOver(const Piece& piece) {
        if (!piece.isDone) {
            const std::lock_guard lock{m_errorLock};
            if (!m_firstError)
                m_firstError = piece.error() ? piece.error() : std::make_exception_ptr(FutureCancelled{});
        }
        if (m_left.fetch_sub(1, std::memory_order_acq_rel) == 1)
            end();
    }
    void end() {
        if (!m_firstError)
            this->value = std::move(m_values);
        this->finish(m_firstError);
    }

    const Work m_work;
    std::vector<MapValue<Work>> m_values;
    std::atomic<std::size_t> m_left{0};
    std::mutex m_errorLock;
    std::exception_ptr m_firstError;
};

}  // namespace heddle::runtime
