// The shared memory between a run's traced processes and its observer: one segment a run, mapped by all.
//
// Layout: SegmentHeader | ChannelSlot[] | TaskRecord[] | LifeRecord[] | ControlRecord[] | ObjectRecord[] |
// names of tasks | names of objects | ScriptEntry[] | Block[]. It is sparse: only pages that were used cost
// memory, so the tables can be generous. No pointer is ever stored in it: indexes and ids only. (But what the
// C library keeps in a thread's own LifeRecord.) The observer believes nothing that it reads here: every
// index is checked against the bounds below, for a traced program may write anything.
//
// Channels: each traced thread owns one ChannelSlot, and writes its events into a chain of Blocks taken from
// a pool that all share. A drained block goes back to the pool and is used again while it is still in the
// cache; a burst takes as many blocks as it needs; memory is what is really waiting to be read. When the pool
// is empty the thread counts what it loses (never waits), and the observer shows a gap.
//
// Invariants: a channel is written by one thread and read by one reader. `committed` grows by one an event,
// released after the event is whole; a thread that dies in the middle of an event never commits it. Block
// chains are followed no further than `committed`. A block belongs to the pool, or to one channel.
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/base/file_descriptor.h"
#include "engine/base/mapping.h"
#include "engine/wire/control_record.h"
#include "engine/wire/event.h"
#include "engine/wire/site_table.h"
#include "engine/wire/tick_clock.h"

namespace heddle::wire {

inline constexpr std::uint64_t kSegmentMagic = 0x31454c4444454845;  // "EHEDDLE1"
inline constexpr std::uint32_t kSegmentVersion = 10;
inline constexpr std::uint32_t kNoBlock = 0xffffffff;

inline constexpr std::uint32_t kBlockEvents = 1023;  // with the header: 32 KiB a block

struct Block {
    std::atomic<std::uint32_t> next{kNoBlock};  // the chain of a channel, or the free list of the pool
    std::uint32_t reserved[7] = {};
    Event events[kBlockEvents];
};
static_assert(sizeof(Block) == 32 * 1024);

enum class ChannelState : std::uint32_t {
    Free = 0,    // nobody's
    Open = 1,    // its thread writes
    Closed = 2,  // its thread has ended; the reader drains the rest, gives the blocks back and frees it
};

struct alignas(128) ChannelSlot {
    // written by the thread
    std::atomic<std::uint64_t> opened{0};     // events begun: opened > committed = one is being written
    std::atomic<std::uint64_t> committed{0};  // events whole
    std::atomic<std::uint64_t> lost{0};       // events that found no block
    std::atomic<std::uint64_t> gapSince{
        0};  // ticks of the first one lost since the last event written; 0: none
    std::atomic<ChannelState> state{ChannelState::Free};
    std::atomic<std::uint32_t> firstBlock{0};  // valid once `committed` is not 0
    std::atomic<std::int32_t> pid{0};
    std::atomic<std::int32_t> tid{0};
    std::atomic<std::uint32_t> task{0};  // TaskRef of the thread
};
static_assert(sizeof(ChannelSlot) == 128);

// Tasks that stand in line, first come first: linked by TaskRecord::nextWaiter, changed only under the guard
// of their object (or, for those who join a task, of that task).
struct WaiterList {
    std::atomic<std::uint32_t> first{0}, last{0};  // TaskRefs
};

inline constexpr std::size_t kLargestItem = 64;

// What the runtime keeps of a task where other processes can see it (who waits, how to wake it). See
// engine/runtime.
struct alignas(128) TaskRecord {
    std::atomic<std::uint32_t> grant{
        0};  // futex word of a waiting thread: 0 while it waits, then a WaitOutcome
    std::atomic<std::uint32_t> nextWaiter{0};  // TaskRef of the next one in the line it stands in
    std::atomic<std::uint32_t> site{0};        // SiteId of the call that waits
    std::atomic<std::uint32_t> carrier{
        0};                              // TaskRef of the thread that carries it; 0: a thread without fibers
    std::atomic<std::uint32_t> seat{0};  // its place among the carrier's fibers
    std::atomic<std::uint32_t> bell{0};  // a carrier's futex word: how it sleeps, and rings (wire/grant.h)
    std::atomic<std::uint32_t> granted{0};  // a carrier's fibers whose wait was ended from elsewhere: a stack
    std::atomic<std::uint32_t> nextGranted{0};  // TaskRef of the next fiber on that stack
    std::atomic<std::uint32_t> guard{0};        // protects what follows: tid of the holder, 0 free
    std::atomic<std::uint32_t> ended{0};        // 1 when it has ended
    WaiterList joiners;
    std::atomic<std::uint16_t> wanted{0};  // units that it waits for in the line that it stands in
    std::atomic<std::int16_t> ownNice{0};  // while a higher priority is lent to it: 1 + 20 + its own
    std::atomic<std::uint32_t> waitsFor{
        0};  // ObjectId of the lock that lends priorities, in whose line it stands
    unsigned char item[kLargestItem] = {};     // what a waiting putter brings, or a waiting getter was given
    std::atomic<std::int32_t> pid{0}, tid{0};  // of a process or thread, from its first word on
};
static_assert(sizeof(TaskRecord) == 128);

// By which others see that a thread lives: see engine/runtime/life.h.
struct alignas(64) LifeRecord {
    std::atomic<std::uint32_t> isHeld{0};  // 1: by the thread, until it ends and somebody notices
    pthread_mutex_t held{};
};
static_assert(sizeof(LifeRecord) == 64);

// What a synchronisation object is, where all processes can see it.
struct alignas(64) ObjectRecord {
    std::atomic<std::uint64_t> word{0};   // state, whether anybody waits, sequence: see state_word.h
    std::atomic<std::uint32_t> guard{0};  // protects the lines: tid of the holder, 0 free
    std::atomic<std::uint32_t> kind{0};   // ObjectKind
    WaiterList waiters;                   // who wants to take
    WaiterList putters;                   // Queue: who wants to put into a full one; else places of shares
    std::atomic<std::uint64_t> head{0};   // Queue: the place of its first item, or how many ever came
    std::atomic<std::uint32_t> capacity{0};
    std::atomic<std::uint32_t> lendsPriority{0};         // 1: who holds it runs at the priority of who waits
    std::atomic<std::uint64_t> underWay{0};              // a change that takes several steps: see
    std::atomic<std::uint32_t> stateAfter{0}, place{0};  // engine/runtime/under_way.h
};
static_assert(sizeof(ObjectRecord) == 64);

struct SegmentLimits {
    std::uint32_t channels = 16 * 1024;  // threads alive at once
    std::uint32_t tasks = 1024 * 1024;   // tasks in a whole run
    std::uint32_t objects = 256 * 1024;  // objects in a whole run
    std::uint32_t blocks = 128 * 1024;   // 4 GiB of events waiting to be read, if it comes to that
    std::uint32_t script = 1024 * 1024;  // steps of a controlled run that can be made again in one go
};

struct alignas(128) SegmentHeader {
    std::uint64_t magic = 0;
    std::uint32_t version = 0;
    TickKind tickKind = TickKind::Monotonic;
    std::uint64_t size = 0;
    SegmentLimits limits;
    // 1: its tasks tell the steps of each creation. Set before the first process goes.
    std::atomic<std::uint32_t> wantsCreationSteps{0};
    std::uint64_t channelsAt = 0, tasksAt = 0, livesAt = 0, controlsAt = 0, objectsAt = 0;  // byte offsets
    std::uint64_t taskNamesAt = 0, objectNamesAt = 0, scriptAt = 0, blocksAt = 0;

    alignas(64) std::atomic<std::uint64_t> freeBlocks{kNoBlock};  // tag:index of the free list's head
    std::atomic<std::uint32_t> usedBlocks{0};                // blocks ever taken: those above are untouched
    alignas(64) std::atomic<std::uint32_t> channelsUsed{0};  // slots ever taken
    std::atomic<std::uint32_t> channelHint{0};               // where the next free slot may be
    std::atomic<std::uint32_t> tasksUsed{0};                 // the last TaskRef given out
    std::atomic<std::uint32_t> objectsUsed{0};               // the last ObjectId given out
    std::atomic<std::uint32_t> shareRooms{0};  // records taken from the table's far end (wire/shares.h)
    std::atomic<std::uint32_t> sitesUsed{0};
    std::atomic<std::uint32_t> textsUsed{0};  // the runtime's TextIds; capture uses kCaptureTexts up

    RoundHeader round;
    ControlHeader control;
    SiteTable sites;
};
static_assert(sizeof(SegmentHeader) <= 4096);  // one page: whoever writes an event has touched it

// TextIds from here on are capture's own (names that the kernel reports).
inline constexpr std::uint32_t kCaptureTexts = 0x80000000;

// A view of a mapped segment. Cheap to copy pointers from, owns the mapping. All members are safe to call
// from any thread and process.
class Segment {
public:
    // A new segment backed by an anonymous file, for an observer. Errors: what memfd_create or mmap says.
    static Result<std::unique_ptr<Segment>> create(const SegmentLimits& limits = {});
    // A new segment that nobody observes (tickKind as usual).
    static Result<std::unique_ptr<Segment>> createPrivate(const SegmentLimits& limits = {});
    // The segment behind `fd`, as another process made it. Errors: not a segment, other version, offsets out
    // of bounds.
    static Result<std::unique_ptr<Segment>> open(FileDescriptor fd);

    [[nodiscard]] SegmentHeader& header() const {
        return *reinterpret_cast<SegmentHeader*>(m_mapping.data());
    }
    // The layout as it was when mapped; what a traced process writes into the header later changes nothing
    // here.
    [[nodiscard]] const SegmentLimits& limits() const { return m_limits; }
    [[nodiscard]] TickKind tickKind() const { return m_tickKind; }
    [[nodiscard]] int fd() const { return m_fd.get(); }

    [[nodiscard]] ChannelSlot& channel(std::uint32_t index) const {
        return m_channels[index];
    }  // index < limits().channels
    [[nodiscard]] TaskRecord& task(TaskRef ref) const {
        return m_tasks[ref.value()];
    }  // ref < limits().tasks
    [[nodiscard]] LifeRecord& lifeOf(TaskRef ref) const { return m_lives[ref.value()]; }  // as task()
    [[nodiscard]] ControlRecord& controlOf(TaskRef ref) const {
        return m_controls[ref.value()];
    }  // as task()
    [[nodiscard]] ObjectRecord& object(ObjectId id) const {
        return m_objects[id.value()];
    }  // id < limits().objects
    [[nodiscard]] NameRecord& nameOf(TaskRef ref) const { return m_taskNames[ref.value()]; }   // as task()
    [[nodiscard]] NameRecord& nameOf(ObjectId id) const { return m_objectNames[id.value()]; }  // as object()
    [[nodiscard]] ScriptEntry& script(std::uint32_t index) const {
        return m_script[index];
    }  // index < limits().script
    [[nodiscard]] Block& block(std::uint32_t index) const {
        return m_blocks[index];
    }  // index < limits().blocks
    [[nodiscard]] bool isBlock(std::uint32_t index) const { return index < m_limits.blocks; }

    // As it was when it was made, but for `round`: touches only what
    // was used. Nobody else uses it meanwhile, and nobody reads on who has read before.
    void reset() const;

    // Block pool. Lock-free; a process that dies inside loses at most one block.
    [[nodiscard]] std::uint32_t takeBlock() const;  // kNoBlock when there is none left
    void giveBlockBack(std::uint32_t index) const;

    // New ids, 0 when the table is full.
    [[nodiscard]] TaskRef newTask() const;
    [[nodiscard]] ObjectId newObject() const;
    // A record of the table of objects that is no object: from the far end, so that who needs one changes
    // neither the numbers of objects nor what a fingerprint sees. None where the two ends meet.
    [[nodiscard]] ObjectId newShareRoom() const;
    [[nodiscard]] SiteId newSite() const;
    [[nodiscard]] TextId newText() const;

private:
    static Result<std::unique_ptr<Segment>> initialise(FileDescriptor fd, Mapping mapping,
                                                       const SegmentLimits& limits);
    void locateTables(const SegmentHeader& header);

    FileDescriptor m_fd;
    Mapping m_mapping;
    SegmentLimits m_limits;
    TickKind m_tickKind = TickKind::Monotonic;
    ChannelSlot* m_channels = nullptr;
    TaskRecord* m_tasks = nullptr;
    LifeRecord* m_lives = nullptr;
    ControlRecord* m_controls = nullptr;
    ObjectRecord* m_objects = nullptr;
    NameRecord* m_taskNames = nullptr;
    NameRecord* m_objectNames = nullptr;
    ScriptEntry* m_script = nullptr;
    Block* m_blocks = nullptr;
};

}  // namespace heddle::wire
