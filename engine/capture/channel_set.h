// The runtime's rings: finds the channels of a segment, drains each into a stream of facts, and frees those
// whose thread has closed them or is dead.
//
// Thread rule: one thread. Nothing read from the segment is believed beyond its limits.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "engine/capture/merger.h"
#include "engine/capture/tick_converter.h"
#include "engine/wire/event_ring.h"

namespace heddle::capture {

class ChannelSet {
public:
    ChannelSet(const wire::Segment& segment, Merger& merger);

    // Drains all channels. Returns the time up to which they have told everything.
    std::uint64_t drain();
    // Nothing runs any more: drains the rest of all channels and frees them.
    void finish();
    // That thread is dead: its channel is freed once it is empty, even if it was not closed.
    void threadDied(Tid tid) { m_dead.insert(tid); }
    // Channels that belong to threads which no longer exist, as the system tells. Slow: call it seldom.
    void lookForDead();
    [[nodiscard]] bool owns(std::uint32_t stream) const {
        return stream < m_isOurs.size() && m_isOurs[stream];
    }
    [[nodiscard]] std::size_t openChannels() const { return m_open.size(); }

private:
    struct Channel {
        wire::EventReader reader;
        std::uint32_t stream;
        bool over = false;  // closed, or its thread is dead: nothing more will be written
        bool empty = false;
        std::uint64_t heldSince = 0;  // ns: when its watermark first stood still
        std::uint64_t lastMark = 0;
    };
    void discover();
    void move(Channel& channel);
    std::uint64_t heldBack(Channel& channel, std::uint64_t nowTicks, std::uint64_t nowNs);
    void retire(std::size_t at);

    const wire::Segment& m_segment;
    Merger& m_merger;
    TickConverter m_clock;
    std::vector<Channel> m_open;
    std::vector<bool> m_known;           // by channel: has a reader
    std::vector<bool> m_isOurs;          // by stream
    std::vector<std::uint32_t> m_ended;  // streams to be removed once they are empty
    std::unordered_set<Tid> m_dead;
    std::vector<wire::Event> m_batch;
};

}  // namespace heddle::capture
