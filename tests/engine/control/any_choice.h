// Every choice that is possible, at random: a sleep's end and a time limit's too.
#pragma once

#include "engine/control/choosers.h"
#include "engine/control/search/random_strategy.h"

namespace heddle::test {

class AnyChoice : public control::Chooser {
public:
    explicit AnyChoice(std::uint64_t seed) : m_strategy(seed) {}
    std::optional<control::Choice> choose(std::span<const control::TaskView> tasks) override {
        return m_strategy.choose(tasks);
    }

private:
    control::RandomStrategy m_strategy;
};

}  // namespace heddle::test
