// Each choice uniformly among all that are possible. Never done.
#pragma once

#include "engine/control/random.h"
#include "engine/control/search/strategy.h"

namespace heddle::control {

class RandomStrategy : public Strategy {
public:
    explicit RandomStrategy(std::uint64_t seed) : m_random(seed) {}

    bool begin() override { return true; }
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;
    void stepped(const Step&, std::span<const TaskView>) override {}
    void end(std::uint32_t, bool) override {}
    [[nodiscard]] Coverage coverage() const override { return {}; }

private:
    Random m_random;
};

}  // namespace heddle::control
