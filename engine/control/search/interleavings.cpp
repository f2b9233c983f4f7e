#include "engine/control/search/interleavings.h"

#include "engine/control/search/random_strategy.h"

namespace heddle::control {

std::optional<double> estimateInterleavings(Executor& executor, std::uint64_t runs, std::uint64_t seed,
                                            std::uint32_t mostSteps) {
    RandomStrategy chooser{seed};
    double sum = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
        if (!executor.restart())
            return std::nullopt;
        double schedules = 1;
        std::uint32_t steps = 0;
        while (executor.standing() == Outcome::GoesOn) {
            if (++steps > mostSteps)
                return std::nullopt;
            int choices = 0;
            for (const TaskView& view : executor.tasks()) choices += int{view.mayGo} + int{view.mayTimeOut};
            schedules *= choices;
            if (const auto choice = chooser.choose(executor.tasks()))
                executor.step(*choice);
        }
        sum += schedules;
    }
    return sum / static_cast<double>(runs);
}

}  // namespace heddle::control
