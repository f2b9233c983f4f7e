// How a task came into being: when each step of it was done, as far as somebody told.
#pragma once

#include <array>
#include <optional>

#include "engine/model/snapshot.h"

namespace heddle::model {

enum class Milestone {
    ControlBlock,  // these three are a wire::CreationStep each
    Resources,     //
    Filled,        //
    ReadyQueue,    // it could run
    Processor,     // it ran
};

struct Beginning {
    struct Moment {
        Milestone milestone{};
        std::optional<Instant> at;  // nothing where nobody told
    };
    Instant asked;  // when its maker asked for it; where nobody told, the first that was heard of it
    std::array<Moment, 5> moments;  // as they follow each other for a task of its kind

    // Whether any of its creation steps was told: that is done only in a run that asks for it.
    [[nodiscard]] bool tellsSteps() const;
    [[nodiscard]] bool isAllTold() const;
    // Whether no moment that was told comes before an earlier one.
    [[nodiscard]] bool isInOrder() const;
    [[nodiscard]] std::optional<Instant> when(Milestone milestone) const;
};

[[nodiscard]] Beginning beginningOf(const Snapshot& snapshot, const TaskInfo& task);

}  // namespace heddle::model
