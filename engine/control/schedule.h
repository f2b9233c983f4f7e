// A schedule: the choices of a controlled run, as a small text that people can read and other machines can
// replay.
//
//     heddle-schedule 1
//     scenario deadlock-ab
//     version 5f3a9c0011223344        fingerprint of the scenario's text
//     set tasks=2                     one line per parameter
//     choices 3                       how many follow: a file that was cut short is found out
//     P1 lock A
//     P2 lock B
//     P1 wake C timed-out             the task gave up instead
//     P2 killed -                     it was ended where it stood
//     P2 loses B                      what it held was taken back from it
//
// One choice per line: the task's name, and what it was about to do, on what ("-": nothing), which a replay
// checks. Bytes of names that a word cannot hold (blanks, control characters, '%') are written as %XX, an
// empty name as "%". Lines that are empty or begin with '#' are skipped. Names and values are UTF-8 or any
// other bytes; they come back.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/control/operation.h"

namespace heddle::control {

struct ScheduleEntry {
    std::string task;
    OperationKind operation = OperationKind::None;
    std::string object;  // or the task joined; empty where there is none
    bool timesOut = false;
    Intervention intervention = Intervention::None;  // instead of an operation
    friend bool operator==(const ScheduleEntry&, const ScheduleEntry&) = default;
};

// What a schedule is for.
struct ScheduleSubject {
    std::string scenario;
    std::uint64_t version = 0;
    std::map<std::string, std::string> parameters;
    friend bool operator==(const ScheduleSubject&, const ScheduleSubject&) = default;
};

struct Schedule {
    ScheduleSubject subject;
    std::vector<ScheduleEntry> entries;
    friend bool operator==(const Schedule&, const Schedule&) = default;
};

inline constexpr std::size_t kLongestSchedule = 16u << 20;      // bytes
inline constexpr std::size_t kLongestScheduleLine = 4096;       // bytes
inline constexpr std::size_t kMostScheduleEntries = 1'000'000;  //
inline constexpr std::size_t kMostScheduleParameters = 256;     //

[[nodiscard]] std::string written(const Schedule& schedule);
// Errors name `source` (a file's name), the line, and what is wrong with it.
[[nodiscard]] Result<Schedule> parseSchedule(std::string_view text, std::string_view source);
// Refuses a schedule of another scenario or other parameters; says which. One of another version of the
// scenario is for its replay to judge, which names the step where it no longer fits.
[[nodiscard]] Result<void> checkSubject(const Schedule& schedule, const ScheduleSubject& wanted);

}  // namespace heddle::control
