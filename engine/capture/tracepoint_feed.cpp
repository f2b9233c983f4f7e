// The scheduler's tracepoints, with the switch records of all CPUs.
//
// CPU-wide rather than inherited by the tasks: wake-ups from interrupts and from outside are seen, each once,
// and the traced tasks carry no event contexts to switch. What is not of our tree is dropped when the stream
// is resolved.
//
// The kernel writes as little as will do:
//   PERF_RECORD_SWITCH  every switch; a third of the size of a sched_switch
//   sched_switch        only what those do not tell: why a task sleeps if not the ordinary way (D, T, dead),
//                       and when a CPU stopped idling. (There are kernels on which an idle CPU's tracepoints
//                       stay silent; their records of switches do not.)
//   sched_waking        every wake-up, in the context of whoever causes it
//   sched_wakeup        its effect, where it may come later or not at all: in an interrupt, while idling, on
//                       another CPU. A wake-up of this CPU by a task of this CPU takes effect at once.
//   kmem_cache_alloc    only in a run that asks for it, and only of the thread that makes its tasks: no other
//                       task pays for it. Where it is not permitted, nobody tells those moments.
#include <sys/ioctl.h>

#include <cerrno>

#include "engine/capture/kernel_feed.h"
#include "engine/capture/permission.h"
#include "engine/capture/raw_fields.h"
#include "engine/capture/tracefs.h"

namespace heddle::capture {
namespace {

using wire::Event;
using wire::EventKind;
using wire::SwitchReason;

// Where the fields stand, as the kernel's format files say.
struct Offsets {
    std::uint32_t flags = 0, currentPid = 0;  // common to all
    std::uint32_t switchId = 0, prevPid = 0, prevState = 0, nextPid = 0;
    std::uint32_t wakeupId = 0, wakeupNewId = 0, wakingId = 0, wokenPid = 0;
};

Result<Offsets> readOffsets() {
    if (!isInInitialPidNamespace())
        return Error{Fault::NotPermitted, "use scheduler tracepoints",
                     "they number tasks otherwise than this container does", "run outside of it"};
    const auto tracefs = Tracefs::open();
    if (!tracefs)
        return tracefs.error();
    Offsets offsets;
    std::optional<Error> error;
    const auto format = [&](const char* name) {
        auto found = tracefs.value().format(name);
        if (!found && !error)
            error = found.error();
        return found ? std::move(found).value() : TracepointFormat{};
    };
    const auto field = [&](const TracepointFormat& from, const char* name, std::uint32_t size) {
        const auto found = from.offsetOf(name, size);
        if (!found && !error)
            error = found.error();
        return found ? found.value() : 0;
    };
    const TracepointFormat change = format("sched/sched_switch"), wakeup = format("sched/sched_wakeup"),
                           wakeupNew = format("sched/sched_wakeup_new"),
                           waking = format("sched/sched_waking");
    offsets.flags = field(change, "common_flags", 1);
    offsets.currentPid = field(change, "common_pid", 4);
    offsets.switchId = change.id;
    offsets.prevPid = field(change, "prev_pid", 4);
    offsets.prevState = field(change, "prev_state", 8);
    offsets.nextPid = field(change, "next_pid", 4);
    offsets.wakeupId = wakeup.id;
    offsets.wakeupNewId = wakeupNew.id;
    offsets.wakingId = waking.id;
    offsets.wokenPid = field(wakeup, "pid", 4);
    // The three wake-ups are of one class in the kernel's source.
    if (!error &&
        (field(wakeupNew, "pid", 4) != offsets.wokenPid || field(waking, "pid", 4) != offsets.wokenPid))
        error =
            Error{Fault::NotPermitted, "use scheduler tracepoints", "this kernel's are not as expected", {}};
    if (error)
        return *error;
    return offsets;
}

// prev_state as sched_switch prints it: R none, S, D, T, t, X, Z, P, I; above them a mark for "preempted".
SwitchReason reasonOf(std::int64_t prevState) {
    constexpr std::int64_t kInterruptible = 0x01, kStopped = 0x04, kTraced = 0x08, kDead = 0x10,
                           kZombie = 0x20, kAll = 0xff;
    if (prevState & (kDead | kZombie))
        return SwitchReason::Exited;
    if (prevState & (kStopped | kTraced))
        return SwitchReason::Stopped;
    if ((prevState & kAll) == 0)
        return SwitchReason::Preempted;
    return prevState & kInterruptible ? SwitchReason::Blocked : SwitchReason::Uninterruptible;
}

class TracepointFeed final : public KernelFeed {
public:
    TracepointFeed(const Offsets& offsets, Merger& merger, NameTable& names)
        : KernelFeed(merger, names), m_offsets(offsets) {}

    void tellCreationSteps(Tid maker) override {
        KernelFeed::tellCreationSteps(maker);
        m_maker = Pid{maker.value()};  // perf_event_open(2) takes the number of a thread for one
        const auto tracefs = Tracefs::open();
        auto point = tracefs ? AllocationPoint::find(tracefs.value()) : tracefs.error();
        if (point)
            m_allocations = std::move(point).value();
    }

private:
    static constexpr Pid kAllTasks{-1};

    std::optional<PerfRing> openRing(int cpu, std::size_t bytes) override {
        FileDescriptor records = openPerfEvent(schedulingRecords(), kAllTasks, cpu, bytes);
        if (!records)
            return std::nullopt;
        auto ring = PerfRing::map(std::move(records), bytes);
        const std::string elsewhere = "common_flags & 24 || common_pid == 0 || target_cpu != " +
                                      std::to_string(cpu);  // 24: in an interrupt
        // Values as in reasonOf(): all but R (with or without the mark for "preempted") and S.
        const std::string telling = "prev_pid == 0 || (prev_state > 1 && prev_state < 256)";
        const std::pair<std::uint32_t, std::string> points[] = {{m_offsets.switchId, telling},
                                                                {m_offsets.wakingId, {}},
                                                                {m_offsets.wakeupId, elsewhere},
                                                                {m_offsets.wakeupNewId, {}}};
        for (const auto& [id, filter] : points) {
            if (!ring || !addTracepoint(*ring, id, filter, kAllTasks, cpu, bytes))
                return std::nullopt;
        }
        // All of its CPUs or none: half of the moments would seem to be all.
        if (m_allocations &&
            !addTracepoint(*ring, m_allocations->id(), m_allocations->filter(), m_maker, cpu, bytes))
            m_allocations.reset();
        return ring;
    }

    static bool addTracepoint(PerfRing& ring, std::uint32_t id, const std::string& filter, Pid task, int cpu,
                              std::size_t ringBytes) {
        perf_event_attr attributes{};
        attributes.type = PERF_TYPE_TRACEPOINT;
        attributes.config = id;
        attributes.sample_period = 1;
        attributes.sample_type = PERF_SAMPLE_RAW;
        FileDescriptor event = openPerfEvent(attributes, task, cpu, ringBytes);
        const bool isFiltered =
            event && (filter.empty() || ::ioctl(event.get(), PERF_EVENT_IOC_SET_FILTER, filter.c_str()) == 0);
        return isFiltered && ring.add(std::move(event));
    }

    Error refusal(int error) const override {
        return Error{Fault::NotPermitted, "open scheduler tracepoints", errnoText(error),
                     adviceForTracepoints()};
    }

    void translateTracepoint(const PerfRecord& record, Cpu& cpu, FactStream& stream) override {
        const auto id = valueAt<std::uint16_t>(record.raw, 0);  // common_type
        if (id == m_offsets.switchId)
            announceSwitch(record, cpu);
        else if (id == m_offsets.wakeupId || id == m_offsets.wakingId)
            translateWake(record, id == m_offsets.wakingId ? WakePhase::Cause : WakePhase::Effect, cpu,
                          stream);
        else if (id == m_offsets.wakeupNewId)
            stream.append({.time = record.time, .task = wokenTask(record), .kind = EventKind::TaskAdmitted});
        else if (m_allocations && id == m_allocations->id() && isByTask(record))
            noteAllocation(currentTask(record), m_allocations->objectOf(record.raw), record.time);
    }

    // The record of the switch itself follows.
    void announceSwitch(const PerfRecord& record, Cpu& cpu) const {
        const auto previous = valueAt<std::uint32_t>(record.raw, m_offsets.prevPid);
        cpu.announcedTask = previous != 0 ? previous : valueAt<std::uint32_t>(record.raw, m_offsets.nextPid);
        cpu.announcedAt = record.time;
        cpu.announcedReason = reasonOf(valueAt<std::int64_t>(record.raw, m_offsets.prevState));
    }

    void translateWake(const PerfRecord& record, WakePhase phase, const Cpu& cpu, FactStream& stream) {
        stream.append({.time = record.time,
                       .task = wokenTask(record),
                       .object = isByTask(record) ? currentTask(record) : 0,
                       .kind = EventKind::Woken,
                       .detail = static_cast<std::uint16_t>(phase)});
        noteWake(wokenTask(record), record.time, phase, cpu);
    }

    // Not in an interrupt that came while one ran.
    [[nodiscard]] bool isByTask(const PerfRecord& record) const {
        constexpr std::uint8_t kInInterrupt = 0x08 | 0x10 | 0x40;  // hard, soft, non-maskable
        return (valueAt<std::uint8_t>(record.raw, m_offsets.flags) & kInInterrupt) == 0;
    }
    [[nodiscard]] std::uint32_t currentTask(const PerfRecord& record) const {
        return valueAt<std::uint32_t>(record.raw, m_offsets.currentPid);
    }
    [[nodiscard]] std::uint32_t wokenTask(const PerfRecord& record) const {
        return valueAt<std::uint32_t>(record.raw, m_offsets.wokenPid);
    }

    Offsets m_offsets;
    std::optional<AllocationPoint> m_allocations;  // only in a run that asks for them
    Pid m_maker;                                   // whose they are
};

}  // namespace

Result<std::unique_ptr<KernelFeed>> makeTracepointFeed(Merger& merger, NameTable& names) {
    const auto offsets = readOffsets();
    if (!offsets)
        return offsets.error();
    return std::unique_ptr<KernelFeed>{std::make_unique<TracepointFeed>(offsets.value(), merger, names)};
}

}  // namespace heddle::capture
