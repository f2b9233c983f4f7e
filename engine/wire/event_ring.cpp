#include "engine/wire/event_ring.h"

#include <algorithm>
#include <cstring>

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace heddle::wire {

namespace {

// A block goes from one writer to the next by way of the reader. Where the reader is another process,
// ThreadSanitizer does not see the order that its acquire and release make, so it is told.
#if defined(__SANITIZE_THREAD__)
void noteLeft(Block& block) {
    __tsan_release(&block);
}
void noteTaken(Block& block) {
    __tsan_acquire(&block);
}
#else
void noteLeft(const Block&) {}
void noteTaken(const Block&) {}
#endif

// The event that carries the beginning of `text`, which is taken off.
Event takePiece(TextId id, std::string_view& text) {
    Event piece{.task = id.value(),
                .kind = EventKind::TextPiece,
                .detail = static_cast<std::uint16_t>(std::min<std::size_t>(text.size(), 0xffff))};
    char bytes[kTextPieceBytes] = {};
    const std::size_t count = std::min(text.size(), sizeof bytes);
    std::memcpy(bytes, text.data(), count);
    std::memcpy(&piece.value, bytes, 8);
    std::memcpy(&piece.object, bytes + 8, 4);
    std::memcpy(&piece.site, bytes + 12, 4);
    text.remove_prefix(count);
    return piece;
}

}  // namespace

// ---- EventWriter ----

bool EventWriter::attach(const Segment& segment, Pid pid, Tid tid, TaskRef task) {
    auto& used = segment.header().channelsUsed;
    auto& hint = segment.header().channelHint;
    const std::uint32_t count = segment.limits().channels;
    const std::uint32_t start = hint.load(std::memory_order_relaxed);
    for (std::uint32_t tried = 0; tried < count; ++tried) {
        const std::uint32_t i = (start % count + tried) % count;
        ChannelSlot& slot = segment.channel(i);
        if (slot.state.load(std::memory_order_relaxed) != ChannelState::Free)
            continue;
        std::int32_t nobody = 0;
        if (!slot.tid.compare_exchange_strong(nobody, tid.value(), std::memory_order_acq_rel))
            continue;
        slot.pid.store(pid.value(), std::memory_order_relaxed);
        slot.task.store(task.value(), std::memory_order_relaxed);
        slot.opened.store(0, std::memory_order_relaxed);
        slot.committed.store(0, std::memory_order_relaxed);
        slot.lost.store(0, std::memory_order_relaxed);
        slot.gapSince.store(0, std::memory_order_relaxed);
        slot.state.store(ChannelState::Open, std::memory_order_release);
        hint.store(i + 1, std::memory_order_relaxed);
        for (std::uint32_t seen = used.load(); seen < i + 1 && !used.compare_exchange_weak(seen, i + 1);) {
        }
        m_segment = &segment;
        m_slot = &slot;
        m_tickKind = segment.tickKind();
        m_count = 0;
        m_lostInGap = 0;
        m_block = kNoBlock;
        m_cursor = m_end = nullptr;
        return true;
    }
    return false;
}

void EventWriter::close() {
    if (m_slot && m_block != kNoBlock)
        noteLeft(m_segment->block(m_block));
    if (m_slot)
        m_slot->state.store(ChannelState::Closed, std::memory_order_release);
    abandon();
}

bool EventWriter::takeNextBlock() {
    if (!m_slot)
        return false;
    const std::uint32_t fresh = m_segment->takeBlock();
    if (fresh == kNoBlock) {
        ++m_lostInGap;
        if (m_slot->gapSince.load(std::memory_order_relaxed) == 0)
            m_slot->gapSince.store(readTicks(m_tickKind), std::memory_order_release);
        m_slot->lost.fetch_add(1, std::memory_order_release);
        return false;
    }
    noteTaken(m_segment->block(fresh));
    if (m_block == kNoBlock) {
        m_slot->firstBlock.store(fresh, std::memory_order_release);
    } else {
        noteLeft(m_segment->block(m_block));
        m_segment->block(m_block).next.store(fresh, std::memory_order_release);
    }
    m_block = fresh;
    m_cursor = m_segment->block(fresh).events;
    m_end = m_cursor + kBlockEvents;
    if (m_lostInGap > 0)
        writeGap();
    return true;
}

// The gap in the order of the stream: its beginning with the time of then, and its end now.
void EventWriter::writeGap() {
    const std::uint32_t task = m_slot->task.load(std::memory_order_relaxed);
    const auto source = static_cast<std::uint16_t>(GapSource::Runtime);
    *m_cursor++ = Event{.time = m_slot->gapSince.load(std::memory_order_relaxed),
                        .task = task,
                        .kind = EventKind::GapBegan,
                        .detail = source};
    m_slot->committed.store(++m_count, std::memory_order_release);
    m_slot->gapSince.store(0, std::memory_order_release);
    write(Event{
        .value = std::exchange(m_lostInGap, 0), .task = task, .kind = EventKind::GapEnded, .detail = source});
}

TextId EventWriter::writeText(std::string_view text) {
    if (text.empty() || !m_slot)
        return {};
    text = text.substr(0, kLongestText);
    const TextId id = m_segment->newText();
    if (id.isNone())
        return {};
    while (!text.empty()) write(takePiece(id, text));
    return id;
}

void EventWriter::writeFaultProgram(TaskRef task, std::string_view path) {
    while (!path.empty()) {
        Event piece = takePiece(TextId{task.value()}, path);
        piece.kind = EventKind::FaultProgram;
        write(piece);
    }
}

std::vector<Event> piecesOfText(TextId id, std::string_view text) {
    std::vector<Event> pieces;
    while (!text.empty()) pieces.push_back(takePiece(id, text));
    return pieces;
}

void appendTextPiece(const Event& piece, std::string& text) {
    char bytes[kTextPieceBytes];
    std::memcpy(bytes, &piece.value, 8);
    std::memcpy(bytes + 8, &piece.object, 4);
    std::memcpy(bytes + 12, &piece.site, 4);
    text.append(bytes, std::min<std::size_t>(piece.detail, sizeof bytes));
}

// ---- EventReader ----

Pid EventReader::pid() const {
    return Pid{slot().pid.load(std::memory_order_relaxed)};
}
Tid EventReader::tid() const {
    return Tid{slot().tid.load(std::memory_order_relaxed)};
}
bool EventReader::isClosed() const {
    return slot().state.load(std::memory_order_acquire) == ChannelState::Closed;
}

bool EventReader::drain(std::vector<Event>& out, std::size_t limit) {
    // In this order: what is committed by now stands before a gap that began by now.
    const std::uint64_t gapSince = slot().gapSince.load(std::memory_order_acquire);
    const std::uint64_t committed = slot().committed.load(std::memory_order_acquire);
    m_writing = slot().opened.load(std::memory_order_relaxed) > committed;

    while (m_read < committed && limit > 0 && !m_broken) {
        if ((m_block == kNoBlock || m_position == kBlockEvents) && !advanceBlock()) {
            m_broken = true;
            announceGap(m_lastTicks, out);
            break;
        }
        const std::uint64_t wanted =
            std::min<std::uint64_t>({committed - m_read, limit, kBlockEvents - m_position});
        const Event* first = m_segment->block(m_block).events + m_position;
        for (const Event* e = first; e != first + wanted; ++e) take(*e, out);
        m_position += static_cast<std::uint32_t>(wanted);
        m_read += wanted;
        limit -= wanted;
    }
    const bool emptied = m_read >= committed || m_broken;
    // Still the same gap: not one that has ended among the events just taken.
    if (emptied && gapSince != 0 && slot().gapSince.load(std::memory_order_relaxed) == gapSince)
        announceGap(gapSince, out);
    return emptied;
}

void EventReader::take(const Event& event, std::vector<Event>& out) {
    if (event.kind == EventKind::GapBegan) {
        announceGap(event.time, out);
        return;
    }
    Event copy = event;
    copy.time = m_lastTicks = std::max(m_lastTicks, copy.time);  // one thread's clock never runs back
    if (copy.kind == EventKind::GapEnded) {
        m_lostTold += copy.value;
        m_gapAnnounced = 0;
    }
    out.push_back(copy);
}

void EventReader::announceGap(std::uint64_t since, std::vector<Event>& out) {
    if (m_gapAnnounced != 0)
        return;
    m_gapAnnounced = m_lastTicks = std::max({m_lastTicks, since, std::uint64_t{1}});
    out.push_back(Event{.time = m_gapAnnounced,
                        .task = slot().task.load(std::memory_order_relaxed),
                        .kind = EventKind::GapBegan,
                        .detail = static_cast<std::uint16_t>(GapSource::Runtime)});
}

bool EventReader::advanceBlock() {
    const std::uint32_t next = m_block == kNoBlock
                                   ? slot().firstBlock.load(std::memory_order_acquire)
                                   : m_segment->block(m_block).next.load(std::memory_order_acquire);
    if (!m_segment->isBlock(next) || next == m_block)
        return false;
    if (m_block != kNoBlock)
        m_segment->giveBlockBack(m_block);
    m_block = next;
    m_position = 0;
    return true;
}

std::uint64_t EventReader::watermark(std::uint64_t now) const {
    // The store of `opened` may still sit in the writer's store buffer when its clock has been read: leave
    // room.
    constexpr std::uint64_t kStoreBufferTicks = 100'000;
    const std::uint64_t safe = now > kStoreBufferTicks ? now - kStoreBufferTicks : 0;
    const bool more = !m_broken && m_read < slot().committed.load(std::memory_order_relaxed);
    return m_writing || more ? std::min(m_lastTicks, safe) : safe;
}

void EventReader::finish(std::vector<Event>& out, std::uint64_t nowTicks) {
    if (m_gapAnnounced != 0) {
        const std::uint64_t lost = slot().lost.load(std::memory_order_relaxed);
        out.push_back(Event{.time = std::max(m_lastTicks, nowTicks),
                            .value = lost > m_lostTold ? lost - m_lostTold : 0,
                            .task = slot().task.load(std::memory_order_relaxed),
                            .kind = EventKind::GapEnded,
                            .detail = static_cast<std::uint16_t>(GapSource::Runtime)});
    }
    if (m_block == kNoBlock && slot().committed.load(std::memory_order_relaxed) > 0 && !m_broken)
        advanceBlock();
    if (m_block != kNoBlock && !m_broken)
        m_segment->giveBlockBack(m_block);
    m_block = kNoBlock;
    slot().state.store(ChannelState::Free, std::memory_order_relaxed);
    slot().tid.store(0, std::memory_order_release);
    auto& hint = m_segment->header().channelHint;
    if (m_index < hint.load(std::memory_order_relaxed))
        hint.store(m_index, std::memory_order_relaxed);
}

}  // namespace heddle::wire
