// Turns ticks of a segment's clock into CLOCK_MONOTONIC nanoseconds: piecewise linear between pairs of both
// clocks that were read together, one pair at each poll.
//
// Thread rule: one thread. Invariant: monotone between pairs. Ticks behind the last pair are extrapolated, so
// take a pair after draining and before converting. Checked: a pair is the tightest of several brackets; one
// that contradicts the rate seen so far is taken again, and only believed (and counted) when it stays so.
#pragma once

#include <cstdint>
#include <deque>
#include <span>

#include "engine/wire/event.h"
#include "engine/wire/tick_clock.h"

namespace heddle::capture {

class TickConverter {
public:
    struct Pair {
        std::uint64_t ticks = 0;
        std::uint64_t ns = 0;
        std::uint64_t bracket = 0;  // ticks between the readings around the clock: the uncertainty
    };

    explicit TickConverter(wire::TickKind kind);

    // Reads both clocks.
    void calibrate();
    // As calibrate(), with a pair read elsewhere. False when it contradicts the rate so far and was not
    // believed.
    bool add(const Pair& pair);
    [[nodiscard]] std::uint64_t toNs(std::uint64_t ticks);
    // Converts the times of `events` in place.
    void convert(std::span<wire::Event> events);
    // How often the clocks disagreed for good (a virtual machine that was moved): times around it are rough.
    [[nodiscard]] unsigned misfits() const { return m_misfits; }

private:
    [[nodiscard]] bool fits(const Pair& pair) const;

    wire::TickKind m_kind;
    std::deque<Pair> m_pairs;   // ascending in both
    std::size_t m_segment = 1;  // the pair that ends the segment used last
    unsigned m_doubts = 0;      // pairs that did not fit, one after the other
    unsigned m_misfits = 0;
};

}  // namespace heddle::capture
