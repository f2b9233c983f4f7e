#include "tests/support/random_stream.h"

#include <random>

namespace heddle::model {

using wire::Event;
using wire::EventKind;

namespace {

class Chance {
public:
    explicit Chance(std::uint32_t seed) : m_engine(seed) {}
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_engine() % bound); }
    bool oneIn(std::uint32_t n) { return below(n) == 0; }
    std::uint32_t anything() {
        switch (below(4)) {
            case 0:
                return below(8);
            case 1:
                return below(4096);
            case 2:
                return 0x80000000u + below(8);
            default:
                return static_cast<std::uint32_t>(m_engine());
        }
    }

private:
    std::mt19937 m_engine;
};

}  // namespace

std::vector<Event> busyStream(std::uint32_t seed, std::size_t events) {
    Chance chance{seed};
    std::vector<Event> stream;
    std::uint64_t time = 1'000'000;
    constexpr std::uint32_t kObjects = 9;
    std::uint32_t tasks = 0, sequences[kObjects + 1] = {};
    const auto add = [&](Event event) {
        time += chance.oneIn(4) ? 0 : chance.below(3000);
        event.time = time;
        stream.push_back(event);
    };
    add({.kind = EventKind::SourceUsed, .detail = static_cast<std::uint16_t>(seed % 4)});
    for (std::uint32_t o = 1; o <= kObjects; ++o)
        add({.value = wire::packPair(3, 2),
             .task = 0,
             .object = o,
             .kind = EventKind::ObjectCreated,
             .detail = static_cast<std::uint16_t>(o)});
    while (stream.size() < events) {
        if (tasks < 4 || (tasks < 40 && chance.oneIn(200))) {
            const std::uint32_t parent = tasks == 0 ? 0 : 1 + chance.below(tasks);
            const std::uint16_t kind = tasks == 0 ? 1 : static_cast<std::uint16_t>(1 + chance.below(3));
            ++tasks;
            add({.value = kind == 3 ? parent : wire::packPair(kind == 1 ? tasks : 1, tasks),
                 .task = tasks,
                 .object = parent,
                 .kind = EventKind::TaskCreated,
                 .detail = kind});
            continue;
        }
        const std::uint32_t task = 1 + chance.below(tasks), other = 1 + chance.below(tasks);
        const std::uint32_t object = 1 + chance.below(kObjects);
        const auto cpu = static_cast<std::uint16_t>(chance.below(3));
        const auto numbered = [&](std::uint32_t upper = 0) {
            return wire::packPair(upper, ++sequences[object] + (chance.oneIn(200) ? 1 : 0));
        };
        switch (chance.below(26)) {
            case 0:
            case 1:
            case 2:
            case 3:
                add({.task = task, .kind = EventKind::SwitchedIn, .detail = cpu});
                break;
            case 4:
            case 5:
            case 6:
            case 7:
                add({.value = chance.below(chance.oneIn(20) ? 7 : 4),
                     .task = task,
                     .kind = EventKind::SwitchedOut,
                     .detail = cpu});
                break;
            case 8:
            case 9:
                add({.task = task, .object = other, .kind = EventKind::Woken});
                break;
            case 10:
                add({.task = task, .kind = chance.oneIn(2) ? EventKind::Stopped : EventKind::Continued});
                break;
            case 11:
                add({.value = time - chance.below(4000),
                     .task = task,
                     .kind = EventKind::Sampled,
                     .detail = static_cast<std::uint16_t>(chance.below(9))});
                break;
            case 12:
            case 13:
                add({.task = task, .object = other, .kind = EventKind::FiberResumed});
                break;
            case 14:
                add({.task = task,
                     .object = other,
                     .kind = EventKind::FiberSuspended,
                     .detail = static_cast<std::uint16_t>(1 + chance.below(2))});
                break;
            case 15:
            case 16:
                add({.value = numbered(other),
                     .task = task,
                     .object = object,
                     .site = chance.below(5),
                     .kind = EventKind::WaitBegan,
                     .detail = static_cast<std::uint16_t>(chance.below(16))});
                break;
            case 17:
                add({.value = numbered(other),
                     .task = task,
                     .object = object,
                     .kind = EventKind::WaitEnded,
                     .detail = static_cast<std::uint16_t>(1 + chance.below(4))});
                break;
            case 18:
            case 19:
                add({.value = numbered(),
                     .task = task,
                     .object = object,
                     .site = chance.below(5),
                     .kind = EventKind::Acquired,
                     .detail = static_cast<std::uint16_t>(chance.below(3))});
                break;
            case 20:
                add({.value = numbered(),
                     .task = task,
                     .object = object,
                     .kind = EventKind::Released,
                     .detail = static_cast<std::uint16_t>(chance.below(3))});
                break;
            case 21:
            case 22:
                add({.value = numbered(other),
                     .task = task,
                     .object = object,
                     .kind = EventKind::Granted,
                     .detail = 1});
                break;
            case 23:
                add({.value = numbered(chance.below(5)),
                     .task = task,
                     .object = object,
                     .kind = chance.oneIn(3)   ? EventKind::Put
                             : chance.oneIn(2) ? EventKind::Took
                                               : EventKind::ValueSet});
                break;
            case 24:
                add({.value = numbered(),
                     .task = task,
                     .object = object,
                     .kind = EventKind::Acquired,
                     .detail = 1});
                if (chance.oneIn(3) && stream.size() > 1)
                    std::swap(stream.back().value,
                              stream[stream.size() - 2].value);  // two of them change places
                break;
            default:
                if (chance.oneIn(10))
                    add({.task = task, .kind = EventKind::TaskExited, .detail = 1});
                else if (chance.oneIn(10))
                    add({.value = 3,
                         .task = task,
                         .object = cpu,
                         .kind = chance.oneIn(3) ? EventKind::GapBegan : EventKind::GapEnded,
                         .detail = static_cast<std::uint16_t>(1 + chance.below(3))});
                else
                    add({.value = time,
                         .task = task,
                         .kind = EventKind::TaskCounter,
                         .detail = static_cast<std::uint16_t>(chance.below(20))});
                break;
        }
    }
    return stream;
}

std::vector<Event> hostileStream(std::uint32_t seed, std::size_t events) {
    Chance chance{seed};
    std::vector<Event> stream;
    for (std::size_t i = 0; i < events; ++i) {
        Event event;
        event.time = chance.oneIn(50) ? wire::packPair(chance.anything(), chance.anything()) : i * 1000;
        event.value = wire::packPair(chance.anything(), chance.anything());
        event.task = chance.anything();
        event.object = chance.anything();
        event.site = chance.anything();
        event.kind = static_cast<EventKind>(
            chance.oneIn(20) ? chance.anything()
                             : chance.below(static_cast<std::uint32_t>(EventKind::Count) + 1));
        if (event.kind == EventKind::StreamEnded && !chance.oneIn(1000))
            event.kind = EventKind::TaskCreated;
        if (event.kind == EventKind::TaskCreated && chance.oneIn(2))
            event.task = 1 + static_cast<std::uint32_t>(i) / 64;
        event.detail = static_cast<std::uint16_t>(chance.anything());
        stream.push_back(event);
    }
    return stream;
}

}  // namespace heddle::model
