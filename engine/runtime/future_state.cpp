#include "engine/runtime/future_state.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::OperationKind;
using wire::WaitOutcome;

namespace {

// The future as the views see it. Its word counts the events; the state in it is 1 when it is over, so that a
// controlled run lets those go on who wait, as for an Event that is set.
class FutureObject : public SyncObject {
public:
    FutureObject(std::string_view name, FutureStatus status, CallSite at)
        : SyncObject(wire::ObjectKind::Future, name, 0, static_cast<std::uint32_t>(status), at) {
        record().word.store(StateWord{}.next(isOver(status), false, 0).bits, std::memory_order_release);
    }
    void becomes(const Step& step, FutureStatus status) {
        const StateWord word = changeWord(
            record().word, [status](StateWord before) { return before.next(isOver(status), false); });
        write(step, {.value = wire::packPair(static_cast<std::uint32_t>(status), word.sequence()),
                     .kind = EventKind::ValueSet});
    }
    void letsGo(const Step& step, TaskRef waiter) {
        write(step, {.value = wire::packPair(waiter.value(), number()), .kind = EventKind::Granted});
    }
    void becomesKnownAs(const Step& step, std::string_view name) const { giveName(step, name); }
    [[nodiscard]] std::uint32_t number() { return nextSequence(record().word); }
};

}  // namespace

struct FutureState::Watch {
    std::optional<FutureObject> object;
    wire::WaiterList waiters;
    std::vector<std::function<void()>> callbacks;
};

FutureState::FutureState(CallSite at) {
    if (ThreadContext::current().gate())
        name({}, at);
}

FutureState::~FutureState() = default;

FutureStatus FutureState::watch() {
    if (!m_watch)
        m_watch = std::make_unique<Watch>();
    return FutureStatus{m_word.fetch_or(kWatched, std::memory_order_acq_rel) & kStatus};
}

void FutureState::becomeObject(std::string_view name, CallSite at) {
    const FutureStatus before = watch();
    if (!m_watch->object)
        m_watch->object.emplace(name, before, at);
    else if (!name.empty())  // a controlled run made it when it had no name yet
        m_watch->object->becomesKnownAs(beginStep(at), name);
}

void FutureState::name(std::string_view name, CallSite at) {
    const Guard guard{m_guard, ThreadContext::current().tid()};
    becomeObject(name, at);
}

Step FutureState::beginOperation(CallSite at, wire::NextOperation next) const {
    if (ThreadContext::current().gate())
        next.object = m_watch->object->id();
    return beginStep(at, next);
}

FutureStatus FutureState::status(CallSite at) const {
    beginOperation(at, {.kind = OperationKind::Read});
    return now();
}

bool FutureState::wait(std::optional<Duration> limit, CallSite at) {
    const Step step = beginOperation(
        at,
        {.kind = OperationKind::WaitEvent, .timed = limit.has_value(), .length = limit.value_or(Duration{})});
    if (isOver(now()))
        return true;
    if (step.permit == WaitOutcome::TimedOut || limit == Duration{})
        return false;
    const Instant deadline = limit ? deadlineAfter(*limit) : Instant::max();
    const TaskRef runner{m_runner.load(std::memory_order_relaxed)};
    {
        const Guard guard{m_guard, step.thread.tid()};
        becomeObject({}, at);
        if (isOver(now()))
            return true;
        FutureObject& object = *m_watch->object;
        writeWaitBegan(step, wire::Operation::WaitFuture, object.id(), runner, object.number(),
                       limitIf(limit.has_value()));
        standInLine(step, m_watch->waiters);
    }
    FutureObject& object = *m_watch->object;
    if (park(step, deadline) == WaitOutcome::TimedOut) {
        {
            const Guard guard{m_guard, step.thread.tid()};
            if (leaveLine(step.thread, m_watch->waiters, step.task)) {
                writeWaitEnded(step, WaitOutcome::TimedOut, object.id(), runner, object.number());
                return false;
            }
        }
        park(step);  // it was over in the last moment: the wake-up is on its way
    }
    writeWaitEnded(step, WaitOutcome::Granted, object.id(), runner, object.number());
    return true;
}

bool FutureState::cancel(CallSite at) {
    const Step step = beginOperation(at, {.kind = OperationKind::Update});
    return now() == FutureStatus::Pending && mayStillCancel() &&
           move(step, FutureStatus::Pending, FutureStatus::Cancelled);
}

void FutureState::whenOver(std::function<void()> callback) {
    {
        const Guard guard{m_guard, ThreadContext::current().tid()};
        if (!isOver(watch())) {
            m_watch->callbacks.push_back(std::move(callback));
            return;
        }
    }
    callback();
}

void FutureState::perform() {
    if (!begin(ThreadContext::current().running()))
        return;
    std::exception_ptr error;
    try {
        run();
    } catch (...) {
        error = std::current_exception();
    }
    finish(std::move(error));
}

bool FutureState::begin(TaskRef runner) {
    m_runner.store(runner.value(), std::memory_order_relaxed);
    return move(beginStep({}), FutureStatus::Pending, FutureStatus::Running);
}

void FutureState::finish(std::exception_ptr error) {
    const Step step = beginOperation({}, {.kind = OperationKind::Set});
    m_error = std::move(error);
    move(step, FutureStatus::Running, m_error ? FutureStatus::Failed : FutureStatus::Done);
}

bool FutureState::move(const Step& step, FutureStatus from, FutureStatus to) {
    std::uint32_t seen = m_word.load(std::memory_order_relaxed);
    do {
        if (FutureStatus{seen & kStatus} != from)
            return false;
    } while (!m_word.compare_exchange_weak(seen, (seen & kWatched) | static_cast<std::uint32_t>(to),
                                           std::memory_order_acq_rel));
    if (seen & kWatched)
        tell(step, to);
    return true;
}

void FutureState::tell(const Step& step, FutureStatus status) {
    wire::WaiterList letGo;
    std::vector<std::function<void()>> callbacks;
    {
        const Guard guard{m_guard, step.thread.tid()};
        std::optional<FutureObject>& object = m_watch->object;
        if (object)
            object->becomes(step, status);
        if (!isOver(status))
            return;
        for (TaskRef waiter = takeFirst(step.thread, m_watch->waiters); !waiter.isNone();
             waiter = takeFirst(step.thread, m_watch->waiters)) {
            object->letsGo(step, waiter);
            append(step.thread, letGo, waiter);
        }
        callbacks.swap(m_watch->callbacks);
    }
    wakeAll(step.thread, letGo);
    for (const auto& callback : callbacks) callback();
}

}  // namespace heddle::runtime
