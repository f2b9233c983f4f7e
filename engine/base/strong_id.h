// A number that means one thing: two ids of different kinds cannot be mixed up.
// Zero always means "none". Trivially copyable, so an id may stand in shared memory and in files.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace heddle {

template <class Tag, class Rep = std::uint32_t>
class StrongId {
public:
    using rep = Rep;

    constexpr StrongId() = default;
    constexpr explicit StrongId(Rep value) : m_value(value) {}

    [[nodiscard]] constexpr Rep value() const { return m_value; }
    [[nodiscard]] constexpr bool isNone() const { return m_value == Rep{}; }
    constexpr explicit operator bool() const { return !isNone(); }
    constexpr auto operator<=>(const StrongId&) const = default;

private:
    Rep m_value{};
};

using TaskId = StrongId<struct TaskTag>;      // a task of the merged stream, 1, 2, 3... in order of appearance
using TaskRef = StrongId<struct RefTag>;      // a task as the runtime numbers it, before capture resolves it
using ObjectId = StrongId<struct ObjectTag>;  // a lock, semaphore, queue...
using SiteId = StrongId<struct SiteTag>;      // a source file and line
using TextId = StrongId<struct TextTag>;      // a name
using Pid = StrongId<struct PidTag, std::int32_t>;  // a process, as the kernel numbers it
using Tid = StrongId<struct TidTag, std::int32_t>;  // a thread, as the kernel numbers it

// A processor. Not a StrongId: CPU 0 exists.
enum class CpuId : std::uint16_t { None = 0xffff };

}  // namespace heddle

template <class Tag, class Rep>
struct std::hash<heddle::StrongId<Tag, Rep>> {
    std::size_t operator()(heddle::StrongId<Tag, Rep> id) const noexcept { return std::hash<Rep>{}(id.value()); }
};
