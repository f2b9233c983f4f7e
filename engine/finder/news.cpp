#include "engine/finder/news.h"

#include <charconv>

namespace heddle::finder {
namespace {

bool read(const std::string& word, std::uint64_t& number) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc{} && end == word.data() + word.size();
}

}  // namespace

std::vector<std::string> wordsOf(const Order& order) {
    std::vector<std::string> words{order.scenario, std::to_string(static_cast<std::uint32_t>(order.strategy)),
                                   std::to_string(order.schedules), std::to_string(order.seed),
                                   std::to_string(order.patience)};
    for (const auto& [key, value] : order.parameters) {
        words.push_back(key);
        words.push_back(value);
    }
    return words;
}

std::optional<Order> orderOf(const std::vector<std::string>& words) {
    Order order;
    std::uint64_t strategy = 0, patience = 0;
    if (words.size() < 5 || words.size() % 2 == 0 || !read(words[1], strategy) ||
        strategy > static_cast<std::uint32_t>(StrategyKind::Random) || !read(words[2], order.schedules) ||
        !read(words[3], order.seed) || !read(words[4], patience))
        return std::nullopt;
    order.scenario = words[0];
    order.patience = static_cast<std::uint32_t>(patience);
    order.strategy = static_cast<StrategyKind>(strategy);
    for (std::size_t i = 5; i + 1 < words.size(); i += 2) order.parameters[words[i]] = words[i + 1];
    return order;
}

}  // namespace heddle::finder
