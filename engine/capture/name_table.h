// Names that the kernel reports, each kept once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace heddle::capture {

class NameTable {
public:
    // The number of `name`: 1, 2, 3... in order of appearance.
    std::uint32_t intern(std::string_view name) {
        const auto [entry, isNew] = m_numbers.try_emplace(std::string{name}, 0);
        if (isNew) {
            m_names.push_back(&entry->first);
            entry->second = static_cast<std::uint32_t>(m_names.size());
        }
        return entry->second;
    }
    [[nodiscard]] const std::string& text(std::uint32_t number) const { return *m_names.at(number - 1); }
    [[nodiscard]] std::size_t size() const { return m_names.size(); }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<const std::string*> m_names;  // nodes of an unordered_map stay where they are
};

}  // namespace heddle::capture
