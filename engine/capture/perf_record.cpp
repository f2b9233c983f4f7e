#include "engine/capture/perf_record.h"

#include <linux/perf_event.h>

#include <cstring>

namespace heddle::capture {
namespace {

// Reads from the front; stays false once something was missing.
class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes) : m_rest(bytes) {}

    template <class T>
    T take() {
        T value{};
        if (m_rest.size() < sizeof value) {
            m_ok = false;
            return value;
        }
        std::memcpy(&value, m_rest.data(), sizeof value);
        m_rest = m_rest.subspan(sizeof value);
        return value;
    }
    std::span<const std::byte> take(std::size_t count) {
        if (m_rest.size() < count) {
            m_ok = false;
            return {};
        }
        const auto front = m_rest.first(count);
        m_rest = m_rest.subspan(count);
        return front;
    }
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    std::span<const std::byte> m_rest;
    bool m_ok = true;
};

// The sample fields at the end of every record that is not a sample, behind `sizeBefore` bytes of its own.
constexpr std::size_t kTrailer = 16;

bool takeTrailer(std::span<const std::byte> body, std::size_t sizeBefore, PerfRecord& record) {
    if (body.size() < sizeBefore + kTrailer)
        return false;
    Reader trailer{body.last(kTrailer)};
    record.pid = Pid{trailer.take<std::int32_t>()};
    record.tid = Tid{trailer.take<std::int32_t>()};
    record.time = trailer.take<std::uint64_t>();
    return true;
}

// How many found no room. The trailer is that of the record that fits again, of either layout: TIME stands
// last.
bool takeLoss(std::span<const std::byte> body, std::size_t countAt, PerfRecord& record) {
    constexpr std::size_t kTime = sizeof record.time;
    if (body.size() < countAt + sizeof record.lost + kTime)
        return false;
    record.lost = Reader{body.subspan(countAt)}.take<std::uint64_t>();
    record.time = Reader{body.last(kTime)}.take<std::uint64_t>();
    return true;
}

bool takeTask(Reader& reader, PerfRecord& record) {
    record.pid = Pid{reader.take<std::int32_t>()};
    record.otherPid = Pid{reader.take<std::int32_t>()};
    record.tid = Tid{reader.take<std::int32_t>()};
    record.otherTid = Tid{reader.take<std::int32_t>()};
    record.time = reader.take<std::uint64_t>();
    return reader.ok();
}

bool takeName(std::span<const std::byte> body, PerfRecord& record) {
    if (!takeTrailer(body, 8, record))
        return false;
    Reader reader{body.first(body.size() - kTrailer)};
    record.pid = Pid{reader.take<std::int32_t>()};
    record.tid = Tid{reader.take<std::int32_t>()};
    const auto name = reader.take(body.size() - kTrailer - 8);
    const char* text = reinterpret_cast<const char*>(name.data());
    record.name = std::string_view{text, name.empty() ? 0 : strnlen(text, name.size())};
    return true;
}

bool takeSample(Reader& reader, PerfRecord& record) {
    record.time = reader.take<std::uint64_t>();
    record.raw = reader.take(reader.take<std::uint32_t>());
    return reader.ok();
}

}  // namespace

bool decodeRecord(std::span<const std::byte> bytes, PerfRecord& record) {
    using Kind = PerfRecord::Kind;
    record = {};
    perf_event_header header{};
    if (bytes.size() < sizeof header)
        return false;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.size != bytes.size())
        return false;
    const auto body = bytes.subspan(sizeof header);
    Reader reader{body};
    switch (header.type) {
        case PERF_RECORD_SAMPLE:
            record.kind = Kind::Tracepoint;
            return takeSample(reader, record);
        case PERF_RECORD_SWITCH:
        case PERF_RECORD_SWITCH_CPU_WIDE:
            record.kind = !(header.misc & PERF_RECORD_MISC_SWITCH_OUT)        ? Kind::SwitchIn
                          : header.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT ? Kind::SwitchOutPreempted
                                                                              : Kind::SwitchOut;
            if (header.type == PERF_RECORD_SWITCH_CPU_WIDE) {
                record.cpuWide = true;
                record.otherPid = Pid{reader.take<std::int32_t>()};
                record.otherTid = Tid{reader.take<std::int32_t>()};
            }
            return takeTrailer(body, record.cpuWide ? 8 : 0, record);
        case PERF_RECORD_FORK:
            record.kind = Kind::Fork;
            return takeTask(reader, record);
        case PERF_RECORD_EXIT:
            record.kind = Kind::Exit;
            return takeTask(reader, record);
        case PERF_RECORD_COMM:
            record.kind = header.misc & PERF_RECORD_MISC_COMM_EXEC ? Kind::Executed : Kind::Renamed;
            return takeName(body, record);
        case PERF_RECORD_LOST:
            record.kind = Kind::Lost;
            return takeLoss(body, sizeof(std::uint64_t), record);  // behind the id of the event
        case PERF_RECORD_LOST_SAMPLES:
            record.kind = Kind::Lost;
            return takeLoss(body, 0, record);
        default:
            return true;
    }
}

}  // namespace heddle::capture
