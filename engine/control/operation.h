// What a task of a controlled run is about to do: one operation, at most two objects.
//
// Numbers are dense and deterministic: tasks in the order of their creation, objects as the program numbers
// them; the same choices from the start give the same numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>

#include "engine/wire/operation_kind.h"

namespace heddle::control {

using wire::OperationKind;

enum class TaskNumber : std::uint16_t { None = 0xffff };
enum class ObjectNumber : std::uint32_t { None = 0xffffffff };

constexpr std::size_t indexOf(TaskNumber task) {
    return static_cast<std::size_t>(task);
}
constexpr TaskNumber taskAt(std::size_t index) {
    return static_cast<TaskNumber>(index);
}

struct Operation {
    OperationKind kind = OperationKind::None;
    bool timed = false;  // may give up after a time, instead of going on
    std::uint16_t units = 1;
    TaskNumber target = TaskNumber::None;      // of Join, and of what is done to a process
    ObjectNumber object = ObjectNumber::None;  // None where there is none
    ObjectNumber also = ObjectNumber::None;    // the mutex of WaitCondition
    bool isInherited = false;  // a reader's lock whose writer has died: the first who has it is told

    // The same to do; what it finds is no part of it.
    friend bool operator==(const Operation& a, const Operation& b) {
        const auto what = [](const Operation& o) {
            return std::tuple{o.kind, o.timed, o.units, o.target, o.object, o.also};
        };
        return what(a) == what(b);
    }
};

// What can be done to a task from outside where it stands: ways out of a deadlock, to try.
enum class Intervention : std::uint8_t {
    None,      // a step as any
    Kill,      // it is ended; what it holds stays held
    TakeBack,  // an object that it holds is free again
};

// "killed", "loses"; empty for None.
[[nodiscard]] std::string_view wordOf(Intervention intervention);
[[nodiscard]] std::optional<Intervention> interventionOf(std::string_view word);

// "lock", "wait-event": as schedules have it.
[[nodiscard]] std::string_view wordOf(OperationKind kind);
[[nodiscard]] std::optional<OperationKind> operationOf(std::string_view word);

// Whether the operation takes something that others may want too.
[[nodiscard]] constexpr bool isTaking(OperationKind kind) {
    switch (kind) {
        case OperationKind::Lock:
        case OperationKind::TryLock:
        case OperationKind::LockShared:
        case OperationKind::TryLockShared:
        case OperationKind::Acquire:
        case OperationKind::TryAcquire:
        case OperationKind::Put:
        case OperationKind::TryPut:
        case OperationKind::Get:
        case OperationKind::TryGet:
            return true;
        default:
            return false;
    }
}

}  // namespace heddle::control
