#include "engine/host/host.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "engine/host/descendants.h"
#include "engine/runtime/residence.h"

namespace heddle::host {
namespace {

constexpr auto kGrace = std::chrono::milliseconds{300};  // between SIGTERM and SIGKILL
constexpr auto kLookInterval = std::chrono::milliseconds{250};

}  // namespace

Host::Host(FileDescriptor channel) : m_channel(std::move(channel)) {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    // Not PR_SET_PDEATHSIG: that would follow the observer's thread that started the host, not its process.
    m_observer = FileDescriptor{static_cast<int>(::syscall(SYS_pidfd_open, ::getppid(), 0))};
    sigset_t watched;
    sigemptyset(&watched);
    for (const int signal : {SIGCHLD, SIGTERM}) sigaddset(&watched, signal);
    ::sigprocmask(SIG_BLOCK, &watched, nullptr);
    m_signals = FileDescriptor{::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK)};
    // A terminal's signals are for the program that runs and for the observer, in whose process group all
    // stay.
    for (const int signal : {SIGINT, SIGQUIT, SIGHUP}) ::signal(signal, SIG_IGN);
}

int Host::run() {
    while (!(m_ended || m_first.isNone()) || !m_observerGone) {
        pollfd sources[] = {{m_observerGone ? -1 : m_channel.get(), POLLIN, 0},
                            {m_signals.get(), POLLIN, 0},
                            {m_execStatus.isOpen() ? m_execStatus.get() : -1, POLLIN, 0},
                            {m_observerGone ? -1 : m_observer.get(), POLLIN, 0}};
        int patience = -1;
        if (const auto until = m_killAt ? m_killAt : m_lookAt; until && !m_ended)
            patience = std::max(
                0, static_cast<int>((*until - MonotonicClock::now()) / std::chrono::milliseconds{1}));
        ::poll(sources, std::size(sources), patience);
        if (sources[2].revents)
            hearExecStatus();
        if (sources[0].revents)
            hearObserver();
        if (sources[3].revents && !m_observerGone) {
            m_observerGone = true;
            beginStop();
        }
        if (sources[1].revents)
            hearSignals();
        if (m_killAt && !m_ended && MonotonicClock::now() >= *m_killAt)
            killAll();
        if (m_lookAt && !m_killAt && !m_ended && MonotonicClock::now() >= *m_lookAt)
            endWhoStaysStopped();
    }
    return 0;
}

void Host::hearObserver() {
    Request request;
    std::vector<FileDescriptor> descriptors;
    const long bytes = receiveMessage(m_channel.get(), &request, sizeof request, descriptors, false);
    if (bytes < 0)
        return;
    if (bytes != sizeof request) {
        m_observerGone = true;
        beginStop();
        return;
    }
    switch (request.kind) {
        case RequestKind::Prepare:
            prepare(request, std::move(descriptors));
            break;
        case RequestKind::Go:
            letGo();
            break;
        case RequestKind::Stop:
            beginStop();
            break;
        case RequestKind::Kill:
            killGroup();
            break;
        case RequestKind::Suspend:
            m_suspended.insert(Pid{request.pid});
            signalProcess(Pid{request.pid}, SIGSTOP);
            // What is suspended leaves memory as far as this user may have that; it stays stopped in any
            // case.
            if (const auto out = runtime::pageOut(request.pid);
                !out && out.error().fault == Fault::NotPermitted)
                tell({.kind = ReplyKind::KeptInMemory, .pid = request.pid});
            break;
        case RequestKind::Resume:
            m_suspended.erase(Pid{request.pid});
            signalProcess(Pid{request.pid}, SIGCONT);
            break;
    }
}

void Host::prepare(const Request& request, std::vector<FileDescriptor> descriptors) {
    HEDDLE_CHECK((m_first.isNone() || m_ended) && descriptors.size() >= 2);
    m_first = {};
    m_ended = false;
    m_killAt.reset();
    m_lookAt.reset();
    m_stayed.clear();
    m_suspended.clear();
    std::string block(request.textBytes, '\0');
    const ssize_t count = ::pread(descriptors[0].get(), block.data(), block.size(), 0);
    std::vector<std::string> texts = splitTexts(block);
    HEDDLE_CHECK(count == static_cast<ssize_t>(block.size()) && !texts.empty());
    Order order;
    order.isScenario = request.isScenario != 0;
    order.ownGroup = m_ownGroup = request.ownGroup != 0;
    order.workingDirectory = texts.front();
    order.words.assign(texts.begin() + 1, texts.end());
    order.output = std::move(descriptors[1]);
    if (descriptors.size() > 2)
        order.segment = std::move(descriptors[2]);

    auto held = launch(std::move(order));
    if (!held)
        return tell(refusal(held.error()));
    m_first = held->pid;
    m_gate = std::move(held->gate);
    m_execStatus = std::move(held->execStatus);
    m_limit = std::make_unique<TaskLimit>(request.taskLimit);
    const bool isLimited = m_limit->add(m_first);
    tell({.kind = ReplyKind::Prepared, .pid = m_first.value(), .status = isLimited});
}

void Host::letGo() {
    if (m_gate)
        static_cast<void>(!::write(m_gate.get(), "g", 1));
    m_gate.reset();
}

void Host::signalProcess(Pid pid, int signal) {
    // A number that was given to another process meanwhile is none of ours.
    const std::vector<Pid> ours = descendantsOf(Pid{::getpid()});
    if (std::find(ours.begin(), ours.end(), pid) != ours.end())
        ::kill(pid.value(), signal);
}

void Host::hearSignals() {
    signalfd_siginfo info{};
    bool mustStop = false;
    while (::read(m_signals.get(), &info, sizeof info) == sizeof info)
        mustStop = mustStop || info.ssi_signo != SIGCHLD;
    if (mustStop)
        beginStop();
    reapChildren();
}

void Host::reapChildren() {
    for (;;) {
        int status = 0;
        const pid_t pid = ::waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED);
        if (pid == 0)
            return;
        if (pid < 0) {
            if (errno == ECHILD && !m_first.isNone() && !m_ended) {
                m_ended = true;
                hearExecStatus();
                tell({.kind = ReplyKind::AllEnded});
            }
            return;
        }
        if (Pid{pid} == m_first && (WIFEXITED(status) || WIFSIGNALED(status))) {
            hearExecStatus();  // before its end, which it explains
            // In a group of its own runs what is stepped or searched: what becomes of a standstill its
            // observer decides.
            if (!m_ownGroup)
                m_lookAt = MonotonicClock::now() + kLookInterval;
        }
        tell({.kind = WIFSTOPPED(status)     ? ReplyKind::Stopped
                      : WIFCONTINUED(status) ? ReplyKind::Continued
                                             : ReplyKind::Reaped,
              .pid = pid,
              .status = status});
    }
}

void Host::hearExecStatus() {
    if (!m_execStatus)
        return;
    int error = 0;
    if (::read(m_execStatus.get(), &error, sizeof error) == sizeof error)
        tell({.kind = ReplyKind::ExecFailed, .pid = m_first.value(), .status = error});
    m_execStatus.reset();
}

void Host::beginStop() {
    if (m_killAt || m_ended)
        return;
    m_killAt = MonotonicClock::now() + kGrace;
    for (const Pid pid : descendantsOf(Pid{::getpid()})) {
        ::kill(pid.value(), SIGTERM);
        ::kill(pid.value(), SIGCONT);  // who is stopped could not hear it
    }
}

// Only who was left at two looks in a row: after a stop of all by the terminal the host may be the first who
// goes on.
void Host::endWhoStaysStopped() {
    m_lookAt = MonotonicClock::now() + kLookInterval;
    std::vector<Pid> left = descendantsOf(Pid{::getpid()});
    const bool areStopped = std::all_of(left.begin(), left.end(), isStopped);
    const bool mayGoOn =
        std::any_of(left.begin(), left.end(), [this](Pid pid) { return m_suspended.count(pid) != 0; });
    if (left.empty() || !areStopped || mayGoOn)
        left.clear();
    if (!left.empty() && left == m_stayed)
        return beginStop();
    m_stayed = std::move(left);
}

void Host::killGroup() {
    if (m_first.isNone() || m_ended)
        return;
    if (m_ownGroup) {
        // In one go, so that nobody can go on making children. Whoever loses its parent by that is ours to
        // reap.
        ::kill(-m_first.value(), SIGKILL);
        int status = 0;
        for (pid_t pid = 0; (pid = ::waitpid(-m_first.value(), &status, 0)) > 0;)
            tell({.kind = ReplyKind::Reaped, .pid = pid, .status = status});
    }
    reapChildren();
    if (!m_ended)
        killAll();  // who has left the group
}

// Stops all before it kills any, so that nobody can go on making children; again and again until nobody is
// left.
void Host::killAll() {
    const Pid self{::getpid()};
    for (std::size_t known = 0;;) {
        const std::vector<Pid> all = descendantsOf(self);
        for (const Pid pid : all) ::kill(pid.value(), SIGSTOP);
        if (all.size() <= known)
            break;
        known = all.size();
    }
    for (const Pid pid : descendantsOf(self)) ::kill(pid.value(), SIGKILL);
    reapChildren();
    m_killAt = MonotonicClock::now() + std::chrono::milliseconds{10};
}

void Host::tell(const Reply& reply) {
    Reply stamped = reply;
    stamped.timeNs = toNs(MonotonicClock::now());
    if (!m_observerGone)
        sendMessage(m_channel.get(), &stamped, sizeof stamped);
}

}  // namespace heddle::host
