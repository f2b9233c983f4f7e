#include "engine/control/live/names.h"

namespace heddle::control {

void Names::add(std::string_view given) {
    std::string name{given};
    if (name.empty())
        name = std::string{m_kind} + " " + std::to_string(m_names.size() + 1);
    const std::string base = name;
    for (std::size_t count = 2; m_taken.contains(name); ++count) name = base + "#" + std::to_string(count);
    m_taken.insert(m_names.emplace_back(std::move(name)));
}

}  // namespace heddle::control
