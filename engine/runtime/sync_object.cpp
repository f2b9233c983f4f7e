#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

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

void SyncObject::writeGivenUp(const Step& step, wire::Operation operation) const {
    writeWaitBegan(step, operation, m_id, {}, nextSequence(m_record->word), WaitLimit::Timed);
    writeWaitEnded(step, wire::WaitOutcome::TimedOut, m_id, {}, nextSequence(m_record->word));
}

SyncObject::~SyncObject() {
    if (m_isMine)
        ThreadContext::current().write({.object = m_id.value(), .kind = wire::EventKind::ObjectDestroyed});
}

}  // namespace heddle::runtime
