#include "engine/session/fact_reader.h"

namespace heddle::session {

FactReader::FactReader(const wire::Segment& segment)
    : m_channels(segment, m_merger), m_resolver(&segment, false, m_names) {}

void FactReader::drain(std::vector<wire::Event>& facts) {
    m_channels.drain();
    m_merger.merge(~std::uint64_t{0}, [&](std::uint32_t, std::span<const wire::Event> told) {
        m_resolver.takeRuntime(told, facts);
    });
}

}  // namespace heddle::session
