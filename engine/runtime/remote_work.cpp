#include "engine/runtime/remote_work.h"

#include <numeric>

#include "engine/base/phrase.h"

namespace heddle::runtime {
namespace {

// Where functions are counted from.
std::intptr_t origin() {
    return reinterpret_cast<std::intptr_t>(&WorkBoard::perform);
}

}  // namespace

WorkBoard::WorkBoard() : m_free(kPlaces) {
    auto places = Mapping::anonymous(kPlaces * sizeof(WorkPlace));
    if (!places)
        giveUp("make a process pool", places.error().sentence());
    m_places = std::move(places).value();
    std::iota(m_free.rbegin(), m_free.rend(), 0u);
}

WorkPlace& WorkBoard::place(std::uint32_t number) const {
    HEDDLE_CHECK(number < kPlaces);
    return reinterpret_cast<WorkPlace*>(m_places.data())[number];
}

std::uint32_t WorkBoard::write(RemoteFunction function, const void* work, std::size_t bytes) {
    std::uint32_t number = 0;
    {
        const std::lock_guard lock{m_lock};
        if (m_free.empty())
            giveUp("give work to a process pool",
                   Phrase{"%1 pieces are not over yet, and it cannot hold more; wait for some first, or "
                          "make them larger",
                          kPlaces});
        number = m_free.back();
        m_free.pop_back();
    }
    WorkPlace& to = place(number);
    to.claim.store(WorkPlace::kFree, std::memory_order_relaxed);
    to.textBytes = 0;
    to.function = reinterpret_cast<std::intptr_t>(function) - origin();
    std::memcpy(to.work, work, bytes);
    return number;
}

void WorkBoard::giveBack(std::uint32_t number) {
    const std::lock_guard lock{m_lock};
    m_free.push_back(number);
}

void WorkBoard::perform(WorkPlace& place) {
    const auto function = reinterpret_cast<RemoteFunction>(origin() + place.function);
    const auto fail = [&place](std::string_view text) {
        place.textBytes = static_cast<std::uint32_t>(
            text.copy(reinterpret_cast<char*>(place.result), WorkPlace::kResultBytes));
    };
    try {
        function(place.work, place.result);
    } catch (const std::exception& exception) {
        fail(*exception.what() ? exception.what() : "an exception without a text");
    } catch (...) {
        fail("an exception that is no std::exception");
    }
}

}  // namespace heddle::runtime
