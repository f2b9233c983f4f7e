#include "engine/runtime/sync_object.h"

#include "engine/runtime/deaths.h"

namespace heddle::runtime {

using wire::WaitOutcome;

SyncObject::SyncObject(wire::ObjectKind kind, std::string_view name, std::uint32_t capacity,
                       std::uint32_t initial, CallSite at) {
    const Step step = beginStep(at);
    m_id = step.thread.runtime().newObject();
    m_record = &step.thread.runtime().segment().object(m_id);
    m_record->kind.store(static_cast<std::uint32_t>(kind), std::memory_order_relaxed);
    m_record->capacity.store(capacity, std::memory_order_relaxed);
    write(step, {.value = wire::packPair(capacity, initial),
                 .kind = wire::EventKind::ObjectCreated,
                 .detail = static_cast<std::uint16_t>(kind)});
    giveName(step, name);
}

bool SyncObject::waitToGo(const Step& step, wire::OperationKind kind, const Duration* limit, CallSite at,
                          const std::function<void()>& givenUp) const {
    WaitOutcome outcome;
    if (step.thread.gate())
        outcome = beginStep(at, {.kind = kind,
                                 .timed = limit != nullptr,
                                 .object = id(),
                                 .length = limit ? *limit : Duration{}})
                      .permit;
    else
        outcome = park(step, limit ? deadlineAfter(*limit) : Instant::max());
    if (outcome == WaitOutcome::TimedOut) {
        const Guard guard{record().guard, step.thread.tid()};
        if (leaveLine(step.thread, record().waiters, step.task)) {
            writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
            if (givenUp)
                givenUp();
            return false;
        }
    }
    if (outcome == WaitOutcome::TimedOut && !step.thread.gate())
        park(step);  // it was let go on in the last moment: the wake-up is on its way
    writeWaitEnded(step, WaitOutcome::Granted, id(), {}, nextSequence(record().word));
    return true;
}

void SyncObject::giveName(const Step& step, std::string_view name) const {
    if (step.thread.gate())
        wire::setName(step.thread.runtime().segment().nameOf(m_id), name);
    const TextId text = step.thread.writer().writeText(name);
    if (!text.isNone())
        write(step, {.value = text.value(), .kind = wire::EventKind::ObjectNamed});
}

SyncObject::SyncObject(ObjectId existing)
    : m_id(existing),
      m_record(&ThreadContext::current().runtime().segment().object(existing)),
      m_isMine(false) {}

bool SyncObject::letFirstGo(const Step& step, wire::WaiterList& line) const {
    const TaskRef first = takeFirstAlive(step.thread, line);
    if (first.isNone())
        return false;
    write(step, {.value = wire::packPair(first.value(), nextSequence(m_record->word)),
                 .kind = wire::EventKind::Granted});
    if (step.thread.gate())
        step.thread.runtime().segment().controlOf(first).isNotified.store(1, std::memory_order_relaxed);
    else
        wake(step.thread, first, wire::WaitOutcome::Granted);
    return true;
}

void SyncObject::writeGivenUp(const Step& step, wire::Operation operation) const {
    writeWaitBegan(step, operation, m_id, {}, nextSequence(m_record->word), WaitLimit::Timed);
    writeWaitEnded(step, wire::WaitOutcome::TimedOut, m_id, {}, nextSequence(m_record->word));
}

SyncObject::~SyncObject() {
    if (m_isMine)
        ThreadContext::current().write({.object = m_id.value(), .kind = wire::EventKind::ObjectDestroyed});
}

}  // namespace heddle::runtime
