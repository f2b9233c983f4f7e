#include "engine/base/nearest_name.h"

#include <algorithm>

namespace heddle {
namespace {

// Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours.
std::size_t typingErrors(std::string_view a, std::string_view b) {
    std::vector<std::size_t> beforeLast(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::optional<std::string> nearestName(std::string_view name, const std::vector<std::string>& candidates) {
    constexpr std::size_t kLongestName = 64;  // of nonsense no name is near
    if (name.empty() || name.size() > kLongestName)
        return std::nullopt;
    std::optional<std::string> nearest;
    std::size_t fewest = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t errors =
            name.size() >= 2 && candidate.starts_with(name) ? 1 : typingErrors(name, candidate);
        if (errors < fewest) {
            fewest = errors;
            nearest = candidate;
        }
    }
    return nearest;
}

}  // namespace heddle
