#include "engine/model/object_info.h"

namespace heddle::model {

const char* kindName(wire::ObjectKind kind) {
    switch (kind) {
        case wire::ObjectKind::Mutex:
            return "mutex";
        case wire::ObjectKind::Semaphore:
            return "semaphore";
        case wire::ObjectKind::Queue:
            return "queue";
        case wire::ObjectKind::Event:
            return "event";
        case wire::ObjectKind::Variable:
            return "variable";
        case wire::ObjectKind::RecursiveMutex:
            return "recursive mutex";
        case wire::ObjectKind::SharedMutex:
            return "shared mutex";
        case wire::ObjectKind::Condition:
            return "condition";
        case wire::ObjectKind::Barrier:
            return "barrier";
        case wire::ObjectKind::Pipe:
            return "pipe";
        case wire::ObjectKind::Future:
            return "future";
        case wire::ObjectKind::File:
            return "file";
        case wire::ObjectKind::Socket:
            return "socket";
        case wire::ObjectKind::Signal:
            return "signal";
        case wire::ObjectKind::SharedMemory:
            return "shared memory";
        case wire::ObjectKind::MessageQueue:
            return "message queue";
        case wire::ObjectKind::Descriptor:
            return "descriptor";
    }
    return "object";
}

}  // namespace heddle::model
