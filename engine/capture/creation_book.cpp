#include "engine/capture/creation_book.h"

namespace heddle::capture {

using Object = AllocationPoint::Object;
using wire::CreationStep;

void CreationBook::allocated(std::uint32_t maker, Object object, std::uint64_t time) {
    if (object == Object::ControlBlock)
        m_begun[maker] = {.controlBlock = time};
    else if (const auto begun = m_begun.find(maker);  // else it is no task that it makes
             object == Object::Resource && begun != m_begun.end())
        begun->second.resources = time;
}

void CreationBook::tell(const wire::Event& birth, FactStream& stream) {
    const auto done = [&](CreationStep step, std::uint64_t when) {
        stream.append({.time = birth.time,
                       .value = when,
                       .task = birth.task,
                       .kind = wire::EventKind::TaskStepDone,
                       .detail = static_cast<std::uint16_t>(step)});
    };
    if (const auto begun = m_begun.extract(birth.object)) {
        done(CreationStep::ControlBlock, begun.mapped().controlBlock);
        // What the kernel takes for a thread is no resource of its own: that is its stack.
        const bool isProcess = birth.detailAs<wire::TaskKind>() == wire::TaskKind::Process;
        if (isProcess && begun.mapped().resources != 0)
            done(CreationStep::Resources, begun.mapped().resources);
    }
    done(CreationStep::Filled, birth.time);
}

}  // namespace heddle::capture
