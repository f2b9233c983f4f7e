#include "engine/runtime/thread_context.h"

#include <pthread.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "engine/base/futex.h"
#include "engine/runtime/fault_watch.h"
#include "engine/runtime/fiber_scheduler.h"

namespace heddle::runtime {

thread_local constinit ThreadContext* ThreadContext::t_current = nullptr;

struct ThreadContext::Owner {
    std::unique_ptr<ThreadContext> context;
    ~Owner() {
        if (context)
            context->close();
        t_current = nullptr;
    }
};

ThreadContext& ThreadContext::bind(TaskRef self, TaskRef creator, wire::TaskKind kind) {
    static thread_local Owner owner;
    HEDDLE_CHECK(!owner.context);
    owner.context = std::make_unique<ThreadContext>();
    ThreadContext& context = *owner.context;
    context.m_runtime = &Runtime::instance();
    context.m_self = self;
    context.attach(creator, kind);
    if (context.m_writer.isAttached())
        watchFullStack();  // a child made by fork() has it from its parent
    t_current = &context;
    return context;
}

ThreadContext& ThreadContext::bindUnannounced() {
    const bool isFirst = ::gettid() == ::getpid();
    return bind(Runtime::instance().newTask(), TaskRef{},
                isFirst ? wire::TaskKind::Process : wire::TaskKind::Thread);
}

void ThreadContext::rebindAfterFork(TaskRef self, TaskRef creator) {
    m_writer.abandon();
    m_self = self;
    attach(creator, wire::TaskKind::Process);
}

bool ThreadContext::beginAgain() {
    if (!m_gate)
        return false;
    std::atomic<std::uint32_t>& round = m_runtime->segment().header().round.number;
    while (round.load(std::memory_order_acquire) == m_round) futexWait(round, m_round);
    m_runtime->forgetSites();
    m_sites = {};
    m_self = m_runtime->newTask();
    if (m_fibers)
        m_fibers->becomeOnlyTask(m_self);
    attach(TaskRef{}, wire::TaskKind::Process);
    return true;
}

void ThreadContext::attach(TaskRef creator, wire::TaskKind kind) {
    m_running = m_self;
    m_gate = m_runtime->gate();
    const wire::SegmentHeader& run = m_runtime->segment().header();
    m_round = run.round.number.load(std::memory_order_relaxed);
    m_tellsCreation = run.wantsCreationSteps.load(std::memory_order_relaxed) != 0;
    m_tid = Tid{::gettid()};
    m_showsLife = false;
    const Pid pid{::getpid()};
    record(m_self).pid.store(pid.value(), std::memory_order_relaxed);
    record(m_self).tid.store(m_tid.value(), std::memory_order_relaxed);
    if (!m_runtime->isObserved() || !m_writer.attach(m_runtime->segment(), pid, m_tid, m_self))
        return;
    write({.value = wire::packIds(pid, m_tid),
           .object = creator.value(),
           .kind = wire::EventKind::TaskBound,
           .detail = static_cast<std::uint16_t>(kind)});
}

SiteId ThreadContext::siteSlowly(CachedSite& cached, CallSite at) {
    if (!m_writer.isAttached() || !at.file)
        return {};
    cached = {at, m_runtime->siteOf(at, m_writer)};
    return cached.id;
}

void ThreadContext::tellEnding(int code, std::string_view why, int signal, SiteId site) {
    const TextId text = m_writer.writeText(why);
    write({.value = static_cast<std::uint32_t>(code),
           .object = text.value(),
           .site = site.value(),
           .kind = wire::EventKind::TaskEnding,
           .detail = static_cast<std::uint16_t>(signal)});
}

void ThreadContext::nameThread(std::string_view name) {
    constexpr std::size_t kLongestKernelName = 15;
    if (!name.empty())
        ::pthread_setname_np(::pthread_self(), std::string{name.substr(0, kLongestKernelName)}.c_str());
}

void ThreadContext::makeDaemon(TaskRef task) {
    write({.task = task.value(), .kind = wire::EventKind::TaskDaemon});
    if (m_gate)
        m_runtime->segment().controlOf(task).isDaemon.store(1, std::memory_order_relaxed);
}

void ThreadContext::nameTask(TaskRef task, std::string_view name) {
    if (name.empty())
        return;
    if (task == m_self)
        nameThread(name);
    if (m_gate)
        wire::setName(m_runtime->segment().nameOf(task), name);
    const TextId text = m_writer.writeText(name);
    if (!text.isNone())
        write({.task = task.value(), .object = text.value(), .kind = wire::EventKind::TaskNamed});
}

}  // namespace heddle::runtime
