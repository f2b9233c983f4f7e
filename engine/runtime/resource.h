// An object of which units are taken and given back: the common part of Mutex, Semaphore and Event. A Rule
// says what the 31 bits of its state mean, as pure functions:
//
//     static std::optional<std::uint32_t> take(state, task)   the state after `task` took; nothing: it has to
//     wait static std::uint32_t give(state, task)                  the state after `task` gave back
//
// Uncontended, an operation is one compare-and-swap. Who cannot take stands in line; while somebody stands
// there nobody takes past the line, and who gives hands over to the first in it.
#pragma once

#include <optional>

#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

template <class Rule>
class Resource : public SyncObject {
protected:
    using SyncObject::SyncObject;

    void take(wire::Operation operation, wire::OperationKind kind, CallSite at) {
        const Step step = beginStep(at, {.kind = kind, .object = id()});
        if (__builtin_expect(!takeNow(step), 0))
            takeInLine(step, operation);
    }
    void give(wire::OperationKind kind, CallSite at) {
        const Step step = beginStep(at, {.kind = kind, .object = id()});
        StateWord seen{record().word.load(std::memory_order_relaxed)};
        while (!seen.hasWaiters()) {
            const StateWord wanted = seen.next(Rule::give(seen.state(), step.task), false);
            if (record().word.compare_exchange_weak(seen.bits, wanted.bits, std::memory_order_acq_rel)) {
                write(step, {.value = wanted.sequence(), .kind = wire::EventKind::Released, .detail = 1});
                return;
            }
        }
        handOver(step);
    }

private:
    bool takeNow(const Step& step) {
        StateWord seen{record().word.load(std::memory_order_relaxed)};
        while (!seen.hasWaiters()) {
            const std::optional<std::uint32_t> taken = Rule::take(seen.state(), step.task);
            if (!taken)
                return false;
            const StateWord wanted = seen.next(*taken, false);
            if (record().word.compare_exchange_weak(seen.bits, wanted.bits, std::memory_order_acq_rel)) {
                write(step, Rule::takenEvent(wanted));
                return true;
            }
        }
        return false;
    }
    void takeInLine(const Step& step, wire::Operation operation);
    void handOver(const Step& step);
};

}  // namespace heddle::runtime
