#include "engine/runtime/fiber_scheduler.h"

#include "engine/base/futex.h"
#include "engine/wire/grant.h"
#include "engine/wire/permit.h"

namespace heddle::runtime {

using boost::fibers::context;
using wire::EventKind;
using wire::TaskRecord;

namespace {

// Switches between two looks at timers and ended fibers, and at descriptors, while others are ready.
constexpr std::uint32_t kDispatchEvery = 64;
// As many switches does an end count: a few stacks are freed at once, while they are still warm.
constexpr std::uint32_t kSwitchesOfAnEnd = 8;
constexpr std::uint32_t kLookForIoEvery = 64;

}  // namespace

FiberScheduler::FiberScheduler(ThreadContext& thread)
    : m_thread(thread), m_record(&thread.record(thread.self())), m_active(context::active()) {
    m_seats.push_back({m_active, false});
    m_record->seat.store(0, std::memory_order_relaxed);
    m_record->carrier.store(thread.self().value(), std::memory_order_relaxed);
}

FiberScheduler& FiberScheduler::ofThread(ThreadContext& thread) {
    if (!thread.fibers()) {
        auto* scheduler = new FiberScheduler{thread};
        context::active()->get_scheduler()->set_algo(scheduler);  // owns it from here on
        thread.setFibers(scheduler);
    }
    return *thread.fibers();
}

void FiberScheduler::notify() noexcept {
    wire::ringCarrier(*m_record);
}

void FiberScheduler::suspend_until(const std::chrono::steady_clock::time_point& deadline) noexcept {
    if (m_comingToRest != 0)
        wire::standStill(m_thread.runtime().segment(), std::exchange(m_comingToRest, 0));
    const bool limited = deadline != std::chrono::steady_clock::time_point::max();
    const Instant until = limited ? Instant{deadline.time_since_epoch()} : Instant::max();
    if (m_io.isEmpty())
        sleepOnBell(until);
    else
        sleepInPoll(until);
}

void FiberScheduler::sleepOnBell(Instant deadline) {
    const std::uint32_t seen =
        m_record->bell.fetch_or(wire::kCarrierAsleep, std::memory_order_seq_cst) | wire::kCarrierAsleep;
    if (m_record->granted.load(std::memory_order_seq_cst) == 0)
        futexWait(m_record->bell, seen, deadline);
    m_record->bell.fetch_and(~wire::kCarrierAsleep, std::memory_order_relaxed);
}

void FiberScheduler::sleepInPoll(Instant deadline) {
    m_record->bell.fetch_or(wire::kCarrierPolls, std::memory_order_seq_cst);
    if (m_record->granted.load(std::memory_order_seq_cst) == 0)
        readyForIo(deadline);
    m_record->bell.fetch_and(~wire::kCarrierPolls, std::memory_order_relaxed);
}

void FiberScheduler::readyForIo(Instant deadline) {
    m_ioReady.clear();
    m_io.collect(m_ioReady, deadline);
    for (const TaskRef task : m_ioReady) {
        TaskRecord& record = m_thread.record(task);
        m_thread.write({.task = task.value(), .kind = EventKind::Woken});
        ready(record);
    }
}

bool FiberScheduler::awaitDescriptor(TaskRef self, int fd, short events, Instant deadline) {
    IoWaits::Wait wait{fd, events, self};
    if (!m_io.add(wait))
        return true;
    const bool isReady = park(m_thread.record(self), deadline);
    if (!isReady)
        m_io.remove(wait);
    return isReady;
}

void FiberScheduler::admit(context* newcomer) {
    const TaskRef ref = std::exchange(m_newborn, TaskRef{});
    std::uint32_t seat = static_cast<std::uint32_t>(m_seats.size());
    if (m_freeSeats.empty()) {
        m_seats.emplace_back();
    } else {
        seat = m_freeSeats.back();
        m_freeSeats.pop_back();
    }
    m_seats[seat] = {newcomer, false};
    newcomer->set_properties(new FiberTask{newcomer, ref, seat});
    TaskRecord& record = m_thread.record(ref);
    record.seat.store(seat, std::memory_order_relaxed);
    record.carrier.store(m_thread.self().value(), std::memory_order_release);
    m_thread.stepDone(ref, wire::CreationStep::Filled);
    m_thread.write({.task = ref.value(), .kind = EventKind::TaskAdmitted});
}

void FiberScheduler::awakened(context* ctx) noexcept {
    if (ctx->is_context(boost::fibers::type::dispatcher_context)) {
        m_dispatcher = ctx;
        return;
    }
    if (!m_newborn.isNone())
        admit(ctx);
    const FiberTask* fiber = taskOf(ctx);
    const Seat& seat = m_seats[fiber && ctx != m_seats[0].context ? fiber->seat : 0];
    if (seat.context != ctx)
        return;                // left behind by fork(): it lives on in the parent
    if (seat.parked && fiber)  // its wait has not been ended by a task: by a timer
        m_thread.write({.task = fiber->ref.value(), .kind = EventKind::Woken});
    ctx->ready_link(m_ready);
}

context* FiberScheduler::pick_next() noexcept {
    if (m_record->granted.load(std::memory_order_relaxed) != 0)
        readyGranted();
    if (!m_io.isEmpty() && ++m_sinceIo >= kLookForIoEvery) {
        m_sinceIo = 0;
        readyForIo(Instant::min());
    }
    context* next = m_ready.empty() ? nullptr : &m_ready.front();
    // Boost's dispatcher looks at timers and frees ended fibers: from time to time, and when nobody else is
    // ready. It also comes between where a fiber would be followed by itself, for a context cannot resume
    // itself.
    if (m_dispatcher && (!next || next == m_active || ++m_sinceDispatch >= kDispatchEvery)) {
        next = std::exchange(m_dispatcher, nullptr);
        m_sinceDispatch = 0;
    } else if (next) {
        m_ready.pop_front();
    }
    if (next)
        report(next);
    return next;
}

void FiberScheduler::report(context* next) {
    const auto carrier = m_thread.self().value();
    if (m_fiber && !m_fiber->ended)
        m_thread.write({.task = m_fiber->ref.value(),
                        .object = carrier,
                        .kind = EventKind::FiberSuspended,
                        .detail = static_cast<std::uint16_t>(m_yielded ? wire::FiberPause::Yielded
                                                                       : wire::FiberPause::Blocked)});
    m_yielded = false;
    m_active = next;
    m_fiber = next == m_seats[0].context ? nullptr : taskOf(next);
    m_thread.setRunning(m_fiber ? m_fiber->ref : m_thread.self());
    if (m_fiber)
        m_thread.write({.task = m_fiber->ref.value(), .object = carrier, .kind = EventKind::FiberResumed});
}

void FiberScheduler::yield() {
    m_yielded = true;
    context::active()->yield();
}

void FiberScheduler::switchTo(TaskRef next) {
    const TaskRecord& record = m_thread.record(next);
    if (!next.isNone() && record.carrier.load(std::memory_order_relaxed) == m_thread.self().value()) {
        context* target = m_seats[record.seat.load(std::memory_order_relaxed)].context;
        const FiberTask* fiber = target ? taskOf(target) : nullptr;
        if (fiber && fiber->ref == next && target->ready_is_linked()) {  // its seat may be another's by now
            target->ready_unlink();
            m_ready.push_front(*target);
        }
    }
    yield();
}

void FiberScheduler::endRunning() {
    m_thread.write({.kind = EventKind::TaskExited, .detail = 1});
    m_fiber->ended = true;
    m_seats[m_fiber->seat] = {};
    m_freeSeats.push_back(m_fiber->seat);
    m_sinceDispatch += kSwitchesOfAnEnd;
}

void FiberScheduler::becomeOnlyTask(TaskRef self) {
    m_ready.clear();
    m_seats.assign(1, {m_active, false});
    m_freeSeats.clear();
    m_io.forget();
    m_fiber = nullptr;
    m_record = &m_thread.record(self);
    m_record->seat.store(0, std::memory_order_relaxed);
    m_record->carrier.store(self.value(), std::memory_order_relaxed);
}

void FiberScheduler::prepareToPark(TaskRecord& record) {
    m_seats[record.seat.load(std::memory_order_relaxed)].parked = true;
}

bool FiberScheduler::park(TaskRecord& record, Instant deadline) {
    const std::uint32_t seat = record.seat.load(std::memory_order_relaxed);  // m_seats may grow meanwhile
    m_seats[seat].parked = true;
    if (deadline == Instant::max()) {
        context::active()->suspend();
    } else {
        context::active()->wait_until(std::chrono::steady_clock::time_point{deadline.time_since_epoch()});
    }
    return !std::exchange(m_seats[seat].parked, false);
}

void FiberScheduler::ready(TaskRecord& record) {
    Seat& seat = m_seats[record.seat.load(std::memory_order_relaxed)];
    seat.parked = false;
    if (!seat.context->ready_is_linked())  // a timer may have been quicker
        context::active()->schedule(seat.context);
}

void FiberScheduler::readyGranted() {
    std::uint32_t stack = m_record->granted.exchange(0, std::memory_order_acquire);
    std::uint32_t oldestFirst = 0;
    while (stack != 0) {
        TaskRecord& record = m_thread.record(TaskRef{stack});
        const std::uint32_t next = record.nextGranted.exchange(oldestFirst, std::memory_order_relaxed);
        oldestFirst = std::exchange(stack, next);
    }
    while (oldestFirst != 0) {
        TaskRecord& record = m_thread.record(TaskRef{oldestFirst});
        oldestFirst = record.nextGranted.load(std::memory_order_relaxed);
        ready(record);
    }
}

}  // namespace heddle::runtime
