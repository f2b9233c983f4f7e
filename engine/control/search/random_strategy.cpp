#include "engine/control/search/random_strategy.h"

namespace heddle::control {

std::optional<Choice> RandomStrategy::choose(std::span<const TaskView> tasks) {
    std::size_t possible = 0;
    for (const TaskView& view : tasks) possible += std::size_t{view.mayGo} + std::size_t{view.mayTimeOut};
    std::size_t left = m_random.below(possible);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (tasks[i].mayGo && left-- == 0)
            return Choice{taskAt(i), false};
        if (tasks[i].mayTimeOut && left-- == 0)
            return Choice{taskAt(i), true};
    }
    return std::nullopt;
}

}  // namespace heddle::control
