#include "engine/wire/grant.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "engine/base/futex.h"

namespace heddle::wire {

void ringCarrier(TaskRecord& carrier) {
    const std::uint32_t before = carrier.bell.fetch_add(kOneRing, std::memory_order_seq_cst);
    if (before & kCarrierAsleep)
        futexWake(carrier.bell);
    else if (before & kCarrierPolls)
        ::syscall(SYS_tkill, carrier.tid.load(std::memory_order_relaxed), kCarrierSignal);
}

void grant(const Segment& segment, TaskRef waiter, WaitOutcome outcome) {
    TaskRecord& record = segment.task(waiter);
    const TaskRef carrier{record.carrier.load(std::memory_order_relaxed)};
    record.grant.store(static_cast<std::uint32_t>(outcome), std::memory_order_release);
    if (carrier.isNone() || carrier.value() >= segment.limits().tasks) {
        futexWake(record.grant);
        return;
    }
    TaskRecord& bearer = segment.task(carrier);
    std::uint32_t head = bearer.granted.load(std::memory_order_relaxed);
    do {
        record.nextGranted.store(head, std::memory_order_relaxed);
    } while (!bearer.granted.compare_exchange_weak(head, waiter.value(), std::memory_order_seq_cst,
                                                   std::memory_order_relaxed));
    ringCarrier(bearer);
}

// Only the carrier takes from the stack, so what lies there stays while it looks.
bool isOnStackOfGranted(const Segment& segment, TaskRef fiber) {
    const TaskRef carrier{segment.task(fiber).carrier.load(std::memory_order_relaxed)};
    const std::uint32_t most = segment.limits().tasks;
    TaskRef at{segment.task(carrier).granted.load(std::memory_order_acquire)};
    for (std::uint32_t seen = 0; !at.isNone() && at.value() < most && seen < most; ++seen) {
        if (at == fiber)
            return true;
        at = TaskRef{segment.task(at).nextGranted.load(std::memory_order_relaxed)};
    }
    return false;
}

}  // namespace heddle::wire
