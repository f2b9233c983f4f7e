#include "engine/capture/perf_ring.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace heddle::capture {
namespace {
const std::size_t kPage = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::optional<PerfRing> PerfRing::map(FileDescriptor event, std::size_t bytes) {
    auto mapping = Mapping::shared(event.get(), kPage + bytes);
    if (!mapping)
        return std::nullopt;
    PerfRing ring;
    ring.m_mapping = std::move(mapping).value();
    ring.m_events.push_back(std::move(event));
    ring.m_size = bytes;
    return ring;
}

bool PerfRing::add(FileDescriptor event) {
    if (::ioctl(event.get(), PERF_EVENT_IOC_SET_OUTPUT, fd()) != 0)
        return false;
    m_events.push_back(std::move(event));
    return true;
}

std::span<const std::byte> PerfRing::recordAt(std::uint64_t position, std::uint64_t head) {
    const std::byte* data = m_mapping.data() + kPage;
    const std::size_t at = position & (m_size - 1);
    perf_event_header header{};
    if (head - position < sizeof header ||
        m_size - at < sizeof header)  // records are 8-byte aligned: no header wraps
        return {};
    std::memcpy(&header, data + at, sizeof header);
    if (header.size < sizeof header || header.size > head - position)
        return {};
    if (at + header.size <= m_size)
        return {data + at, header.size};
    m_scratch.resize(header.size);
    const std::size_t first = m_size - at;
    std::memcpy(m_scratch.data(), data + at, first);
    std::memcpy(m_scratch.data() + first, data, header.size - first);
    return m_scratch;
}

void PerfRing::look() {
    m_head = __atomic_load_n(&page().data_head, __ATOMIC_ACQUIRE);
    m_tail = page().data_tail;
    m_frontBytes = 0;
    m_fill = static_cast<double>(m_head - m_tail) / static_cast<double>(m_size);
}

const PerfRecord* PerfRing::front() {
    while (m_frontBytes == 0 && m_tail < m_head) {
        const auto bytes = recordAt(m_tail, m_head);
        if (bytes.empty()) {  // nonsense: nothing behind it can be found
            ++m_broken;
            m_tail = m_head;
        } else if (decodeRecord(bytes, m_front)) {
            m_frontBytes = bytes.size();
        } else {
            ++m_broken;
            m_tail += bytes.size();
        }
    }
    return m_frontBytes != 0 ? &m_front : nullptr;
}

void PerfRing::drop() {
    m_tail += std::exchange(m_frontBytes, 0);
    if (m_tail - page().data_tail > m_size / 16)
        giveBack();
}

void PerfRing::giveBack() {
    __atomic_store_n(&page().data_tail, m_tail, __ATOMIC_RELEASE);
}

std::optional<std::uint64_t> PerfRing::lostSoFar() const {
    std::uint64_t total = 0;
    for (const FileDescriptor& event : m_events) {
        std::uint64_t values[2] = {};  // the count, and with PERF_FORMAT_LOST what was lost
        if (::read(event.get(), values, sizeof values) != sizeof values)
            return std::nullopt;
        total += values[1];
    }
    return total;
}

}  // namespace heddle::capture
