#include "tests/support/stream_builder.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace heddle::model {

using wire::Event;
using wire::EventKind;

StreamBuilder::StreamBuilder(wire::KernelSource source) {
    event({.kind = EventKind::SourceUsed, .detail = static_cast<std::uint16_t>(source)});
}

StreamBuilder& StreamBuilder::event(Event event) {
    m_now += Duration{1};
    event.time = static_cast<std::uint64_t>(toNs(m_now));
    m_events.push_back(event);
    return *this;
}

StreamBuilder& StreamBuilder::after(Duration pause) {
    m_now += pause;
    return *this;
}

// --- tasks ---

TaskId StreamBuilder::process(std::string_view name, TaskId creator) {
    const TaskId id{++m_tasks};
    const std::uint32_t pid = m_pids[id.value()] = 1000 + id.value();
    event({.value = wire::packPair(pid, pid),
           .task = id.value(),
           .object = creator.value(),
           .kind = EventKind::TaskCreated,
           .detail = static_cast<std::uint16_t>(wire::TaskKind::Process)});
    event({.task = id.value(), .object = text(name).value(), .kind = EventKind::TaskNamed});
    return id;
}

TaskId StreamBuilder::thread(TaskId process, std::string_view name) {
    const TaskId id{++m_tasks};
    const std::uint32_t pid = m_pids[id.value()] = m_pids[process.value()];
    event({.value = wire::packPair(pid, 1000 + id.value()),
           .task = id.value(),
           .object = process.value(),
           .kind = EventKind::TaskCreated,
           .detail = static_cast<std::uint16_t>(wire::TaskKind::Thread)});
    event({.task = id.value(), .object = text(name).value(), .kind = EventKind::TaskNamed});
    return id;
}

TaskId StreamBuilder::fiber(TaskId carrier, std::string_view name) {
    const TaskId id{++m_tasks};
    m_pids[id.value()] = m_pids[carrier.value()];
    event({.value = wire::packPair(0, carrier.value()),
           .task = id.value(),
           .object = carrier.value(),
           .kind = EventKind::TaskCreated,
           .detail = static_cast<std::uint16_t>(wire::TaskKind::Fiber)});
    event({.task = id.value(), .object = text(name).value(), .kind = EventKind::TaskNamed});
    return id;
}

StreamBuilder& StreamBuilder::admit(TaskId task) {
    return event({.task = task.value(), .kind = EventKind::TaskAdmitted});
}

StreamBuilder& StreamBuilder::daemon(TaskId task) {
    return event({.task = task.value(), .kind = EventKind::TaskDaemon});
}

StreamBuilder& StreamBuilder::exit(TaskId task, int waitStatus) {
    return event({.value = static_cast<std::uint64_t>(waitStatus),
                  .task = task.value(),
                  .kind = EventKind::TaskExited,
                  .detail = 1});
}

StreamBuilder& StreamBuilder::reap(TaskId task, int waitStatus) {
    return event({.value = static_cast<std::uint64_t>(waitStatus),
                  .task = task.value(),
                  .kind = EventKind::TaskReaped,
                  .detail = 1});
}

StreamBuilder& StreamBuilder::counter(TaskId task, wire::CounterKind kind, std::int64_t figure) {
    return event({.value = static_cast<std::uint64_t>(figure),
                  .task = task.value(),
                  .kind = EventKind::TaskCounter,
                  .detail = static_cast<std::uint16_t>(kind)});
}

// --- the kernel's word ---

StreamBuilder& StreamBuilder::in(TaskId task, int cpu) {
    m_cpus[task.value()] = static_cast<std::uint16_t>(cpu);
    return event(
        {.task = task.value(), .kind = EventKind::SwitchedIn, .detail = static_cast<std::uint16_t>(cpu)});
}

StreamBuilder& StreamBuilder::out(TaskId task, wire::SwitchReason reason) {
    return event({.value = static_cast<std::uint64_t>(reason),
                  .task = task.value(),
                  .kind = EventKind::SwitchedOut,
                  .detail = m_cpus[task.value()]});
}

StreamBuilder& StreamBuilder::woken(TaskId task, TaskId waker) {
    return event({.task = task.value(), .object = waker.value(), .kind = EventKind::Woken});
}

StreamBuilder& StreamBuilder::stop(TaskId task) {
    return event({.task = task.value(), .kind = EventKind::Stopped});
}

StreamBuilder& StreamBuilder::resume(TaskId task) {
    return event({.task = task.value(), .kind = EventKind::Continued});
}

StreamBuilder& StreamBuilder::sample(TaskId task, State state, Duration length) {
    return event({.value = static_cast<std::uint64_t>(toNs(m_now + Duration{1} - length)),
                  .task = task.value(),
                  .kind = EventKind::Sampled,
                  .detail = static_cast<std::uint16_t>(state)});
}

// --- fibers ---

StreamBuilder& StreamBuilder::fiberIn(TaskId fiber, TaskId carrier) {
    return event({.task = fiber.value(), .object = carrier.value(), .kind = EventKind::FiberResumed});
}

StreamBuilder& StreamBuilder::fiberOut(TaskId fiber, TaskId carrier, wire::FiberPause pause) {
    return event({.task = fiber.value(),
                  .object = carrier.value(),
                  .kind = EventKind::FiberSuspended,
                  .detail = static_cast<std::uint16_t>(pause)});
}

// --- objects ---

std::uint64_t StreamBuilder::numbered(ObjectId object, std::uint32_t upper) {
    return wire::packPair(upper, object ? ++m_sequences[object.value()] : 0);
}

ObjectId StreamBuilder::object(wire::ObjectKind kind, std::string_view name, TaskId creator, int capacity,
                               int initial) {
    const ObjectId id{++m_objects};
    event({.value = wire::packPair(static_cast<std::uint32_t>(capacity), static_cast<std::uint32_t>(initial)),
           .task = creator.value(),
           .object = id.value(),
           .kind = EventKind::ObjectCreated,
           .detail = static_cast<std::uint16_t>(kind)});
    event({.value = text(name).value(),
           .task = creator.value(),
           .object = id.value(),
           .kind = EventKind::ObjectNamed});
    return id;
}

TextId StreamBuilder::text(std::string_view text) {
    const TextId id{++m_texts};
    std::size_t done = 0;
    do {
        char bytes[16] = {};
        const std::size_t left = text.size() - done;
        std::copy_n(text.data() + done, std::min<std::size_t>(left, sizeof bytes), bytes);
        Event piece{
            .task = id.value(), .kind = EventKind::TextPiece, .detail = static_cast<std::uint16_t>(left)};
        std::memcpy(&piece.value, bytes, 8);
        std::memcpy(&piece.object, bytes + 8, 4);
        std::memcpy(&piece.site, bytes + 12, 4);
        event(piece);
        done += sizeof bytes;
    } while (done < text.size());
    return id;
}

SiteId StreamBuilder::site(std::string_view file, std::uint32_t line) {
    const TextId name = text(file);
    const SiteId id{++m_sites};
    event({.value = line, .object = name.value(), .site = id.value(), .kind = EventKind::SiteDefined});
    return id;
}

StreamBuilder& StreamBuilder::wait(TaskId task, wire::Operation operation, ObjectId object, SiteId site) {
    return event({.value = numbered(object),
                  .task = task.value(),
                  .object = object.value(),
                  .site = site.value(),
                  .kind = EventKind::WaitBegan,
                  .detail = static_cast<std::uint16_t>(operation)});
}

StreamBuilder& StreamBuilder::waitForUnits(TaskId task, ObjectId semaphore, int units) {
    wait(task, wire::Operation::Acquire, semaphore);
    m_events.back().value |= wire::packPair(static_cast<std::uint32_t>(units), 0);
    return *this;
}

StreamBuilder& StreamBuilder::timedWait(TaskId task, wire::Operation operation, ObjectId object,
                                        SiteId site) {
    return wait(task, operation, object, site).limitLastWait();
}

StreamBuilder& StreamBuilder::limitLastWait() {
    m_events.back().detail |= wire::kHasTimeLimit;
    return *this;
}

StreamBuilder& StreamBuilder::join(TaskId task, TaskId other, SiteId site) {
    return event({.value = wire::packPair(other.value(), 0),
                  .task = task.value(),
                  .site = site.value(),
                  .kind = EventKind::WaitBegan,
                  .detail = static_cast<std::uint16_t>(wire::Operation::Join)});
}

StreamBuilder& StreamBuilder::waitEnd(TaskId task, ObjectId object, wire::WaitOutcome outcome) {
    return event({.value = numbered(object),
                  .task = task.value(),
                  .object = object.value(),
                  .kind = EventKind::WaitEnded,
                  .detail = static_cast<std::uint16_t>(outcome)});
}

StreamBuilder& StreamBuilder::acquire(TaskId task, ObjectId object, int units, SiteId site) {
    return event({.value = numbered(object),
                  .task = task.value(),
                  .object = object.value(),
                  .site = site.value(),
                  .kind = EventKind::Acquired,
                  .detail = static_cast<std::uint16_t>(units)});
}

StreamBuilder& StreamBuilder::release(TaskId task, ObjectId object, int units) {
    return event({.value = numbered(object),
                  .task = task.value(),
                  .object = object.value(),
                  .kind = EventKind::Released,
                  .detail = static_cast<std::uint16_t>(units)});
}

StreamBuilder& StreamBuilder::grant(TaskId giver, ObjectId object, TaskId to, int units) {
    return event({.value = numbered(object, to.value()),
                  .task = giver.value(),
                  .object = object.value(),
                  .kind = EventKind::Granted,
                  .detail = static_cast<std::uint16_t>(units)});
}

StreamBuilder& StreamBuilder::put(TaskId task, ObjectId queue) {
    return event(
        {.value = numbered(queue), .task = task.value(), .object = queue.value(), .kind = EventKind::Put});
}

StreamBuilder& StreamBuilder::take(TaskId task, ObjectId queue) {
    return event(
        {.value = numbered(queue), .task = task.value(), .object = queue.value(), .kind = EventKind::Took});
}

StreamBuilder& StreamBuilder::set(TaskId task, ObjectId object, int value) {
    return event({.value = numbered(object, static_cast<std::uint32_t>(value)),
                  .task = task.value(),
                  .object = object.value(),
                  .kind = EventKind::ValueSet});
}

StreamBuilder& StreamBuilder::read(TaskId task, ObjectId object, int value) {
    return event({.value = numbered(object, static_cast<std::uint32_t>(value)),
                  .task = task.value(),
                  .object = object.value(),
                  .kind = EventKind::ValueRead});
}

// --- losses and the end ---

StreamBuilder& StreamBuilder::gapBegan(wire::GapSource source, std::uint32_t cpuOrThread) {
    const bool isRuntime = source == wire::GapSource::Runtime;
    return event({.task = isRuntime ? cpuOrThread : 0,
                  .object = isRuntime ? 0 : cpuOrThread,
                  .kind = EventKind::GapBegan,
                  .detail = static_cast<std::uint16_t>(source)});
}

StreamBuilder& StreamBuilder::gapEnded(wire::GapSource source, std::uint32_t cpuOrThread,
                                       std::uint64_t lost) {
    const bool isRuntime = source == wire::GapSource::Runtime;
    return event({.value = lost,
                  .task = isRuntime ? cpuOrThread : 0,
                  .object = isRuntime ? 0 : cpuOrThread,
                  .kind = EventKind::GapEnded,
                  .detail = static_cast<std::uint16_t>(source)});
}

StreamBuilder& StreamBuilder::end() {
    return event({.kind = EventKind::StreamEnded});
}

SnapshotPtr StreamBuilder::snapshot() const {
    Model model;
    model.apply(m_events);
    return model.snapshot(m_now);
}

}  // namespace heddle::model
