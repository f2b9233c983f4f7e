#include "engine/control/live/take_back.h"

#include <unistd.h>

#include <optional>
#include <string>

#include "engine/base/phrase.h"
#include "engine/control/standing.h"
#include "engine/wire/event_ring.h"
#include "engine/wire/lock_state.h"
#include "engine/wire/shares.h"
#include "engine/wire/state_word.h"

namespace heddle::control {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

// What becomes of an object that is taken back.
struct Loss {
    TaskRef owner = {};       // none: it has no owner, only holders
    std::uint32_t units = 0;  // that are lost; 0: nobody holds it
    std::uint32_t stateAfter = 0;
};

// Nothing: it is nothing that can be held.
std::optional<Loss> lossOf(const wire::ObjectRecord& record) {
    const std::uint32_t state = wire::StateWord{record.word.load(kRelaxed)}.state();
    const auto kind = static_cast<wire::ObjectKind>(record.kind.load(kRelaxed));
    const TaskRef owner = wire::ownerOf(kind, state);
    switch (kind) {
        case wire::ObjectKind::Mutex:
            return Loss{owner, state == 0 ? 0u : 1u, 0};
        case wire::ObjectKind::RecursiveMutex:  // as often as it was locked
            return Loss{owner, state & ((1u << wire::kDepthBits) - 1), 0};
        case wire::ObjectKind::SharedMutex:
            if (state == 0 || !owner.isNone())
                return Loss{owner, state == 0 ? 0u : wire::kAllUnits, 0};
            return Loss{{}, 1, state - 1};
        case wire::ObjectKind::Semaphore:
            return Loss{{}, state >= record.capacity.load(kRelaxed) ? 0u : 1u, state + 1};
        default:
            return std::nullopt;
    }
}

}  // namespace

Result<void> takeBack(wire::Segment& segment, ObjectNumber object, TaskNumber from) {
    const auto refused = [&](const char* why) {
        return Error{Fault::Usage,
                     Phrase{"take back object number %1", static_cast<std::uint32_t>(object) + 1},
                     why,
                     {}};
    };
    const ObjectId id = idOf(object);
    if (id.isNone() || id.value() > segment.header().objectsUsed.load(kRelaxed) ||
        id.value() >= segment.limits().objects)
        return refused("there is no such object");
    wire::ObjectRecord& record = segment.object(id);
    const std::optional<Loss> loss = lossOf(record);
    if (!loss)
        return refused("only locks and units of a semaphore can be taken back");
    if (loss->units == 0)
        return refused("nobody holds it");
    const TaskRef loser = loss->owner.isNone() ? refOf(from) : loss->owner;
    if (loser.isNone() || loser.value() > segment.header().tasksUsed.load(kRelaxed))
        return refused("it is not known from whom");
    const bool hadShare = loss->owner.isNone() && wire::forgetShare(segment, record, loser);
    const bool isNoted =
        static_cast<wire::ObjectKind>(record.kind.load(kRelaxed)) == wire::ObjectKind::SharedMutex ||
        !wire::shareHolders(segment, record).empty();
    if (loss->owner.isNone() && isNoted && !hadShare)
        return refused("that task does not hold it");
    const wire::StateWord now = wire::changeWord(
        record.word, [&](wire::StateWord word) { return word.next(loss->stateAfter, false); });
    // As if the loser had given it back.
    wire::EventWriter writer;
    if (writer.attach(segment, Pid{::getpid()}, Tid{::gettid()}, loser))
        writer.write({.value = now.sequence(),
                      .task = loser.value(),
                      .object = id.value(),
                      .kind = wire::EventKind::Released,
                      .detail = static_cast<std::uint16_t>(loss->units)});
    writer.close();
    return {};
}

}  // namespace heddle::control
