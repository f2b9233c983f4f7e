// What a controlled run keeps in the segment: where each task stands, and who may go on.
//
// Every task of a controlled run stops in front of each of its operations: it writes the operation into its
// ControlRecord, counts itself out of `moving`, and waits for its permit (TaskRecord::grant, as in every
// wait). When `moving` is 0 nobody moves: the observer may read all records and the objects themselves, which
// are at rest.
//
// A script makes a known beginning of a run fast: whoever is the last to stand lets the next one of the
// script go (wire/permit.h), and the observer hears of it only when the script has come to its end. A search
// (runtime/carried_gate.h) writes the choices of its present schedule there, so that they can be read when
// the program crashes.
//
// Invariants: the fields of a ControlRecord are written by its task while that moves (those for Spin by
// whoever permits a step), and read while it stands. A task's number in a schedule is its TaskRef less one:
// spawns are steps, so the numbers are the same in every run of the same choices; likewise an object's number
// is its ObjectId less one.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"
#include "engine/wire/operation_kind.h"

namespace heddle::wire {

// What a task is about to do.
struct NextOperation {
    OperationKind kind = OperationKind::None;
    bool timed = false;       // may give up after `length`, instead of going on
    std::uint16_t units = 1;  // of Acquire and Release
    ObjectId object{};        // none where there is none
    ObjectId also{};          // the mutex of WaitCondition
    TaskRef target{};         // of Join; of Terminate and the like: the first task of the process
    Duration length{};        // of Sleep, and the limit of a timed operation
};

struct alignas(64) ControlRecord {
    // OperationKind; None: has not come to its first control point, or has ended
    std::atomic<std::uint8_t> kind{0};
    std::atomic<std::uint8_t> timed{0};  //
    std::atomic<std::uint16_t> units{1};
    std::atomic<std::uint32_t> object{0};
    std::atomic<std::uint32_t> also{0};
    std::atomic<std::uint32_t> target{0};
    std::atomic<std::uint32_t> site{0};
    std::atomic<std::uint32_t> stands{0};    // futex word until its Begin. 1 while it waits for its permit
    std::atomic<std::int64_t> due{0};        // virtual time at which its Sleep or time limit ends, ns
    std::atomic<std::uint64_t> lookedAt{0};  // since its last Spin: objects, a bit for each id modulo 64

    // wire/kinship.h
    std::atomic<std::int32_t> pid{0};       // of its process
    std::atomic<std::uint32_t> process{0};  // TaskRef of the first task of its process; 0: it is that itself
    std::atomic<std::uint32_t> endsWith{
        0};                               // of a daemon process: TaskRef of the thread whose end is its own
    std::atomic<std::int32_t> status{0};  // of a process that was ended: as waitpid(2) gives it. While it is
                                          // suspended: the signal that will end it when it goes on

    std::atomic<std::uint8_t> isNotified{0};   // Wake, PassBarrier: it was taken out of the line
    std::atomic<std::uint8_t> sawChange{0};    // Spin: another task changed what it has looked at
    std::atomic<std::uint8_t> isAbandoned{0};  // it ended where it stood, and its stack was not unwound
    std::atomic<std::uint8_t> isDaemon{0};     // it serves others, and may wait for work for ever
    std::atomic<std::uint8_t> isDying{0};  // somebody's step ends its process; it counts as moving until then
    std::atomic<std::uint8_t> isSuspended{0};  // its process is stopped: it may not be permitted
};
static_assert(sizeof(ControlRecord) == 64);

// A name, so that an observer of a controlled run need not read the events for it. With the closing zero;
// longer ones are cut.
struct alignas(64) NameRecord {
    char text[64] = {};
};
inline void setName(NameRecord& record, std::string_view name) {
    record.text[name.copy(record.text, sizeof record.text - 1)] = '\0';
}

// One choice of a script, and the operation that it must find.
struct ScriptEntry {
    std::uint32_t task = 0;  // TaskRef
    std::uint32_t object = 0;
    OperationKind kind = OperationKind::None;
    bool timesOut = false;
    std::uint16_t reserved = 0;
};
static_assert(sizeof(ScriptEntry) == 12);

// What went wrong in a step, in the program's own words.
enum class StepFailure : std::uint32_t {
    None = 0,           //
    ExpectationFailed,  // expect() of the program did not hold
    Exception,          // an exception left the body of a task
    Misuse,             // an operation that the object does not allow (unlocked by another than its owner)
};

inline constexpr std::uint32_t kFailureText = 224;  // bytes, with the closing zero

inline constexpr std::uint32_t kProcessEnded = 1u << 31;  // in `moving`, set by the observer's side

// Of a program that is run again and again in one segment. It is never renewed: who waits for the next round
// reads it while all else is made anew.
struct RoundHeader {
    std::atomic<std::uint32_t> isControlled{0};  // set before the first process goes
    std::atomic<std::uint32_t> number{0};        // futex word: how often the program was told to begin again
};

// The control point's own part of the segment's header.
struct alignas(64) ControlHeader {
    std::atomic<std::uint32_t> scriptAt{0};            // the next entry of the script
    std::atomic<std::uint32_t> scriptLength{0};        // 0: there is none
    alignas(64) std::atomic<std::uint32_t> moving{0};  // futex word: the tasks that move. 0: all stand
    std::atomic<std::int64_t> now{0};                  // virtual time, ns
    alignas(64) std::atomic<StepFailure> failure{StepFailure::None};  // of the step just made
    std::atomic<std::uint32_t> failedTask{0};                         // TaskRef
    char failureText[kFailureText] = {};
};

}  // namespace heddle::wire
