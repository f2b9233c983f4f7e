// Merges fact streams by time. Stable: within a stream the order stays, and at equal times the stream with
// the lower number comes first.
//
// Cost: a stream's facts are taken in runs, as long as no other stream has an earlier one, so that a few busy
// streams cost little more than copying and thousands of quiet ones a heap of those that have something.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/capture/fact_stream.h"

namespace heddle::capture {

class Merger {
public:
    // Streams keep their number and their address; a number is used again after remove().
    std::uint32_t add();
    void remove(std::uint32_t number);
    [[nodiscard]] FactStream& stream(std::uint32_t number) { return *m_streams[number]; }

    // Hands out all facts up to and including `until`: sink(stream number, facts).
    template <class Sink>
    void merge(std::uint64_t until, Sink&& sink) {
        collect(until);
        while (!m_heap.empty()) {
            const std::uint32_t number = m_heap.front().number;
            const std::uint64_t bound = runBound(until);
            sink(number, m_streams[number]->takeUntil(bound));
            putFrontBack(until);
        }
        for (const auto& stream : m_streams)
            if (stream)
                stream->compact();
    }

private:
    struct Head {
        std::uint64_t time;
        std::uint32_t number;
        bool operator<(const Head& other) const {
            return time != other.time ? time < other.time : number < other.number;
        }
    };
    void collect(std::uint64_t until);
    [[nodiscard]] std::uint64_t runBound(std::uint64_t until) const;
    void putFrontBack(std::uint64_t until);
    void siftDown(std::size_t at);

    std::vector<std::unique_ptr<FactStream>> m_streams;
    std::vector<std::uint32_t> m_freeNumbers;
    std::vector<Head> m_heap;  // smallest first
};

}  // namespace heddle::capture
