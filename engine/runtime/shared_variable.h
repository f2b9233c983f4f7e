// A number that several tasks share and whose every access is reported: to show what happens without a lock.
// Each single access is whole; what comes between two of them is the lesson. 32 bits wide, as its events are,
// so that a value and its sequence number change in one step.
#pragma once

#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

class SharedVariable : public SyncObject {
public:
    explicit SharedVariable(std::int32_t initial = 0, std::string_view name = {},
                            CallSite at = CallSite::here())
        : SyncObject(wire::ObjectKind::Variable, name, 0, static_cast<std::uint32_t>(initial), at) {
        record().word.store(wire::packPair(static_cast<std::uint32_t>(initial), 0),
                            std::memory_order_release);
    }
    [[nodiscard]] std::int32_t get(CallSite at = CallSite::here()) const {
        const Step step = beginStep(at, {.kind = wire::OperationKind::Read, .object = id()});
        std::uint64_t seen = record().word.load(std::memory_order_relaxed);
        while (!record().word.compare_exchange_weak(seen, numbered(seen, upper(seen)),
                                                    std::memory_order_acq_rel)) {
        }
        write(step, {.value = numbered(seen, upper(seen)), .kind = wire::EventKind::ValueRead});
        return static_cast<std::int32_t>(upper(seen));
    }
    void set(std::int32_t value, CallSite at = CallSite::here()) {
        const Step step = beginStep(at, {.kind = wire::OperationKind::Write, .object = id()});
        const auto wanted = static_cast<std::uint32_t>(value);
        std::uint64_t seen = record().word.load(std::memory_order_relaxed);
        while (
            !record().word.compare_exchange_weak(seen, numbered(seen, wanted), std::memory_order_acq_rel)) {
        }
        write(step, {.value = numbered(seen, wanted), .kind = wire::EventKind::ValueSet});
    }

    // Reads and writes in one: the value becomes `change` of it. Returns what it was.
    template <class Change>
    std::int32_t update(Change change, CallSite at = CallSite::here()) {
        const Step step = beginStep(at, {.kind = wire::OperationKind::Update, .object = id()});
        const auto changed = [&](std::uint64_t word) {
            const std::int32_t value = change(static_cast<std::int32_t>(upper(word)));
            return numbered(word, static_cast<std::uint32_t>(value));
        };
        std::uint64_t seen = record().word.load(std::memory_order_relaxed);
        std::uint64_t wanted = changed(seen);
        while (!record().word.compare_exchange_weak(seen, wanted, std::memory_order_acq_rel))
            wanted = changed(seen);
        write(step, {.value = wanted, .kind = wire::EventKind::ValueSet});
        return static_cast<std::int32_t>(upper(seen));
    }

private:
    static std::uint32_t upper(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }
    // `value`, with the sequence number after that of `word`.
    static std::uint64_t numbered(std::uint64_t word, std::uint32_t value) {
        return wire::packPair(value, static_cast<std::uint32_t>(word) + 1);
    }
};

}  // namespace heddle::runtime
