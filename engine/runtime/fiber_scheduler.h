// Carries the fibers of one thread: Boost.Fiber switches, this algorithm decides who is next and reports it.
//
// Order: ready fibers run first come first served, the thread's own code (its main context) in the same line.
// Thread rule: all members on the carrier thread. A fiber stays with its carrier.
// A fiber whose wait ends is readied by ready() (ended by a task of this thread), through the carrier's
// `granted` stack and wire::ringCarrier() (ended from another thread or process), by Boost's timers, or by
// the kernel, when a descriptor that it waits for is ready (IoWaits).
//
//   Woken when a wait is over (written by whoever ended it, here for timers and descriptors), FiberResumed
//   and FiberSuspended on every switch, TaskAdmitted when a new fiber comes into the line.
#pragma once

#include <vector>

#include <boost/fiber/algo/algorithm.hpp>
#include <boost/fiber/context.hpp>
#include <boost/fiber/properties.hpp>
#include <boost/fiber/scheduler.hpp>

#include "engine/runtime/fiber_stacks.h"
#include "engine/runtime/io_waits.h"
#include "engine/runtime/thread_context.h"

namespace heddle::runtime {

// What a fiber's context carries along. Boost destroys it with the context.
struct FiberTask : boost::fibers::fiber_properties {
    FiberTask(boost::fibers::context* context, TaskRef task, std::uint32_t place)
        : fiber_properties(context), ref(task), seat(place) {}
    TaskRef ref;
    std::uint32_t seat;
    bool ended = false;
};

class FiberScheduler final : public boost::fibers::algo::algorithm {
public:
    // The calling thread's; from the first call on the thread is a carrier.
    static FiberScheduler& ofThread(ThreadContext& thread);

    // The next context that Boost announces is the fiber `ref`.
    void expect(TaskRef ref) { m_newborn = ref; }
    // The running fiber has run to its end.
    void endRunning();
    // In the child after fork(): only the running fiber came along, and it is the thread's own code now.
    void becomeOnlyTask(TaskRef self);
    void yield();
    // The same, but `next` runs before all others if it is ready on this thread.
    void switchTo(TaskRef next);
    [[nodiscard]] FiberStacks& stacks() { return m_stacks; }
    // Fibers that have not ended.
    [[nodiscard]] std::size_t alive() const { return m_seats.size() - m_freeSeats.size() - 1; }

    void prepareToPark(wire::TaskRecord& record);
    // False when the deadline ended it: a grant may be on its way all the same, and wants another park().
    bool park(wire::TaskRecord& record, Instant deadline);
    void ready(wire::TaskRecord& record);
    // The running task waits until `fd` is ready for one of `events` (poll(2)), or has an error; false: the
    // deadline came first.
    bool awaitDescriptor(TaskRef self, int fd, short events, Instant deadline);
    // In a controlled run: the running fiber is about to stand, or has ended. It counts as standing when the
    // carrier has nobody else to carry on with.
    void comeToRest() { ++m_comingToRest; }

    void awakened(boost::fibers::context* context) noexcept override;
    boost::fibers::context* pick_next() noexcept override;
    bool has_ready_fibers() const noexcept override { return !m_ready.empty(); }
    void suspend_until(const std::chrono::steady_clock::time_point& deadline) noexcept override;
    void notify() noexcept override;

private:
    struct Seat {
        boost::fibers::context* context = nullptr;
        bool parked = false;
    };

    explicit FiberScheduler(ThreadContext& thread);
    void admit(boost::fibers::context* context);
    void readyGranted();
    void sleepOnBell(Instant deadline);
    void sleepInPoll(Instant deadline);
    // Lets those go on whose descriptors are ready; waits for that until `deadline`.
    void readyForIo(Instant deadline);
    void report(boost::fibers::context* next);
    [[nodiscard]] static FiberTask* taskOf(boost::fibers::context* context) {
        return static_cast<FiberTask*>(context->get_properties());
    }

    FiberStacks m_stacks;
    ThreadContext& m_thread;
    wire::TaskRecord* m_record;  // of the carrier
    boost::fibers::scheduler::ready_queue_type m_ready;
    boost::fibers::context* m_dispatcher = nullptr;  // Boost's own context, while it does not run
    boost::fibers::context* m_active;
    FiberTask* m_fiber = nullptr;  // the one that runs; null: the thread's own code
    std::vector<Seat> m_seats;     // seat 0: the thread's own code
    std::vector<std::uint32_t> m_freeSeats;
    IoWaits m_io;
    std::vector<TaskRef> m_ioReady;  // kept between calls of readyForIo()
    TaskRef m_newborn;
    std::uint32_t m_sinceDispatch = 0;
    std::uint32_t m_sinceIo = 0;
    std::uint32_t m_comingToRest = 0;
    bool m_yielded = false;
};

}  // namespace heddle::runtime
