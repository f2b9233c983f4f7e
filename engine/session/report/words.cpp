#include "engine/session/report/words.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace heddle::session {

std::string durationText(Duration duration) {
    struct Unit {
        double ns;
        const char* name;
    };
    constexpr std::array<Unit, 4> kUnits{{{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}, {1, "ns"}}};
    const auto ns = static_cast<double>(duration.count());
    for (const Unit& unit : kUnits) {
        const double value = ns / unit.ns;
        // 999.6 would be rounded to 1000: that is the next unit's 1.00
        if (value < 0.9995 && unit.ns > 1)
            continue;
        char text[48];
        const int digits = unit.ns == 1 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        std::snprintf(text, sizeof text, "%.*f %s", digits, value, unit.name);
        return text;
    }
    return "0 ns";
}

const char* nameOf(wire::Operation operation) {
    using enum wire::Operation;
    switch (operation) {
        case None:
            return "unknown";
        case Lock:
            return "lock";
        case LockShared:
            return "lock_shared";
        case Acquire:
            return "acquire";
        case Put:
            return "put";
        case Get:
            return "get";
        case WaitEvent:
            return "wait_event";
        case WaitCondition:
            return "wait_condition";
        case WaitBarrier:
            return "wait_barrier";
        case Join:
            return "join";
        case Sleep:
            return "sleep";
        case Read:
            return "read";
        case Write:
            return "write";
        case Accept:
            return "accept";
        case Connect:
            return "connect";
        case WaitFuture:
            return "wait_future";
    }
    return "unknown";
}

const char* nameOf(wire::ObjectKind kind) {
    using enum wire::ObjectKind;
    switch (kind) {
        case Mutex:
            return "mutex";
        case Semaphore:
            return "semaphore";
        case Queue:
            return "queue";
        case Event:
            return "event";
        case Variable:
            return "variable";
        case RecursiveMutex:
            return "recursive_mutex";
        case SharedMutex:
            return "shared_mutex";
        case Condition:
            return "condition";
        case Barrier:
            return "barrier";
        case Pipe:
            return "pipe";
        case Future:
            return "future";
        case File:
            return "file";
        case Socket:
            return "socket";
        case Signal:
            return "signal";
        case SharedMemory:
            return "shared memory";
        case MessageQueue:
            return "message queue";
        case Descriptor:
            return "descriptor";
    }
    return "unknown";
}

const char* nameOf(wire::TaskKind kind) {
    using enum wire::TaskKind;
    switch (kind) {
        case Process:
            return "process";
        case Thread:
            return "thread";
        case Fiber:
            return "fiber";
        case Unknown:
            break;
    }
    return "unknown";
}

const char* nameOf(wire::KernelSource source) {
    using enum wire::KernelSource;
    switch (source) {
        case None:
            return "none";
        case Tracepoints:
            return "tracepoints";
        case Switches:
            return "switches";
        case Sampling:
            return "sampling";
        case Gate:
            return "gate";
    }
    return "none";
}

std::string nameOfSignal(int signal) {
    if (const char* name = ::sigabbrev_np(signal))
        return std::string("SIG") + name;
    return std::string("SIG").append(std::to_string(signal));
}

std::string described(const model::Snapshot& snapshot, ObjectId id) {
    const model::ObjectInfo* object = snapshot.object(id);
    if (!object)
        return "an unknown object";
    std::string kind = nameOf(object->kind);
    for (char& c : kind) c = c == '_' ? ' ' : c;
    return kind + ' ' + snapshot.nameOf(id);
}

}  // namespace heddle::session
