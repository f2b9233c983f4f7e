#include "engine/runtime/priority.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>

namespace heddle::runtime {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr int kOwnNiceIs = 21;     // TaskRecord::ownNice holds the nice value and this: never 0
constexpr int kStaticPrioIs = 20;  // what the kernel shows of a nice value, and this

// The thread that `task` runs on.
wire::TaskRecord& threadOf(const ThreadContext& thread, TaskRef task) {
    const TaskRef carrier{thread.record(task).carrier.load(kRelaxed)};
    return thread.record(carrier.isNone() ? task : carrier);
}

int niceOf(const wire::TaskRecord& thread) {
    return ::getpriority(PRIO_PROCESS, static_cast<id_t>(thread.tid.load(kRelaxed)));
}

bool changeNice(ThreadContext& by, const wire::TaskRecord& thread, TaskRef task, int nice) {
    if (::setpriority(PRIO_PROCESS, static_cast<id_t>(thread.tid.load(kRelaxed)), nice) != 0) {
        static std::atomic<bool> isSaid{false};
        if (!isSaid.exchange(true))
            std::fprintf(
                stderr,
                "heddle: change a priority: %s; it takes CAP_SYS_NICE, or 'ulimit -e' of 20 and more\n",
                errnoText(errno).c_str());
        return false;
    }
    by.write({.value = static_cast<std::uint64_t>(kStaticPrioIs + nice),
              .task = task.value(),
              .kind = wire::EventKind::TaskCounter,
              .detail = static_cast<std::uint16_t>(wire::CounterKind::Priority)});
    return true;
}

}  // namespace

void lendHighestPriority(ThreadContext& thread, const wire::WaiterList& line, TaskRef owner) {
    wire::TaskRecord& holder = threadOf(thread, owner);
    const int own = niceOf(holder);
    int wanted = own;
    for (TaskRef at = firstOf(line); !at.isNone(); at = TaskRef{thread.record(at).nextWaiter.load(kRelaxed)})
        wanted = std::min(wanted, niceOf(threadOf(thread, at)));
    if (wanted < own && changeNice(thread, holder, owner, wanted)) {
        std::int32_t nothing = 0;
        holder.ownNice.compare_exchange_strong(nothing, own + kOwnNiceIs);
    }
}

void returnPriority(const Step& step) {
    wire::TaskRecord& self = threadOf(step.thread, step.task);
    if (const int own = self.ownNice.exchange(0); own != 0)
        changeNice(step.thread, self, step.task, own - kOwnNiceIs);
}

void setNice(int nice) {
    ThreadContext& thread = ThreadContext::current();
    changeNice(thread, thread.record(thread.self()), thread.self(), nice);
}

bool hasDiedElsewhere(const ThreadContext& thread, TaskRef owner) {
    const wire::TaskRecord& record = threadOf(thread, owner);
    const std::int32_t pid = record.pid.load(kRelaxed);
    return pid != 0 && pid != ::getpid() && !isAlive(Tid{record.tid.load(kRelaxed)}) && !isAlive(Tid{pid});
}

}  // namespace heddle::runtime
