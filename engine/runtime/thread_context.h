// What the runtime keeps of the calling thread: who it is, which of its tasks runs (itself or one of its
// fibers), and its channel to the observer.
//
// Thread rule: each thread has its own, made on first use; the channel is closed when the thread ends.
#pragma once

#include <array>
#include <string_view>

#include "engine/runtime/life.h"
#include "engine/runtime/runtime.h"
#include "engine/wire/event_ring.h"

namespace heddle::runtime {

class FiberScheduler;
class Gate;

class ThreadContext {
public:
    // The calling thread's. A thread that nobody announced binds itself as one of an unknown creator.
    static ThreadContext& current() {
        return __builtin_expect(t_current != nullptr, 1) ? *t_current : bindUnannounced();
    }
    // The same, but null where the thread is not bound: for what may not allocate.
    static ThreadContext* ifBound() { return t_current; }
    // Binds the calling thread as the task that its creator announced with TaskSpawning.
    static ThreadContext& bind(TaskRef self, TaskRef creator, wire::TaskKind kind);
    // In the child after fork(): the thread is the first of a new process, and another task.
    void rebindAfterFork(TaskRef self, TaskRef creator);
    // For the first process of a run that has ended. A free run: false. A controlled one: waits until the
    // observer has reset the segment and tells it to begin again (ControlHeader::round).
    bool beginAgain();
    // Says that the calling thread, or its process, ends now, and why, in words.
    void tellEnding(int code, std::string_view why = {}, int signal = 0, SiteId site = {});
    // Ends the calling thread's channel; what it still does is not observed.
    void close() { m_writer.close(); }

    // Writes an event of the running task: fills in `task` where it is 0.
    void write(wire::Event event) {
        if (!m_writer.isAttached())
            return;
        if (event.task == 0)
            event.task = m_running.value();
        m_writer.write(event);
    }
    [[nodiscard]] SiteId siteOf(CallSite at) {
        CachedSite& cached =
            m_sites[(reinterpret_cast<std::uintptr_t>(at.file) ^ (at.line * 7u)) % m_sites.size()];
        if (__builtin_expect(cached.at.file == at.file && cached.at.line == at.line, 1))
            return cached.id;
        return siteSlowly(cached, at);
    }
    // Gives `task` a name that all views show (and the kernel too, if it is this thread).
    void nameTask(TaskRef task, std::string_view name);
    // The kernel's name of the calling thread.
    static void nameThread(std::string_view name);
    void makeDaemon(TaskRef task);
    // Says that a step of the creation of `task` is done, where the run asks for that.
    void stepDone(TaskRef task, wire::CreationStep step) {
        if (__builtin_expect(m_tellsCreation, false))
            write({.task = task.value(),
                   .kind = wire::EventKind::TaskStepDone,
                   .detail = static_cast<std::uint16_t>(step)});
    }
    [[nodiscard]] bool tellsCreation() const { return m_tellsCreation; }

    [[nodiscard]] Runtime& runtime() const { return *m_runtime; }
    [[nodiscard]] wire::TaskRecord& record(TaskRef task) const { return m_runtime->segment().task(task); }
    // The thread that carries it, where that is a fiber.
    [[nodiscard]] TaskRef bearerOf(TaskRef task) const {
        const TaskRef carrier{record(task).carrier.load(std::memory_order_relaxed)};
        return carrier.isNone() ? task : carrier;
    }
    [[nodiscard]] wire::TaskRecord& threadOf(TaskRef task) const { return record(bearerOf(task)); }
    [[nodiscard]] wire::EventWriter& writer() { return m_writer; }
    // Until `grant` is given, `deadline`, or the first relative.
    void sleepWhileAlone(std::atomic<std::uint32_t>& grant, Instant deadline) {
        m_sleeper.sleep(m_runtime->relatives(), grant, deadline);
    }
    // Others see from here on that this thread lives (life.h).
    void showLife() {
        if (!std::exchange(m_showsLife, true))
            runtime::showLife(m_runtime->segment().lifeOf(m_self));
    }
    [[nodiscard]] Tid tid() const { return m_tid; }
    [[nodiscard]] TaskRef self() const { return m_self; }        // the thread
    [[nodiscard]] TaskRef running() const { return m_running; }  // the thread, or the fiber that it carries
    void setRunning(TaskRef task) { m_running = task; }
    [[nodiscard]] FiberScheduler* fibers() const { return m_fibers; }  // null: the thread carries no fibers
    void setFibers(FiberScheduler* fibers) { m_fibers = fibers; }
    [[nodiscard]] Gate* gate() const { return m_gate; }  // null: a free run

private:
    struct CachedSite {
        CallSite at;
        SiteId id;
    };
    struct Owner;  // its destructor ends the thread's context

    static ThreadContext& bindUnannounced();
    void attach(TaskRef creator, wire::TaskKind kind);
    SiteId siteSlowly(CachedSite& cached, CallSite at);

    static thread_local constinit ThreadContext* t_current;

    wire::EventWriter m_writer;
    TaskRef m_self;
    TaskRef m_running;
    FiberScheduler* m_fibers = nullptr;
    Gate* m_gate = nullptr;
    Runtime* m_runtime = nullptr;
    Tid m_tid;
    std::uint32_t m_round = 0;
    bool m_tellsCreation = false, m_showsLife = false;
    Relatives::Sleeper m_sleeper;
    std::array<CachedSite, 64> m_sites{};
};

}  // namespace heddle::runtime
