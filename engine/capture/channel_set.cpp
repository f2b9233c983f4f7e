#include "engine/capture/channel_set.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace heddle::capture {
namespace {

constexpr std::size_t kBatch = 256 * 1024;  // events of one channel in one poll
// A thread stopped in the middle of writing, or one that lies about it, holds the stream back no longer than
// this.
constexpr std::uint64_t kLongestHoldNs = 500'000'000;

std::uint64_t nowNs() {
    return static_cast<std::uint64_t>(toNs(MonotonicClock::now()));
}

bool threadExists(Pid pid, Tid tid) {
    return ::syscall(SYS_tgkill, pid.value(), tid.value(), 0) == 0 || errno != ESRCH;
}

}  // namespace

ChannelSet::ChannelSet(const wire::Segment& segment, Merger& merger)
    : m_segment(segment), m_merger(merger), m_clock(segment.tickKind()) {}

void ChannelSet::discover() {
    const std::uint32_t used = std::min(m_segment.header().channelsUsed.load(std::memory_order_acquire),
                                        m_segment.limits().channels);
    if (m_known.size() < used)
        m_known.resize(used);
    for (std::uint32_t i = 0; i < used; ++i) {
        if (m_known[i] ||
            m_segment.channel(i).state.load(std::memory_order_acquire) == wire::ChannelState::Free)
            continue;
        m_known[i] = true;
        const std::uint32_t stream = m_merger.add();
        if (m_isOurs.size() <= stream)
            m_isOurs.resize(stream + 1);
        m_isOurs[stream] = true;
        m_open.push_back({wire::EventReader{m_segment, i}, stream});
    }
}

std::uint64_t ChannelSet::drain() {
    // Streams of channels that ended earlier, and have been merged to their end.
    std::erase_if(m_ended, [&](std::uint32_t stream) {
        if (!m_merger.stream(stream).isEmpty())
            return false;
        m_isOurs[stream] = false;
        m_merger.remove(stream);
        return true;
    });

    const std::uint64_t nowTicks = wire::readTicks(m_segment.tickKind());
    const std::uint64_t now = nowNs();
    discover();
    m_clock.calibrate();  // what is written while this runs is extrapolated
    std::uint64_t settled = now;
    for (Channel& channel : m_open) {
        channel.over = channel.over || channel.reader.isClosed() || m_dead.contains(channel.reader.tid());
        m_batch.clear();
        channel.empty = channel.reader.drain(m_batch, kBatch);
        move(channel);
        settled = std::min(settled, heldBack(channel, nowTicks, now));
    }
    m_dead.clear();
    for (std::size_t i = m_open.size(); i-- > 0;)
        if (m_open[i].over && m_open[i].empty)
            retire(i);
    return settled;
}

void ChannelSet::move(Channel& channel) {
    m_clock.convert(m_batch);
    FactStream& stream = m_merger.stream(channel.stream);
    for (const wire::Event& fact : m_batch) stream.append(fact);
}

std::uint64_t ChannelSet::heldBack(Channel& channel, std::uint64_t nowTicks, std::uint64_t now) {
    const std::uint64_t mark = m_clock.toNs(channel.reader.watermark(nowTicks));
    if (mark != channel.lastMark || channel.heldSince == 0) {
        channel.lastMark = mark;
        channel.heldSince = now;
    }
    return now - channel.heldSince > kLongestHoldNs ? now : std::min(mark, now);
}

void ChannelSet::retire(std::size_t at) {
    Channel& channel = m_open[at];
    m_batch.clear();
    const std::uint32_t index = channel.reader.channel();
    channel.reader.finish(m_batch, wire::readTicks(m_segment.tickKind()));
    move(channel);
    m_ended.push_back(channel.stream);
    m_known[index] = false;
    m_open[at] = std::move(m_open.back());
    m_open.pop_back();
}

void ChannelSet::lookForDead() {
    for (const Channel& channel : m_open)
        if (!threadExists(channel.reader.pid(), channel.reader.tid()))
            threadDied(channel.reader.tid());
}

void ChannelSet::finish() {
    discover();
    m_clock.calibrate();
    for (Channel& channel : m_open) {
        for (bool empty = false; !empty;) {
            m_batch.clear();
            empty = channel.reader.drain(m_batch, kBatch);
            move(channel);
        }
    }
    while (!m_open.empty()) retire(m_open.size() - 1);
}

}  // namespace heddle::capture
