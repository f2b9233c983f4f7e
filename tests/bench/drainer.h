// An observer for benchmarks: drains all channels of a segment every few milliseconds, counts, and throws
// away. One a segment: a channel has one reader.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "engine/wire/event_ring.h"
#include "tests/support/comes_true.h"

namespace heddle::bench {

class Drainer {
public:
    explicit Drainer(const wire::Segment& segment, Duration period = std::chrono::milliseconds{2})
        : m_segment(segment), m_period(period), m_thread([this] { live(); }) {}
    ~Drainer() {
        {
            const std::lock_guard lock{m_mutex};
            m_stop = true;
        }
        m_stopped.notify_one();
        m_thread.join();
    }

    // All that had been written when it was called.
    [[nodiscard]] std::uint64_t events() const {
        const std::uint64_t seen = m_rounds;
        HEDDLE_CHECK(test::comesTrue([&] { return m_rounds >= seen + 2; }));
        return m_count;
    }
    [[nodiscard]] std::uint64_t lost() const { return m_lost; }

private:
    struct Channel {
        std::unique_ptr<wire::EventReader> reader;
        std::uint64_t lost = 0;
    };

    void live() {
        std::unique_lock lock{m_mutex};
        do {
            for (std::uint32_t i = 0; i < m_segment.header().channelsUsed; ++i) drain(i, m_channels[i]);
            ++m_rounds;
        } while (!m_stopped.wait_for(lock, m_period, [this] { return m_stop; }));
    }
    void drain(std::uint32_t index, Channel& channel) {
        const wire::ChannelSlot& slot = m_segment.channel(index);
        const auto state = slot.state.load();
        if (state == wire::ChannelState::Free)
            return;
        if (!channel.reader)
            channel = {std::make_unique<wire::EventReader>(m_segment, index), 0};
        for (bool emptied = false; !emptied;) {
            m_events.clear();
            emptied = channel.reader->drain(m_events, 16 * 1024);
            m_count += m_events.size();
        }
        const std::uint64_t lost = slot.lost;
        m_lost += lost - std::exchange(channel.lost, lost);
        if (state != wire::ChannelState::Closed)
            return;
        channel.reader->finish(m_events, 0);
        channel = {};
    }

    const wire::Segment& m_segment;
    Duration m_period;
    std::map<std::uint32_t, Channel> m_channels;
    std::vector<wire::Event> m_events;
    std::atomic<std::uint64_t> m_count{0}, m_lost{0}, m_rounds{0};
    std::mutex m_mutex;  // guards m_stop; the reader holds it but while it rests
    std::condition_variable m_stopped;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace heddle::bench
