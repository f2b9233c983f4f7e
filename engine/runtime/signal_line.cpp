#include "engine/runtime/signal_line.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "engine/base/phrase.h"
#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

// What a signal carries, in the 64 bits that there are for it:
//     63 ... 32 the number | 31 ... 12 the sender | 11 ... 0 the low bits of the message's number
constexpr std::uint32_t kNumberBits = 12;
constexpr std::uint32_t kNumberMask = (1u << kNumberBits) - 1;

std::atomic<std::uint64_t> g_taken{0};  // a bit for each real-time signal

int newSignal() {
    for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal) {
        const std::uint64_t bit = std::uint64_t{1} << (signal - SIGRTMIN);
        if ((g_taken.fetch_or(bit) & bit) == 0)
            return signal;
    }
    giveUp("make a line of signals", Phrase{"there are only %1", SIGRTMAX - SIGRTMIN + 1});
}

}  // namespace

SignalLine::SignalLine(std::string_view name, CallSite at)
    : Channel(wire::ObjectKind::Signal, name, at), m_signal(newSignal()) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, m_signal);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_fd = FileDescriptor{::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (!m_fd)
        giveUp("make a line of signals", whyNoDescriptor(errno));
    // What a line before this one has left.
    constexpr timespec kNotAtAll{};
    while (::sigtimedwait(&set, nullptr, &kNotAtAll) > 0) {
    }
}

SignalLine::~SignalLine() {
    g_taken.fetch_and(~(std::uint64_t{1} << (m_signal - SIGRTMIN)));
}

void SignalLine::send(pid_t to, std::int32_t number, CallSite at) {
    const Step step = beginSend(at);
    const Stamp mark = stamp(step, sizeof number);
    sigval value{};
    static_assert(sizeof value.sival_ptr == sizeof(std::uint64_t));
    value.sival_ptr = reinterpret_cast<void*>(wire::packPair(
        static_cast<std::uint32_t>(number), (mark.sender << kNumberBits) | (mark.number & kNumberMask)));
    const pid_t process = to == 0 ? ::getpid() : to;  // a search carries all processes in one
    while (::sigqueue(process, m_signal, value) < 0) {
        if (errno != EAGAIN)
            giveUp("send a signal", errnoText(errno));
        ::sched_yield();  // the kernel's line is full
    }
}

std::optional<std::int32_t> SignalLine::receivePatiently(Patience patience, CallSite at) {
    const Step step = beginReceive(at, patience);
    if (hasGivenUp(step, wire::Operation::Read))
        return std::nullopt;
    const Instant deadline = deadlineOf(patience);
    signalfd_siginfo info{};
    const auto got = tryUntilDone(
        [&] { return ::read(m_fd.get(), &info, sizeof info); },
        [&] { return waitWithin(step, m_fd.get(), POLLIN, wire::Operation::Read, patience, deadline); });
    if (!got)
        return std::nullopt;
    HEDDLE_CHECK(*got == sizeof info);
    const std::uint64_t bits = info.ssi_ptr;
    const auto low = static_cast<std::uint32_t>(bits);
    m_lastNumber += ((low & kNumberMask) - m_lastNumber) & kNumberMask;
    received(step, {low >> kNumberBits, m_lastNumber});
    return static_cast<std::int32_t>(bits >> 32);
}

}  // namespace heddle::runtime
