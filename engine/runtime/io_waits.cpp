#include "engine/runtime/io_waits.h"

#include <pthread.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include "engine/base/check.h"
#include "engine/base/phrase.h"
#include "engine/base/result.h"
#include "engine/runtime/limits.h"
#include "engine/runtime/runtime.h"
#include "engine/wire/grant.h"

namespace heddle::runtime {
namespace {

static_assert(EPOLLIN == 0x1 && EPOLLOUT == 0x4, "as POLLIN and POLLOUT");

constexpr unsigned kAlwaysTold = EPOLLERR | EPOLLHUP;

sigset_t carrierSignal() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, wire::kCarrierSignal);
    return set;
}

// The signal of the bell comes to this thread only while it sleeps in epoll, and does nothing but end that.
void admitOnlyInSleep() {
    const sigset_t set = carrierSignal();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    struct sigaction now {};
    ::sigaction(wire::kCarrierSignal, nullptr, &now);
    if (now.sa_handler != SIG_DFL && now.sa_handler != SIG_IGN)
        return;  // the program's own handler ends the sleep as well
    struct sigaction ends {};
    ends.sa_handler = [](int) {};
    ::sigaction(wire::kCarrierSignal, &ends, nullptr);
}

}  // namespace

void IoWaits::open() {
    m_epoll = FileDescriptor{::epoll_create1(EPOLL_CLOEXEC)};
    if (!m_epoll)
        giveUp("wait for a descriptor", whyNoDescriptor(errno));
    admitOnlyInSleep();
}

bool IoWaits::arm(int fd) {
    unsigned events = 0;
    for (const Wait* wait = m_lines[static_cast<std::size_t>(fd)]; wait; wait = wait->next)
        events |= static_cast<unsigned>(wait->events);
    epoll_event wanted{};
    wanted.events = events | EPOLLONESHOT;
    wanted.data.fd = fd;
    int failed = ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd, &wanted);
    if (failed && errno == ENOENT)
        failed = ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &wanted);
    if (failed && errno != EPERM)
        giveUp("wait for a descriptor",
               errno == ENOSPC
                   ? Phrase{"%1; the limit is /proc/sys/fs/epoll/max_user_watches", errnoText(errno)}
                   : errnoText(errno));
    return !failed;
}

bool IoWaits::add(Wait& wait) {
    HEDDLE_CHECK(wait.fd >= 0);
    if (!m_epoll)
        open();
    const auto index = static_cast<std::size_t>(wait.fd);
    if (index >= m_lines.size())
        m_lines.resize(std::max(index + 1, m_lines.size() * 2));
    Wait** last = &m_lines[index];
    while (*last) last = &(*last)->next;
    *last = &wait;
    ++m_count;
    if (arm(wait.fd))
        return true;
    remove(wait);
    return false;
}

void IoWaits::remove(Wait& wait) {
    for (Wait** at = &m_lines[static_cast<std::size_t>(wait.fd)]; *at; at = &(*at)->next) {
        if (*at != &wait)
            continue;
        *at = wait.next;
        --m_count;
        return;
    }
}

void IoWaits::take(int fd, unsigned events, std::vector<TaskRef>& ready) {
    Wait** at = &m_lines[static_cast<std::size_t>(fd)];
    while (*at) {
        Wait& wait = **at;
        if ((events & (static_cast<unsigned>(wait.events) | kAlwaysTold)) == 0) {
            at = &wait.next;
            continue;
        }
        *at = wait.next;
        --m_count;
        ready.push_back(wait.task);
    }
    if (m_lines[static_cast<std::size_t>(fd)])
        static_cast<void>(arm(fd));
}

void IoWaits::collect(std::vector<TaskRef>& ready, Instant deadline) {
    std::array<epoll_event, 256> reports;
    sigset_t mask;
    ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    ::sigdelset(&mask, wire::kCarrierSignal);
    timespec limit{};
    if (deadline != Instant::max() && deadline != Instant::min()) {
        const Instant now = MonotonicClock::now();
        const Duration left = std::max(deadline, now) - now;
        limit = {left.count() / 1'000'000'000, left.count() % 1'000'000'000};
    }
    const int count = ::epoll_pwait2(m_epoll.get(), reports.data(), static_cast<int>(reports.size()),
                                     deadline == Instant::max() ? nullptr : &limit, &mask);
    for (int i = 0; i < count; ++i) {
        const epoll_event& report = reports[static_cast<std::size_t>(i)];
        take(report.data.fd, report.events, ready);
    }
}

void IoWaits::forget() {
    m_epoll.reset();
    std::fill(m_lines.begin(), m_lines.end(), nullptr);
    m_count = 0;
}

}  // namespace heddle::runtime
