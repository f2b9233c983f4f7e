#include "engine/control/rules.h"

#include <algorithm>
#include <array>

#include "engine/control/standing.h"
#include "engine/wire/kinship.h"
#include "engine/wire/lock_state.h"
#include "engine/wire/shares.h"
#include "engine/wire/state_word.h"

namespace heddle::control {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

// What a rule sees.
struct Scene {
    const wire::Segment& segment;
    TaskRef self;
    const Operation& operation;

    [[nodiscard]] const wire::ControlRecord& record() const { return segment.controlOf(self); }
    // The object of the operation; record 0, which is nobody's, where there is none.
    [[nodiscard]] const wire::ObjectRecord& object() const { return segment.object(idOf(operation.object)); }
    [[nodiscard]] wire::ObjectKind kind() const {
        return static_cast<wire::ObjectKind>(object().kind.load(kRelaxed));
    }
    [[nodiscard]] std::uint32_t state() const {
        return wire::StateWord{object().word.load(kRelaxed)}.state();
    }
    [[nodiscard]] std::uint32_t capacity() const { return object().capacity.load(kRelaxed); }
};

using Rule = Verdict (*)(const Scene&);

Verdict always(const Scene&) {
    return {.mayGo = true};
}

Verdict join(const Scene& at) {
    const TaskNumber target = at.operation.target;
    return {.mayGo = at.segment.task(refOf(target)).ended.load(kRelaxed) != 0, .blockedBy = target};
}

TaskRef ownerAt(const Scene& at) {
    const TaskRef owner = wire::ownerOf(at.kind(), at.state());
    return owner.value() < at.segment.limits().tasks ? owner : TaskRef{};
}

bool isInherited(const Scene& at, TaskRef owner) {
    return !owner.isNone() && wire::hasDiedElsewhere(at.segment, at.self, owner);
}
// How many shares the dead have.
std::size_t inheritedShares(const Scene& at, const std::vector<TaskRef>& holders) {
    return static_cast<std::size_t>(std::count_if(holders.begin(), holders.end(),
                                                  [&](TaskRef holder) { return isInherited(at, holder); }));
}
bool areReadersDead(const Scene& at) {
    if (at.kind() != wire::ObjectKind::SharedMutex)
        return false;
    const std::vector<TaskRef> readers = wire::shareHolders(at.segment, at.object());
    return !readers.empty() && inheritedShares(at, readers) == readers.size();
}

// A task that would lock its own waits for itself, unless that is recursive. What somebody of another process
// held when that ended, it inherits.
Verdict lock(const Scene& at) {
    const TaskRef owner = ownerAt(at);
    const bool isRecursion = at.kind() == wire::ObjectKind::RecursiveMutex && owner == at.self;
    return {.mayGo = at.state() == 0 || isRecursion || isInherited(at, owner) ||
                     (owner.isNone() && areReadersDead(at)),
            .blockedBy = numberOf(owner)};
}
Verdict lockShared(const Scene& at) {
    const TaskRef writer = ownerAt(at);
    return {.mayGo = writer.isNone() || isInherited(at, writer), .blockedBy = numberOf(writer)};
}

// State of a semaphore: its free units. Where who holds one is noted, the dead give theirs back.
Verdict acquire(const Scene& at) {
    return {.mayGo = at.state() + inheritedShares(at, wire::shareHolders(at.segment, at.object())) >=
                     at.operation.units};
}

// State of an event: 1 when it is set.
Verdict waitEvent(const Scene& at) {
    return {.mayGo = at.state() != 0};
}

// Wake and PassBarrier: it was taken out of the line that it stood in.
Verdict wake(const Scene& at) {
    return {.mayGo = at.record().isNotified.load(kRelaxed) != 0};
}

// State of a queue: its depth.
Verdict put(const Scene& at) {
    return {.mayGo = at.state() < at.capacity()};
}
Verdict get(const Scene& at) {
    return {.mayGo = at.state() > 0};
}

Verdict spin(const Scene& at) {
    return {.mayGo = at.record().sawChange.load(kRelaxed) != 0};
}

// Whatever is not named here never waits.
constexpr std::array<Rule, static_cast<std::size_t>(OperationKind::Count)> kRules = [] {
    std::array<Rule, static_cast<std::size_t>(OperationKind::Count)> rules{};
    rules.fill(always);
    const auto set = [&rules](OperationKind kind, Rule rule) {
        rules[static_cast<std::size_t>(kind)] = rule;
    };
    set(OperationKind::Join, join);
    set(OperationKind::Lock, lock);
    set(OperationKind::LockShared, lockShared);
    set(OperationKind::Acquire, acquire);
    set(OperationKind::WaitEvent, waitEvent);
    set(OperationKind::Wake, wake);
    set(OperationKind::PassBarrier, wake);
    set(OperationKind::Put, put);
    set(OperationKind::Get, get);
    set(OperationKind::Spin, spin);
    return rules;
}();

}  // namespace

Verdict judge(const wire::Segment& segment, TaskRef self, const Operation& operation) {
    return kRules[static_cast<std::size_t>(operation.kind)]({segment, self, operation});
}

}  // namespace heddle::control
