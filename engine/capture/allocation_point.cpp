#include "engine/capture/allocation_point.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <istream>
#include <utility>

#include "engine/capture/raw_fields.h"

namespace heddle::capture {
namespace {

using Object = AllocationPoint::Object;

// By the names of the caches. Small ones may go by another's name, with which the kernel has merged them;
// the control block's and the memory's never do.
constexpr std::pair<std::string_view, Object> kCaches[] = {
    {"task_struct", Object::ControlBlock}, {"files_cache", Object::Resource},
    {"sighand_cache", Object::Resource},   {"signal_cache", Object::Resource},
    {"mm_struct", Object::Resource},       {"vm_area_struct", Object::Resource},
};

Object objectNamed(std::string_view cache) {
    for (const auto& [name, object] : kCaches)
        if (name == cache)
            return object;
    return Object::Other;
}

// A string of a tracepoint: where its bytes stand is told in 32 bits, the length above the offset.
std::string_view stringAt(std::span<const std::byte> raw, std::uint32_t offset) {
    const auto place = valueAt<std::uint32_t>(raw, offset);
    const std::size_t begin = place & 0xffff, length = place >> 16;
    if (begin + length > raw.size())
        return {};
    const auto* text = reinterpret_cast<const char*>(raw.data() + begin);
    return {text, ::strnlen(text, length)};
}

}  // namespace

Result<AllocationPoint> AllocationPoint::find(const Tracefs& tracefs) {
    const auto format = tracefs.format("kmem/kmem_cache_alloc");
    if (!format)
        return format.error();
    std::ifstream slabinfo{"/proc/slabinfo"};  // root's
    return of(format.value(), slabinfo);
}

Result<AllocationPoint> AllocationPoint::of(const TracepointFormat& format, std::istream& slabinfo) {
    AllocationPoint point;
    point.m_id = format.id;
    if (const auto name = format.offsetOf("name", 4)) {
        point.m_nameAt = name.value();
        return point;
    }
    const auto size = format.offsetOf("bytes_alloc", 8);
    if (!size)
        return size.error();
    point.m_sizeAt = size.value();
    bool knowsControlBlock = false;
    for (std::string line; std::getline(slabinfo, line);) {
        char name[64] = {};
        unsigned long bytes = 0;
        if (std::sscanf(line.c_str(), "%63s %*u %*u %lu", name, &bytes) != 2)
            continue;
        const Object object = objectNamed(name);
        if (object == Object::Other || !point.m_bySize.try_emplace(bytes, object).second)
            continue;
        knowsControlBlock = knowsControlBlock || object == Object::ControlBlock;
    }
    if (!knowsControlBlock)
        return Error{Fault::NotPermitted, "see the kernel obtain a control block",
                     "neither the tracepoint nor /proc/slabinfo tells which one it is", "run as root"};
    return point;
}

std::string AllocationPoint::filter() const {
    std::string all;
    const auto add = [&all](const std::string& one) { all += (all.empty() ? "" : " || ") + one; };
    if (m_sizeAt == 0)
        for (const auto& [name, object] : kCaches) add("name == \"" + std::string{name} + "\"");
    for (const auto& [bytes, object] : m_bySize) add("bytes_alloc == " + std::to_string(bytes));
    return all;
}

Object AllocationPoint::objectOf(std::span<const std::byte> raw) const {
    if (m_sizeAt == 0)
        return objectNamed(stringAt(raw, m_nameAt));
    const auto found = m_bySize.find(valueAt<std::uint64_t>(raw, m_sizeAt));
    return found == m_bySize.end() ? Object::Other : found->second;
}

}  // namespace heddle::capture
