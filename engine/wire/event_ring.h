// The two ends of a channel: EventWriter in the traced thread, EventReader in the observer.
//
// EventWriter: one thread, no lock, no system call, no allocation. Cost: the clock, a 32-byte store, two
// counters. EventReader: one thread; drains in batches. On loss it hands out a GapBegan as soon as the gap
// exists and a GapEnded with the count when the thread writes again (or has ended). Nothing in shared memory
// is believed: a chain that leads nowhere ends the channel with a gap.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/wire/segment.h"

namespace heddle::wire {

// A text travels as a run of TextPieces. Of a longer one only the beginning does.
inline constexpr std::size_t kLongestText = 4096;
inline constexpr std::size_t kTextPieceBytes = 16;
[[nodiscard]] std::vector<Event> piecesOfText(TextId id, std::string_view text);
// Appends the bytes of one piece to `text`; piece.detail <= kTextPieceBytes marks the last one.
void appendTextPiece(const Event& piece, std::string& text);

class EventWriter {
public:
    EventWriter() = default;
    EventWriter(const EventWriter&) = delete;
    EventWriter& operator=(const EventWriter&) = delete;

    // Takes a free channel for the calling thread. False when all are taken: events are then dropped.
    bool attach(const Segment& segment, Pid pid, Tid tid, TaskRef task);
    // Ends the channel; the reader will free it. The writer may then attach again.
    void close();
    // Forgets the channel without touching it: for the child after fork(), whose parent goes on writing it.
    void abandon() { m_slot = nullptr, m_cursor = m_end = nullptr; }
    [[nodiscard]] bool isAttached() const { return m_slot != nullptr; }
    // Events that found no block, since it was attached.
    [[nodiscard]] std::uint64_t lost() const {
        return m_slot ? m_slot->lost.load(std::memory_order_relaxed) : 0;
    }

    // Writes `event` with the present time. Anything but `time` is taken as given.
    void write(Event event) {
        if (__builtin_expect(m_cursor == m_end, 0) && !takeNextBlock())
            return;
        m_slot->opened.store(m_count + 1, std::memory_order_relaxed);
        event.time = readTicks(m_tickKind);
        *m_cursor++ = event;
        m_slot->committed.store(++m_count, std::memory_order_release);
    }
    // Writes a text as TextPieces and returns its id (none for an empty text or a full table).
    TextId writeText(std::string_view text);
    // Writes the path of the program in which `task` has a fault, as FaultProgram pieces.
    void writeFaultProgram(TaskRef task, std::string_view path);

private:
    bool takeNextBlock();
    void writeGap();

    Event* m_cursor = nullptr;
    Event* m_end = nullptr;
    ChannelSlot* m_slot = nullptr;
    std::uint64_t m_count = 0;
    TickKind m_tickKind = TickKind::Monotonic;
    const Segment* m_segment = nullptr;
    std::uint32_t m_block = kNoBlock;
    std::uint64_t m_lostInGap = 0;
};

// Reads one channel. The caller knows when the thread is dead without having closed (it was killed), and says
// so.
class EventReader {
public:
    EventReader(const Segment& segment, std::uint32_t channel) : m_segment(&segment), m_index(channel) {}

    // Appends all events that are whole to `out`, at most `limit`; times are still ticks. GapBegan and
    // GapEnded stand where they belong. Returns true when the channel is empty for now, false when `limit`
    // cut it short.
    bool drain(std::vector<Event>& out, std::size_t limit);
    // A lower bound, in ticks, of the time of every event that drain() has not yet returned. `now` must have
    // been read before drain() was called.
    [[nodiscard]] std::uint64_t watermark(std::uint64_t now) const;
    // After the last drain of a closed or dead channel: ends an open gap at `nowTicks`, gives the blocks back
    // and frees the slot. The reader is of no use after that.
    void finish(std::vector<Event>& out, std::uint64_t nowTicks);

    [[nodiscard]] bool isClosed() const;
    [[nodiscard]] std::uint32_t channel() const { return m_index; }
    [[nodiscard]] Pid pid() const;
    [[nodiscard]] Tid tid() const;
    [[nodiscard]] std::uint64_t lost() const { return m_lostTold; }

private:
    [[nodiscard]] ChannelSlot& slot() const { return m_segment->channel(m_index); }
    bool advanceBlock();
    void take(const Event& event, std::vector<Event>& out);
    void announceGap(std::uint64_t since, std::vector<Event>& out);

    const Segment* m_segment;
    std::uint32_t m_index;
    std::uint32_t m_block = kNoBlock;
    std::uint32_t m_position = 0;  // within m_block
    std::uint64_t m_read = 0;      // events returned
    std::uint64_t m_lastTicks = 0;
    std::uint64_t m_lostTold = 0;
    std::uint64_t m_gapAnnounced = 0;  // ticks of the open gap that was announced
    bool m_writing = false;            // an event was being written when drain() looked
    bool m_broken = false;
};

}  // namespace heddle::wire
