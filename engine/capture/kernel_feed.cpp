#include "engine/capture/kernel_feed.h"

#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace heddle::capture {

using wire::Event;
using wire::EventKind;

perf_event_attr schedulingRecords() {
    perf_event_attr attributes{};
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.config = PERF_COUNT_SW_DUMMY;
    attributes.context_switch = 1;
    attributes.task = 1;
    attributes.comm = 1;
    attributes.comm_exec = 1;
    attributes.exclude_kernel = 1;
    attributes.sample_type = PERF_SAMPLE_TID;
    return attributes;
}

FileDescriptor openPerfEvent(perf_event_attr attributes, Pid pid, int cpu, std::size_t ringBytes) {
    attributes.size = sizeof attributes;
    attributes.sample_type |= PERF_SAMPLE_TIME;
    attributes.sample_id_all = 1;
    attributes.use_clockid = 1;
    attributes.clockid = CLOCK_MONOTONIC;
    attributes.watermark = 1;
    attributes.wakeup_watermark = static_cast<std::uint32_t>(ringBytes / 4);
    const auto tryOpen = [&] {
        return static_cast<int>(
            ::syscall(SYS_perf_event_open, &attributes, pid.value(), cpu, -1, PERF_FLAG_FD_CLOEXEC));
    };
#ifdef PERF_FORMAT_LOST
    constexpr std::uint64_t kFormatLost = PERF_FORMAT_LOST;
#else
    constexpr std::uint64_t kFormatLost = 1u << 4;  // since Linux 6.0
#endif
    attributes.read_format = kFormatLost;
    int fd = tryOpen();
    if (fd < 0 && errno == EINVAL) {
        attributes.read_format = 0;
        fd = tryOpen();
    }
    return FileDescriptor{fd};
}

Result<void> KernelFeed::open(const RingSizes& sizes) {
    for (std::size_t bytes = sizes.largest;; bytes /= 2) {
        const auto opened = openAll(bytes, bytes / 2 >= sizes.smallest);
        if (!opened)
            return opened.error();
        if (opened.value())
            break;
    }
    const auto now = static_cast<std::uint64_t>(toNs(MonotonicClock::now()));
    for (Cpu& cpu : m_cpus) {
        cpu.stream = m_merger.add();
        cpu.lastTime = cpu.readUntil = now;
        m_pollfds.push_back({cpu.ring.fd(), POLLIN, 0});
    }
    return {};
}

// False: that much memory may not be locked, try again with less.
Result<bool> KernelFeed::openAll(std::size_t bytes, bool mayRetry) {
    m_cpus.clear();
    for (int number = 0; number < ::get_nprocs_conf(); ++number) {
        auto ring = openRing(number, bytes);
        if (ring) {
            m_cpus.push_back(
                {.number = static_cast<std::uint16_t>(number), .stream = 0, .ring = std::move(*ring)});
            continue;
        }
        const int error = errno;
        if (error == ENODEV)  // the CPU is switched off
            continue;
        if (mayRetry && (error == EPERM || error == ENOMEM || error == EAGAIN))
            return false;
        return refusal(error);
    }
    if (m_cpus.empty())
        return refusal(ENODEV);
    return true;
}

// By time across all CPUs, so that whoever was woken on one is known to have been when it comes onto another.
void KernelFeed::drain(std::uint64_t until) {
    const auto queue = [&](Cpu& cpu) {
        const PerfRecord* record = cpu.ring.front();
        if (!record || record->time > until)
            return;
        m_next.push_back({record->time, &cpu});
        std::push_heap(m_next.begin(), m_next.end());
    };
    for (Cpu& cpu : m_cpus) {
        cpu.ring.look();
        queue(cpu);
    }
    while (!m_next.empty()) {
        std::pop_heap(m_next.begin(), m_next.end());
        Cpu& cpu = *m_next.back().cpu;
        m_next.pop_back();
        const std::uint64_t bound = m_next.empty() ? until : m_next.front().time;
        for (const PerfRecord* record; (record = cpu.ring.front()) && record->time <= bound;) {
            take(*record, cpu);
            cpu.ring.drop();
        }
        queue(cpu);
    }
    for (Cpu& cpu : m_cpus) checkRing(cpu, until);
}

void KernelFeed::take(const PerfRecord& record, Cpu& cpu) {
    if (record.kind == PerfRecord::Kind::Lost) {
        const std::uint64_t known = std::min(record.lost, cpu.lostAhead);
        cpu.lostAhead -= known;
        cpu.lostTold += record.lost - known;
        cpu.lostPending += record.lost - known;
        cpu.lostTime = record.time;
        return;
    }
    if (record.kind == PerfRecord::Kind::Other)
        return;
    // The kernel writes its note of a loss just before the record that fits again, with a slightly later
    // time.
    if (cpu.lostPending > 0)
        tellGap(cpu, std::min(cpu.lostTime, record.time), std::exchange(cpu.lostPending, 0));
    cpu.lastTime = std::max(cpu.lastTime, record.time);
    translate(record, cpu, m_merger.stream(cpu.stream));
}

// What no record tells.
void KernelFeed::checkRing(Cpu& cpu, std::uint64_t until) {
    cpu.ring.giveBack();
    if (cpu.lostPending > 0)
        tellGap(cpu, cpu.lostTime, std::exchange(cpu.lostPending, 0));
    const auto now = static_cast<std::uint64_t>(toNs(MonotonicClock::now()));
    const std::uint64_t broken = cpu.ring.broken();
    if (broken > cpu.brokenTold)
        tellGap(cpu, now, broken - std::exchange(cpu.brokenTold, broken));
    constexpr double kNearlyFull = 0.9;
    if (cpu.ring.fill() > kNearlyFull)
        checkLoss(cpu);
    cpu.readUntil = std::min(until, now);
}

void KernelFeed::checkLoss(Cpu& cpu) {
    const auto lost = cpu.ring.lostSoFar();
    if (!lost || *lost <= cpu.lostTold)
        return;
    const std::uint64_t untold = *lost - cpu.lostTold;
    cpu.lostTold += untold;
    cpu.lostAhead += untold;
    tellGap(cpu, static_cast<std::uint64_t>(toNs(MonotonicClock::now())), untold);
}

void KernelFeed::tellGap(Cpu& cpu, std::uint64_t until, std::uint64_t count) {
    FactStream& stream = m_merger.stream(cpu.stream);
    const std::uint64_t since = std::min(until, std::max(cpu.lastTime, cpu.readUntil));
    Event gap{.time = since,
              .object = cpu.number,
              .kind = EventKind::GapBegan,
              .detail = static_cast<std::uint16_t>(wire::GapSource::KernelCpu)};
    stream.append(gap);
    gap.time = until;
    gap.kind = EventKind::GapEnded;
    gap.value = count;
    stream.append(gap);
    cpu.lastTime = std::max(cpu.lastTime, until);
    m_lost += count;
    if (m_creations)
        m_creations->forget();  // what was taken last may be among what was lost
}

void KernelFeed::finish() {
    drain(~std::uint64_t{0});
    for (Cpu& cpu : m_cpus) checkLoss(cpu);
}

void KernelFeed::forgetHungUp(const std::vector<pollfd>& polled) {
    for (const pollfd& p : polled)
        if (p.revents & (POLLHUP | POLLERR | POLLNVAL))
            std::erase_if(m_pollfds, [&](const pollfd& own) { return own.fd == p.fd; });
}

void KernelFeed::translate(const PerfRecord& record, Cpu& cpu, FactStream& stream) {
    using Kind = PerfRecord::Kind;
    Event fact{
        .time = record.time, .value = wire::packIds(record.pid, record.tid), .task = numberOf(record.tid)};
    switch (record.kind) {
        case Kind::SwitchIn:
        case Kind::SwitchOut:
        case Kind::SwitchOutPreempted:
            translateSwitch(record, cpu, stream);
            return;
        case Kind::Tracepoint:
            translateTracepoint(record, cpu, stream);
            return;
        case Kind::Fork: {
            const bool isThread = record.pid.value() != record.tid.value();
            fact.kind = EventKind::TaskCreated;
            fact.object = numberOf(record.otherTid);
            fact.detail =
                static_cast<std::uint16_t>(isThread ? wire::TaskKind::Thread : wire::TaskKind::Process);
            cpu.lastSign = record.time;
            stream.append(fact);
            if (m_creations)
                m_creations->tell(fact, stream);
            return;
        }
        case Kind::Exit:
            fact.kind = EventKind::TaskExited;
            fact.value = 0;
            break;
        case Kind::Renamed:
        case Kind::Executed:
            fact.kind = record.kind == Kind::Renamed ? EventKind::TaskNamed : EventKind::TaskExecuted;
            fact.object = m_names.intern(record.name);
            break;
        default:
            return;
    }
    cpu.lastSign = record.time;
    stream.append(fact);
}

// When a task came onto its CPU, as the kernel's own books have it. The record is written when the switch is
// done. But of two tasks that follow each other directly, the switch is charged to the one that comes. (Where
// the record does not say who went, a time shorter than any idling tells that nobody was in between.) And a
// task that is woken for an idle CPU, or preempts the one that runs, is charged from the moment on when that
// CPU hears of it, if the one that ran has not been heard of since: its end is such a sign, for a thread that
// is driven away after that has no number any more, and would seem to have been lost on the way.
std::uint64_t KernelFeed::arrival(const PerfRecord& record, Cpu& cpu, FactStream& stream) {
    constexpr std::uint64_t kShorterThanIdlingNs = 2'000;
    constexpr std::uint64_t kLongestIdleExitNs = 200'000;
    constexpr std::uint64_t kLongestPreemptionNs = 30'000;
    if (cpu.lastOut == 0 || cpu.lastOut > record.time)
        return record.time;
    const std::uint32_t task = numberOf(record.tid);
    const Wake& wake = wakeOf(task);
    const bool isWokenHere = wake.task == task && (wake.onlyFor == nullptr || wake.onlyFor == &cpu);
    const std::uint64_t woken = isWokenHere && wake.time < record.time ? wake.time + 1 : 0;
    if (record.cpuWide && !record.otherTid.isNone() && numberOf(record.otherTid) != cpu.lastOutTask)
        return record.time;  // who was there before it has left without a word
    const bool direct =
        record.cpuWide ? !record.otherTid.isNone() : record.time - cpu.lastOut < kShorterThanIdlingNs;
    if (direct) {
        const bool preempts = cpu.lastOutPreempted && woken > std::max(cpu.lastIn, cpu.lastSign) &&
                              woken + kLongestPreemptionNs > cpu.lastOut;
        if (preempts && woken < cpu.lastOut) {
            stream.backdateLast(woken);  // the one that it drives away
            return woken;
        }
        return cpu.lastOut;
    }
    if (woken + kLongestIdleExitNs > record.time)
        return std::max(woken, cpu.lastOut);
    return cpu.announcedTask == task ? std::clamp(cpu.announcedAt, cpu.lastOut, record.time) : record.time;
}

void KernelFeed::translateSwitch(const PerfRecord& record, Cpu& cpu, FactStream& stream) {
    Event fact{.time = record.time, .task = numberOf(record.tid), .detail = cpu.number};
    if (fact.task == 0)
        return;  // idling
    if (record.kind == PerfRecord::Kind::SwitchIn) {
        fact.kind = EventKind::SwitchedIn;
        fact.time = arrival(record, cpu, stream);
        cpu.lastIn = fact.time;
        if (Wake& wake = wakeOf(fact.task); wake.task == fact.task)
            wake = {};
    } else {
        const bool preempted = record.kind == PerfRecord::Kind::SwitchOutPreempted;
        auto reason = preempted ? wire::SwitchReason::Preempted : wire::SwitchReason::Blocked;
        if (!preempted && cpu.announcedTask == fact.task)
            reason = cpu.announcedReason;
        fact.kind = EventKind::SwitchedOut;
        fact.value = static_cast<std::uint64_t>(reason);
        if (Wake& wake = wakeOf(fact.task); wake.task == fact.task)
            wake.time = preempted ? 0 : record.time;  // it was woken on its way out
        cpu.lastOut = record.time;
        cpu.lastOutTask = fact.task;
        cpu.lastOutPreempted = preempted;
    }
    cpu.announcedTask = 0;
    stream.append(fact);
}

}  // namespace heddle::capture
