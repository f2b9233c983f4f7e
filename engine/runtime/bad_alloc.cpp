// What a std::bad_alloc says: not only that there is no memory, but which limit stands in the way.
#include <array>
#include <cstdlib>
#include <mutex>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

class NoMemory : public std::bad_alloc {
public:
    explicit NoMemory(std::string_view text) { text.copy(m_text.data(), m_text.size() - 1); }
    [[nodiscard]] const char* what() const noexcept override { return m_text.data(); }

private:
    std::array<char, 384> m_text{};
};

// To look for the limit takes memory: this much is put by, large enough to be given back to the kernel.
constexpr std::size_t kReserve = std::size_t{512} << 10;
void* g_reserve = nullptr;
std::mutex g_lock;
thread_local bool t_isLooking = false;

[[noreturn]] void explain() {
    if (std::exchange(t_isLooking, true))
        throw std::bad_alloc{};  // even for that there was none
    std::optional<NoMemory> told;
    try {
        const std::lock_guard lock{g_lock};
        std::free(std::exchange(g_reserve, nullptr));
        told.emplace(whyNoMemory());
        g_reserve = std::malloc(kReserve);
    } catch (const std::bad_alloc&) {
        told.emplace("there is no more memory to be had");
    }
    t_isLooking = false;
    throw NoMemory{*told};
}

}  // namespace

void explainBadAlloc() {
    if (std::get_new_handler())
        return;
    g_reserve = std::malloc(kReserve);
    std::set_new_handler(explain);
}

}  // namespace heddle::runtime
