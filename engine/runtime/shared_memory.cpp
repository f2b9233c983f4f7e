#include "engine/runtime/shared_memory.h"

namespace heddle::runtime {

SharedBytes::SharedBytes(std::size_t bytes, std::string_view name, CallSite at)
    : Channel(wire::ObjectKind::SharedMemory, name, at), m_bytes(bytes) {
    auto memory = Mapping::anonymous(sizeof(Stamp) + bytes);
    if (!memory)
        giveUp("make shared memory", memory.error().sentence());
    m_memory = std::move(memory).value();
}

void SharedBytes::writeBytes(const void* value, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Write, .object = id()});
    const Guard guard{record().guard, step.thread.tid()};
    const Stamp mark = stamp(step, m_bytes);
    std::memcpy(m_memory.data(), &mark, sizeof mark);
    std::memcpy(m_memory.data() + sizeof mark, value, m_bytes);
}

void SharedBytes::readBytes(void* value, CallSite at) const {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Read, .object = id()});
    Stamp mark;
    {
        const Guard guard{record().guard, step.thread.tid()};
        std::memcpy(&mark, m_memory.data(), sizeof mark);
        std::memcpy(value, m_memory.data() + sizeof mark, m_bytes);
    }
    received(step, mark);
}

}  // namespace heddle::runtime
