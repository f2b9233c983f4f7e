#include "engine/runtime/event.h"

namespace heddle::runtime {

bool Event::isSet(CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Read, .object = id()});
    const StateWord now =
        changeWord(record().word, [](StateWord word) { return word.next(word.state(), word.hasWaiters()); });
    write(step, EventRule::takenEvent(now, 1));
    return now.state() != 0;
}

void Event::set(CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Set, .object = id()});
    const Inside inside{*this, step};
    const StateWord now = changeWord(record().word, [](StateWord word) { return word.next(1, false); });
    write(step, {.value = wire::packPair(1, now.sequence()), .kind = wire::EventKind::ValueSet});
    while (letFirstGo(step)) {
    }
}

void Event::clear(CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Clear, .object = id()});
    const StateWord now =
        changeWord(record().word, [](StateWord word) { return word.next(0, word.hasWaiters()); });
    write(step, {.value = now.sequence(), .kind = wire::EventKind::ValueSet});
}

}  // namespace heddle::runtime
