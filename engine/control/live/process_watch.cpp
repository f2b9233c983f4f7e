#include "engine/control/live/process_watch.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "engine/base/futex.h"

namespace heddle::control {

ProcessWatch::ProcessWatch(const wire::Segment& segment)
    : m_segment(segment), m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_stop(::eventfd(0, EFD_CLOEXEC)) {
    HEDDLE_CHECK(m_epoll && m_stop);
    epoll_event stop{.events = EPOLLIN, .data = {.u64 = 0}};
    HEDDLE_CHECK(::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, m_stop.get(), &stop) == 0);
    // A signal of the program is none of this thread's business.
    sigset_t all, before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    m_thread = std::thread{[this] { run(); }};
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

ProcessWatch::~ProcessWatch() {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(m_stop.get(), &one, sizeof one));
    m_thread.join();
}

void ProcessWatch::add(Pid pid) {
    FileDescriptor process{static_cast<int>(::syscall(SYS_pidfd_open, pid.value(), 0))};
    if (!process)
        return tell(pid);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = static_cast<std::uint64_t>(pid.value())}};
    const int descriptor = process.get();
    {
        const std::lock_guard lock{m_lock};
        m_watched.emplace_back(pid, std::move(process));
    }
    HEDDLE_CHECK(::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, descriptor, &event) == 0);
}

std::vector<Pid> ProcessWatch::takeEnded() {
    const std::lock_guard lock{m_lock};
    return std::exchange(m_ended, {});
}

void ProcessWatch::run() {
    for (;;) {
        epoll_event event;
        if (::epoll_wait(m_epoll.get(), &event, 1, -1) != 1)
            continue;
        if (event.data.u64 == 0)
            return;
        tell(Pid{static_cast<std::int32_t>(event.data.u64)});
    }
}

void ProcessWatch::tell(Pid pid) {
    const std::lock_guard lock{m_lock};
    std::erase_if(m_watched, [pid](const auto& watched) { return watched.first == pid; });
    m_ended.push_back(pid);
    std::atomic<std::uint32_t>& moving = m_segment.header().control.moving;
    moving.fetch_or(wire::kProcessEnded, std::memory_order_release);
    futexWake(moving);
}

}  // namespace heddle::control
