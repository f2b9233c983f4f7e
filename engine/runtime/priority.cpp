#include "engine/runtime/priority.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <optional>

#include "engine/runtime/print.h"
#include "engine/wire/lock_state.h"
#include "engine/wire/state_word.h"

namespace heddle::runtime {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr int kOwnNiceIs = 21;     // TaskRecord::ownNice holds the nice value and this: never 0
constexpr int kStaticPrioIs = 20;  // what the kernel shows of a nice value, and this

// Nothing: the thread is no more. (-1 is a priority as well.)
std::optional<int> niceOf(const wire::TaskRecord& thread) {
    errno = 0;
    const int nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(thread.tid.load(kRelaxed)));
    return nice == -1 && errno != 0 ? std::nullopt : std::optional{nice};
}

bool changeNice(ThreadContext& by, const wire::TaskRecord& thread, TaskRef task, int nice) {
    if (::setpriority(PRIO_PROCESS, static_cast<id_t>(thread.tid.load(kRelaxed)), nice) != 0) {
        static std::atomic<bool> isSaid{false};
        if (!isSaid.exchange(true))
            complain(by, {Fault::NotPermitted, "change a priority", errnoText(errno),
                          "run it with CAP_SYS_NICE, or raise 'ulimit -e' to 20 and more"});
        return false;
    }
    by.write({.value = static_cast<std::uint64_t>(kStaticPrioIs + nice),
              .task = task.value(),
              .kind = wire::EventKind::TaskCounter,
              .detail = static_cast<std::uint16_t>(wire::CounterKind::Priority)});
    return true;
}

// A chain that is longer is a circle: its tasks are deadlocked.
constexpr int kLongestChain = 64;

int highestIn(const ThreadContext& thread, const wire::WaiterList& line, int nice) {
    for (TaskRef at = firstOf(line); !at.isNone(); at = TaskRef{thread.record(at).nextWaiter.load(kRelaxed)})
        nice = std::min(nice, niceOf(thread.threadOf(at)).value_or(nice));
    return nice;
}

TaskRef ownerOf(const wire::ObjectRecord& lock) {
    return wire::ownerOf(static_cast<wire::ObjectKind>(lock.kind.load(kRelaxed)),
                         wire::StateWord{lock.word.load(kRelaxed)}.state());
}

// The lock that lends, and that the task waits for; null where there is none.
wire::ObjectRecord* awaitedBy(const ThreadContext& thread, TaskRef task) {
    const ObjectId id{thread.record(task).waitsFor.load(kRelaxed)};
    return id.isNone() ? nullptr : &thread.runtime().segment().object(id);
}

// The highest priority that anybody lends to the holder's thread, or `own`.
int highestLentTo(const ThreadContext& thread, const wire::TaskRecord& holder, int own) {
    const wire::Segment& segment = thread.runtime().segment();
    const std::uint32_t last =
        std::min(segment.header().objectsUsed.load(kRelaxed), segment.limits().objects - 1);
    for (std::uint32_t i = 1; i <= last; ++i) {
        wire::ObjectRecord& lock = segment.object(ObjectId{i});
        if (lock.lendsPriority.load(kRelaxed) == 0)
            continue;
        Guard guard{lock.guard, thread.tid()};
        guard.passOn();  // what a dead one left of the lock is for who uses it
        if (const TaskRef owner = ownerOf(lock); !owner.isNone() && &thread.threadOf(owner) == &holder)
            own = highestIn(thread, lock.waiters, own);
    }
    return own;
}

// Whether it runs at another priority now. Who begins to wait meanwhile stands in line before it lends, so
// the second look sees it.
bool settle(ThreadContext& thread, TaskRef task) {
    wire::TaskRecord& holder = thread.threadOf(task);
    const std::optional<int> before = niceOf(holder);
    if (!before)
        return false;
    for (int now = *before;;) {
        const int own = holder.ownNice.load() - kOwnNiceIs;
        if (own + kOwnNiceIs == 0)
            return now != before;
        const int wanted = highestLentTo(thread, holder, own);
        if (wanted == now || !changeNice(thread, holder, task, wanted))
            return now != before;
        now = wanted;
        if (wanted == own)
            holder.ownNice.store(0);
    }
}

}  // namespace

bool lendHighestPriority(ThreadContext& thread, const wire::WaiterList& line, TaskRef owner) {
    wire::TaskRecord& holder = thread.threadOf(owner);
    const std::optional<int> own = niceOf(holder);
    if (!own)
        return false;
    const int wanted = highestIn(thread, line, *own);
    if (wanted >= *own || !changeNice(thread, holder, owner, wanted))
        return false;
    std::int16_t nothing = 0;
    holder.ownNice.compare_exchange_strong(nothing, static_cast<std::int16_t>(*own + kOwnNiceIs));
    return true;
}

void lendOn(ThreadContext& thread, TaskRef holder) {
    for (int i = 0; i < kLongestChain; ++i) {
        wire::ObjectRecord* lock = awaitedBy(thread, holder);
        if (!lock)
            return;
        Guard guard{lock->guard, thread.tid()};
        guard.passOn();  // what a dead one left of the lock is for who uses it
        holder = ownerOf(*lock);
        if (holder.isNone() || !lendHighestPriority(thread, lock->waiters, holder))
            return;
    }
}

void settlePriority(ThreadContext& thread, TaskRef holder) {
    for (int i = 0; i < kLongestChain && !holder.isNone() && settle(thread, holder); ++i) {
        const wire::ObjectRecord* lock = awaitedBy(thread, holder);
        holder = lock ? ownerOf(*lock) : TaskRef{};
    }
}

void setNice(int nice) {
    ThreadContext& thread = ThreadContext::current();
    changeNice(thread, thread.record(thread.self()), thread.self(), nice);
}

}  // namespace heddle::runtime
