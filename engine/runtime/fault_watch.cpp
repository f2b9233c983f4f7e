#include "engine/runtime/fault_watch.h"

#include <link.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include <algorithm>
#include <array>
#include <cstddef>
#include <exception>
#include <memory>

#include "engine/runtime/gate.h"
#include "engine/runtime/thread_context.h"
#include "engine/wire/program_mark.h"

namespace heddle::runtime {
namespace {

using wire::FaultCause;

std::terminate_handler g_terminateBefore = nullptr;

#if defined(__x86_64__)
bool isPrivileged(const ucontext_t& at) {
    // hlt, cli, sti, in, out, and what begins with 0f 00 or 0f 01 (lgdt...), 0f 20 to 23 (control registers)
    const auto* code = reinterpret_cast<const unsigned char*>(at.uc_mcontext.gregs[REG_RIP]);
    constexpr std::array<unsigned char, 11> kOneByte{0xf4, 0xfa, 0xfb, 0xe4, 0xe5, 0xe6,
                                                     0xe7, 0xec, 0xed, 0xee, 0xef};
    if (code[0] == 0x0f)
        return code[1] <= 0x01 || (code[1] >= 0x20 && code[1] <= 0x23);
    return std::find(kOneByte.begin(), kOneByte.end(), code[0]) != kOneByte.end();
}
bool isWrite(const ucontext_t& at) {
    constexpr greg_t kWrite = 2;  // of a page fault's error code
    return (at.uc_mcontext.gregs[REG_ERR] & kWrite) != 0;
}
std::uintptr_t nextOnStack(const ucontext_t& at) {
    return static_cast<std::uintptr_t>(at.uc_mcontext.gregs[REG_RSP]) - sizeof(void*);
}
std::uintptr_t instructionOf(const ucontext_t& at) {
    return static_cast<std::uintptr_t>(at.uc_mcontext.gregs[REG_RIP]);
}
#else
bool isPrivileged(const ucontext_t&) {
    return false;
}
bool isWrite(const ucontext_t&) {
    return false;
}
std::uintptr_t nextOnStack(const ucontext_t& at) {
    return static_cast<std::uintptr_t>(at.uc_mcontext.sp) - sizeof(void*);
}
std::uintptr_t instructionOf(const ucontext_t& at) {
    return static_cast<std::uintptr_t>(at.uc_mcontext.pc);
}
#endif

// No program goes on with a stack on which nothing more can be put. The kernel looks: it reads the set of
// signals before it finds that there is no such way to change the mask.
bool isStackFull(const ucontext_t& at) {
    constexpr int kNoSuchWay = -1;
    constexpr std::size_t kSetBytes = 8;
    return ::syscall(SYS_rt_sigprocmask, kNoSuchWay, nextOnStack(at), nullptr, kSetBytes) != 0 &&
           errno == EFAULT;
}

FaultCause causeOf(const siginfo_t& info, const ucontext_t& at) {
    switch (info.si_signo) {
        case SIGFPE:
            return info.si_code == FPE_INTDIV ? FaultCause::DivisionByZero : FaultCause::Arithmetic;
        case SIGSEGV:
            if (isStackFull(at))
                return FaultCause::StackOverflow;
            if (info.si_code == SEGV_MAPERR)
                return FaultCause::NoSuchMemory;
            if (info.si_code == SEGV_ACCERR)
                return isWrite(at) ? FaultCause::ProtectedWrite : FaultCause::ProtectedRead;
            return info.si_code == SI_KERNEL && isPrivileged(at) ? FaultCause::PrivilegedInstruction
                                                                 : FaultCause::Unknown;
        case SIGILL:
            return info.si_code == ILL_PRVOPC ? FaultCause::PrivilegedInstruction
                                              : FaultCause::IllegalInstruction;
        case SIGBUS:
            return info.si_code == BUS_ADRERR ? FaultCause::BeyondFile : FaultCause::Unknown;
        default:
            return FaultCause::Unknown;
    }
}

// The program that the process runs: where it lies in memory, and its file.
struct Program {
    std::uintptr_t begin = 0, end = 0;
    std::uintptr_t shift = 0;  // from addresses as it was linked to those in memory
    std::array<char, 1024> path{};
    std::size_t pathLength = 0;
    std::uint32_t mark = 0;
};
Program g_program;

int noteProgram(dl_phdr_info* info, std::size_t, void*) {
    g_program.shift = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& part = info->dlpi_phdr[i];
        if (part.p_type != PT_LOAD || (part.p_flags & PF_X) == 0)
            continue;
        g_program.begin = info->dlpi_addr + part.p_vaddr;
        g_program.end = g_program.begin + part.p_memsz;
    }
    return 1;  // the first one is the program, the others its libraries
}

void lookAtProgram() {
    const ssize_t length = ::readlink("/proc/self/exe", g_program.path.data(), g_program.path.size());
    g_program.pathLength = length > 0 ? static_cast<std::size_t>(length) : 0;
    struct stat file {};
    if (::stat("/proc/self/exe", &file) == 0)
        g_program.mark = wire::markOf(file);
    ::dl_iterate_phdr(noteProgram, nullptr);
}

// Nothing where the fault came in a library: the program's line would be a guess.
void tellInstruction(ThreadContext& thread, const ucontext_t& at) {
    const std::uintptr_t instruction = instructionOf(at);
    if (instruction < g_program.begin || instruction >= g_program.end)
        return;
    thread.writer().writeFaultProgram(thread.running(), {g_program.path.data(), g_program.pathLength});
    thread.write({.value = instruction - g_program.shift,
                  .object = g_program.mark,
                  .kind = wire::EventKind::FaultInstruction});
}

// The handler is gone by now (SA_RESETHAND): what the processor refused is tried again on return.
void tell(int signal, siginfo_t* info, void* context) {
    if (info->si_code <= 0) {  // somebody sent it: it does not come again by itself
        ::raise(signal);
        return;
    }
    const auto& at = *static_cast<const ucontext_t*>(context);
    if (ThreadContext* thread = ThreadContext::ifBound()) {
        if (thread->writer().isAttached())
            tellInstruction(*thread, at);
        thread->write({.value = reinterpret_cast<std::uintptr_t>(info->si_addr),
                       .object = static_cast<std::uint32_t>(causeOf(*info, at)),
                       .kind = wire::EventKind::TaskFaulted,
                       .detail = static_cast<std::uint16_t>(signal)});
    }
}

// The handlers' stack of one thread. Thread rule: made and destroyed by its thread.
class FaultStack {
public:
    ~FaultStack() {
        stack_t present{};
        if (!m_memory || ::sigaltstack(nullptr, &present) != 0 || present.ss_sp != m_memory.get())
            return;
        const stack_t none{.ss_sp = nullptr, .ss_flags = SS_DISABLE, .ss_size = 0};
        ::sigaltstack(&none, nullptr);
    }
    void offer() {
        constexpr std::size_t kForHandler = 8 * 1024;
        stack_t present{};
        if (::sigaltstack(nullptr, &present) != 0 || (present.ss_flags & SS_DISABLE) == 0)
            return;
        const std::size_t bytes = static_cast<std::size_t>(::sysconf(_SC_MINSIGSTKSZ)) + kForHandler;
        m_memory = std::make_unique_for_overwrite<std::byte[]>(bytes);
        const stack_t ours{.ss_sp = m_memory.get(), .ss_flags = 0, .ss_size = bytes};
        ::sigaltstack(&ours, nullptr);
    }

private:
    std::unique_ptr<std::byte[]> m_memory;  // none: the thread had another one
};

[[noreturn]] void tellException() {
    if (ThreadContext* thread = ThreadContext::ifBound())
        thread->tellEnding(0, Gate::textOf(std::current_exception()), SIGABRT);
    g_terminateBefore();
    std::abort();
}

}  // namespace

void watchFaults() {
    lookAtProgram();
    for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE}) {
        struct sigaction present {};
        if (::sigaction(signal, nullptr, &present) != 0 || present.sa_handler != SIG_DFL)
            continue;
        struct sigaction ours {};
        ours.sa_sigaction = tell;
        ours.sa_flags = SA_SIGINFO | SA_ONSTACK | static_cast<int>(SA_RESETHAND) | SA_NODEFER;
        sigemptyset(&ours.sa_mask);
        ::sigaction(signal, &ours, nullptr);
    }
}

void watchFullStack() {
    static thread_local FaultStack stack;
    stack.offer();
}

void watchExceptions() {
    g_terminateBefore = std::set_terminate(tellException);
}

}  // namespace heddle::runtime
