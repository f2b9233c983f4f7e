#include "engine/capture/tick_converter.h"

#include <algorithm>
#include <cmath>

namespace heddle::capture {
namespace {

constexpr std::size_t kPairsKept = 256;
constexpr unsigned kDoubtsBelieved = 3;
// A rate is only known as well as the time it was measured over: shorter segments are not compared.
constexpr std::uint64_t kShortestComparedNs = 1'000'000;
// The kernel slews its clock by 500 ppm at most; the brackets add their own uncertainty.
constexpr double kLargestDeviation = 0.001;

double rate(const TickConverter::Pair& from, const TickConverter::Pair& to) {
    return static_cast<double>(to.ns - from.ns) / static_cast<double>(to.ticks - from.ticks);
}

TickConverter::Pair readPair(wire::TickKind kind) {
    TickConverter::Pair best{.bracket = ~0ull};
    for (int attempt = 0; attempt < 5; ++attempt) {
        const std::uint64_t before = wire::readTicks(kind);
        const auto ns = static_cast<std::uint64_t>(heddle::toNs(MonotonicClock::now()));
        const std::uint64_t after = wire::readTicks(kind);
        if (after - before < best.bracket)
            best = {before + (after - before) / 2, ns, after - before};
    }
    return best;
}

}  // namespace

TickConverter::TickConverter(wire::TickKind kind) : m_kind(kind) {
    if (kind == wire::TickKind::Monotonic)
        return;
    // Two pairs a millisecond apart give a first rate of some ten ppm.
    m_pairs.push_back(readPair(kind));
    Pair second = readPair(kind);
    while (second.ns < m_pairs.front().ns + kShortestComparedNs) second = readPair(kind);
    m_pairs.push_back(second);
}

void TickConverter::calibrate() {
    if (m_kind == wire::TickKind::Monotonic)
        return;
    for (unsigned attempt = 0; attempt < kDoubtsBelieved; ++attempt)
        if (add(readPair(m_kind)))
            return;
}

bool TickConverter::fits(const Pair& pair) const {
    const Pair& last = m_pairs.back();
    if (pair.ticks <= last.ticks || pair.ns <= last.ns)
        return false;
    if (pair.ns - last.ns < kShortestComparedNs)
        return true;
    const double known = rate(m_pairs.front(), last);
    const double doubt =
        static_cast<double>(pair.bracket + last.bracket) / static_cast<double>(pair.ticks - last.ticks);
    return std::abs(rate(last, pair) / known - 1) < kLargestDeviation + doubt;
}

bool TickConverter::add(const Pair& pair) {
    const Pair& last = m_pairs.back();
    if (pair.ticks > last.ticks && pair.ns > last.ns && pair.ns - last.ns < kShortestComparedNs)
        return true;  // too soon for a segment of its own: the last rate still holds
    if (!fits(pair) && ++m_doubts < kDoubtsBelieved)
        return false;
    if (m_doubts >= kDoubtsBelieved) {
        ++m_misfits;
        if (pair.ticks <= last.ticks || pair.ns <= last.ns) {  // a clock ran back: nothing known before holds
            const Pair before{pair.ticks - 1'000'000,
                              pair.ns - static_cast<std::uint64_t>(1e6 * rate(m_pairs.front(), last)), 0};
            m_pairs.assign({before});
        }
    }
    m_doubts = 0;
    m_pairs.push_back(pair);
    if (m_pairs.size() > kPairsKept)
        m_pairs.pop_front();
    m_segment = m_pairs.size() - 1;
    return true;
}

std::uint64_t TickConverter::toNs(std::uint64_t ticks) {
    if (m_kind == wire::TickKind::Monotonic)
        return ticks;
    while (m_segment + 1 < m_pairs.size() && ticks > m_pairs[m_segment].ticks) ++m_segment;
    while (m_segment > 1 && ticks < m_pairs[m_segment - 1].ticks) --m_segment;
    const Pair& from = m_pairs[m_segment - 1];
    const double offset =
        static_cast<double>(static_cast<std::int64_t>(ticks - from.ticks)) * rate(from, m_pairs[m_segment]);
    const auto ns = static_cast<std::int64_t>(from.ns) + static_cast<std::int64_t>(offset);
    return static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
}

void TickConverter::convert(std::span<wire::Event> events) {
    if (m_kind == wire::TickKind::Monotonic)
        return;
    for (wire::Event& e : events) e.time = toNs(e.time);
}

}  // namespace heddle::capture
