// One fact about a run: 32 bytes, the same in the rings, in the merged stream and in a recording.
//
// Fields that most kinds use alike:
//   time    in a ring: ticks of the segment's clock; everywhere else: CLOCK_MONOTONIC nanoseconds
//   task    who it is about. In a ring: a TaskRef; after capture has resolved it: a TaskId
//   object  the object concerned, or another task, or a text (see the kind)
//   site    the source line of the call, 0 when unknown
//   detail  a small number: an enum value, a CPU, a count of units (see the kind)
//   value   see the kind. "other:seq" = another task in the upper 32 bits, and in the lower 32 the object's
//   own
//           sequence number: it counts the events of one object without a hole, so that their order never
//           depends on two clocks, and a hole tells a loss. It may wrap: compare by signed difference.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"

namespace heddle::wire {

enum class EventKind : std::uint16_t {
    None = 0,  // never written; a reader drops it

    // --- the stream itself ---
    TextPiece,    // 16 bytes of a text. task: TextId; detail: bytes of the text from this piece on;
                  // bytes 0-7 in value, 8-11 in object, 12-15 in site. The pieces follow each other in one
                  // ring.
    SiteDefined,  // site: the SiteId defined; object: TextId of the file; value: line
    SourceUsed,   // detail: KernelSource; the first event of a merged stream
    GapBegan,     // events may be missing from here on. detail: GapSource; object: CPU number (Kernel) ;
                  // task: the thread whose ring overflowed (Runtime)
    GapEnded,     // ...to here; as GapBegan, and value: how many were lost
    StreamEnded,  // observation ended at `time`; the last event of a merged stream

    // --- life of a task ---
    TaskSpawning,  // ring only: task is about to create object (a TaskRef); detail: TaskKind. A fiber is
                   // announced so only where TaskStepDone is told; it has no number yet then: object 0
    TaskBound,  // ring only: task is the thread of kernel ids pid:tid in value; object: its creator; detail:
                // TaskKind
    TaskCreated,   // object: its creator (0 unknown); detail: TaskKind; value: pid:tid, or 0:carrier for a
                   // fiber
    TaskNamed,     // object: TextId
    TaskExecuted,  // the process replaced its program. object: TextId of the new name
    TaskAdmitted,  // new -> ready
    TaskExited,  // -> terminated. value: wait status as waitpid(2) gives it; detail: 1 if that is known, else
                 // 0
    TaskReaped,  // its zombie is gone. value, detail: as TaskExited
    TaskCounter,  // detail: CounterKind; value: the figure at `time`

    // --- the CPU: the kernel's word ---
    SwitchedIn,   // detail: CPU
    SwitchedOut,  // detail: CPU; value: SwitchReason
    Woken,        // -> ready. object: the waker (0: an interrupt, a timer, somebody outside); also for fibers
    Stopped,      // suspended from here on (SIGSTOP, freezer)
    Continued,    // ...to here
    Sampled,      // detail: State that held from value (ns) to `time`, as counters of /proc prove; or Unknown

    // --- fibers: the runtime's word ---
    FiberResumed,    // on its carrier. object: the carrier thread
    FiberSuspended,  // off its carrier. object: the carrier; detail: FiberPause

    // --- objects: the runtime's word ---
    ObjectCreated,    // detail: ObjectKind; value: capacity:initial value
    ObjectNamed,      // value: TextId
    ObjectDestroyed,  //
    // Each of these on one object takes that object's next sequence number; Join and Sleep have no object,
    // and seq 0.
    WaitBegan,  // task cannot go on. detail: Operation, and kHasTimeLimit where the wait has one;
                // value: other:seq (other: the task joined, for Join; for Acquire no task, but how many units
                // are asked for)
    WaitEnded,  // task goes on. detail: WaitOutcome; value: other:seq
    Acquired,   // task took units without waiting. detail: units (of a SharedMutex 1 for a reader, kAllUnits
                // for a writer; likewise Released and Granted); value: 0:seq
    Released,   // units are free again: nobody waited for them. detail: units; value: 0:seq
    Granted,  // task (the giver) ended the wait of other, who stood first in line. detail: units handed over:
              // instead of Released and Acquired, the free units stay as they are. 0 units: other was only
              // let go on (an Event was set, a Queue has room or an item; Put or Took of other follows).
              // value: other:seq
    Put,   // an item into a queue (for a waiter: written by whoever let it go on). detail: how many, 0 is 1;
           // value: 0:seq
    Took,  // an item out of a queue (likewise); value: 0:seq
    ValueSet,   // a flag, counter or shared variable has a new value. value: new value (int32):seq
    ValueRead,  // value: the value read (int32):seq

    // --- life of a task, further: the runtime's word ---
    TaskDaemon,  // task serves others: that it waits for work for ever is as it should be

    // --- what a program says of itself ---
    ExpectationFailed,  // it said that something has to be so, and it is not. object: TextId

    // --- communication: the runtime's word. object: the channel; its messages count from 1 ---
    Sent,      // task sends a message. value: bytes:number of the message
    Received,  // task receives it. value: sender:number of the message

    // --- what a program says, further ---
    Printed,  // task wrote a line to its standard output, or the runtime a remark to it. object: TextId

    // --- life of a task, further still: the runtime's word, but for the first ---
    TaskRequested,  // the resolver's: when its maker asked for it. value: ns
    TaskEnding,     // task says that it ends now. value: exit code; detail: the signal it ends by, 0 none;
                    // object: TextId of why, 0 none
    TaskSignalled,  // task sends a signal to object, a task. detail: signal
    TaskFaulted,    // task did what its processor refused. detail: signal; value: the address concerned;
                    // object: FaultCause. In a ring site is 0; what follows was said of it just before
    FaultProgram,   // ring only: 16 bytes of the path of the program that task runs, as a TextPiece has them
    FaultInstruction,  // ring only: value: address of the instruction, as the program's file was linked;
                       // object: the file's mark (program_mark.h)

    // --- life of a task, once more: kernel and runtime, in a run that asks for it ---
    TaskStepDone,  // a step of its creation was done. detail: CreationStep; value: when, ns (in a ring 0:
                   // when it is written)

    Count  // one past the last kind; not an event
};

// What a task is.
enum class TaskKind : std::uint16_t {
    Unknown = 0,  // nobody could tell: its creation was lost. Never in a stream
    Process = 1,  // a process, which is also its own main thread
    Thread = 2,   // a further thread of a process
    Fiber = 3,    // a user-level stack carried by a thread
};

// What has to be done before a task may come into the ready queue. The kernel obtains the control block of a
// process first. A thread has its stack before that: memory and files it shares with its process.
enum class CreationStep : std::uint16_t {
    ControlBlock = 1,  // there is one: what the kernel, of a fiber the runtime, keeps of a task
    Resources = 2,     // given: a process its memory, files and signals, the last of them; others their stack
    Filled = 3,        // nothing is missing in the control block
};
inline constexpr std::size_t kCreationSteps = 3;

// Where the kernel's word comes from, best first.
enum class KernelSource : std::uint16_t {
    None = 0,         // nobody watches: only the runtime speaks
    Tracepoints = 1,  // scheduler tracepoints (privileged)
    Switches = 2,     // PERF_RECORD_SWITCH (an ordinary user)
    Sampling = 3,     // /proc, at intervals
    Gate = 4,         // a controlled run: one task moves at a time, and only on a permit. Time is in steps
};

// Whose ring lost events.
enum class GapSource : std::uint16_t {
    KernelCpu = 1,  // the perf ring of one CPU
    Runtime = 2,    // the ring of one traced thread
    Recording = 3,  // a damaged chunk of a file: everything
};

// Why a task left its CPU.
enum class SwitchReason : std::uint64_t {
    Preempted = 1,        // it could have gone on
    Blocked = 2,          // it waits, a signal can end that
    Uninterruptible = 3,  // it waits, nothing but the event ends that (D)
    Stopped = 4,          // SIGSTOP, ptrace or the freezer
    Exited = 5,           // it will not come back
};

// Why a fiber left its carrier.
enum class FiberPause : std::uint16_t {
    Yielded = 1,  // still ready
    Blocked = 2,  // it waits
};

enum class ObjectKind : std::uint16_t {
    Mutex = 1,
    Semaphore = 2,
    Queue = 3,
    Event = 4,     // a flag that tasks wait for
    Variable = 5,  // a shared variable whose accesses are watched
    RecursiveMutex = 6,
    SharedMutex = 7,  // reader-writer
    Condition = 8,
    Barrier = 9,
    Pipe = 10,
    Future = 11,  // its level is a FutureStatus
    File = 12,    // from here on, and Pipe: what messages go through
    Socket = 13,  // one direction of it
    Signal = 14,
    SharedMemory = 15,
    MessageQueue = 16,
    Descriptor = 17,  // a file of the program's own that tasks wait for; what goes through it nobody tells
};
inline constexpr ObjectKind kLastObjectKind = ObjectKind::Descriptor;

// What a processor refuses to do, in more detail than the signal that follows.
enum class FaultCause : std::uint32_t {
    Unknown = 0,
    DivisionByZero = 1,         // of integers
    Arithmetic = 2,             // another exception of the arithmetic
    NoSuchMemory = 3,           // an address where nothing is
    ProtectedRead = 4,          // of memory that may not be read
    ProtectedWrite = 5,         // to memory that may not be written
    IllegalInstruction = 6,     // bytes that are no instruction
    PrivilegedInstruction = 7,  // one that only the kernel may use
    BeyondFile = 8,             // a page of a mapped file that ends before it
    StackOverflow = 9,          // the stack has no more room
};
inline constexpr FaultCause kLastFaultCause = FaultCause::StackOverflow;

// How far the work is whose result a future will be.
enum class FutureStatus : std::uint32_t {
    Pending = 0,    // nobody has begun it
    Running = 1,    //
    Done = 2,       // there is a result
    Failed = 3,     // there is an exception
    Cancelled = 4,  // nobody will ever begin it
};

// What a writer holds of a SharedMutex.
inline constexpr std::uint16_t kAllUnits = 0xffff;

// What a waiting task was about to do.
enum class Operation : std::uint16_t {
    None = 0,
    Lock = 1,
    LockShared = 2,
    Acquire = 3,  // semaphore
    Put = 4,
    Get = 5,
    WaitEvent = 6,
    WaitCondition = 7,
    WaitBarrier = 8,
    Join = 9,
    Sleep = 10,
    Read = 11,
    Write = 12,
    Accept = 13,
    Connect = 14,
    WaitFuture = 15,
};
inline constexpr Operation kLastOperation = Operation::WaitFuture;

// Added to the Operation of a WaitBegan: time alone ends the wait, if nothing else does.
inline constexpr std::uint16_t kHasTimeLimit = 0x8000;

enum class WaitOutcome : std::uint16_t {
    Granted = 1,    // what it waited for has come
    TimedOut = 2,   //
    Cancelled = 3,  // it was told to stop waiting
    OwnerDied = 4,  // the holder ended while holding
};

// Figures about a task that change slowly; each is written when it has changed.
enum class CounterKind : std::uint16_t {
    CpuTime = 1,              // ns
    RunDelay = 2,             // ns spent ready, as schedstat counts it
    VoluntarySwitches = 3,    //
    InvoluntarySwitches = 4,  //
    ResidentBytes = 5,        //
    Priority = 6,             // static priority of the kernel, as in /proc/PID/stat field 18 (int64)
    Policy = 7,               // SCHED_*
    ProgramCounter = 8,       // user address, 0 when not to be had
    WaitChannel = 9,          // number of the system call it is in, or ~0
};

struct Event {
    std::uint64_t time = 0;
    std::uint64_t value = 0;
    std::uint32_t task = 0;
    std::uint32_t object = 0;
    std::uint32_t site = 0;
    EventKind kind = EventKind::None;
    std::uint16_t detail = 0;

    friend bool operator==(const Event&, const Event&) = default;

    [[nodiscard]] TaskId taskId() const { return TaskId{task}; }
    [[nodiscard]] TaskId objectAsTask() const { return TaskId{object}; }
    [[nodiscard]] ObjectId objectId() const { return ObjectId{object}; }
    [[nodiscard]] SiteId siteId() const { return SiteId{site}; }
    [[nodiscard]] Instant instant() const { return instantFromNs(static_cast<std::int64_t>(time)); }
    [[nodiscard]] TaskId other() const { return TaskId{static_cast<std::uint32_t>(value >> 32)}; }
    [[nodiscard]] std::uint32_t sequence() const { return static_cast<std::uint32_t>(value); }
    template <class Enum>
    [[nodiscard]] Enum detailAs() const {
        return static_cast<Enum>(detail);
    }
};
static_assert(sizeof(Event) == 32 && std::is_trivially_copyable_v<Event>);

constexpr std::uint64_t packPair(std::uint32_t upper, std::uint32_t lower) {
    return (static_cast<std::uint64_t>(upper) << 32) | lower;
}
constexpr std::uint64_t packIds(Pid pid, Tid tid) {
    return packPair(static_cast<std::uint32_t>(pid.value()), static_cast<std::uint32_t>(tid.value()));
}
constexpr Pid pidOf(const Event& e) {
    return Pid{static_cast<std::int32_t>(e.value >> 32)};
}
constexpr Tid tidOf(const Event& e) {
    return Tid{static_cast<std::int32_t>(e.value & 0xffffffffu)};
}

// Of a WaitBegan; None where a later version wrote what this one does not know.
constexpr Operation operationOf(const Event& e) {
    const auto operation = static_cast<Operation>(e.detail & ~kHasTimeLimit);
    return operation <= kLastOperation ? operation : Operation::None;
}
constexpr bool hasTimeLimit(const Event& e) {
    return (e.detail & kHasTimeLimit) != 0;
}
// Of a WaitBegan for Acquire: how many units, at least 1.
constexpr std::uint16_t unitsAskedFor(const Event& e) {
    const std::uint64_t told = operationOf(e) == Operation::Acquire ? e.value >> 32 : 0;
    return static_cast<std::uint16_t>(told == 0 ? 1 : told < 0xffff ? told : 0xffff);
}

// Which fields of a kind name tasks (and so are TaskRefs in a ring and TaskIds after it).
struct TaskFields {
    bool task = false;
    bool object = false;
    bool other = false;       // upper half of value
    bool lowerValue = false;  // lower half of value (the carrier in a fiber's TaskCreated)
};
[[nodiscard]] TaskFields taskFieldsOf(const Event& event);

// "Lock", "SwitchedIn"...: for dumps, tests and error sentences.
[[nodiscard]] const char* nameOf(EventKind kind);

}  // namespace heddle::wire
