#include "engine/control/search/dependence.h"

namespace heddle::control {
namespace {

using K = OperationKind;
using wire::changesNothing;

bool isShared(K kind) {
    return kind == K::LockShared || kind == K::TryLockShared || kind == K::UnlockShared;
}

// On the same object; a condition's mutex is dealt with by the caller.
bool dependOnSameObject(K a, K b) {
    if (isShared(a) && isShared(b))
        return false;
    switch (a) {
        case K::Release:
        case K::Set:
        case K::Clear:
        case K::WaitEvent:
        case K::PassBarrier:
        case K::Read:
            return a != b;
        case K::Wake:
            return b != K::Wake && b != K::WaitCondition;
        case K::WaitCondition:
            return b != K::Wake;
        default:
            return true;
    }
}

// Who gives up at a barrier breaks it for the others there.
bool mayBreak(const Operation& first, const Operation& second) {
    return first.kind == K::PassBarrier && first.timed && second.kind == K::PassBarrier &&
           first.object == second.object;
}

// As an operation on its mutex, WaitCondition is an Unlock.
bool meetAtTheMutex(const Operation& wait, const Operation& other) {
    return wait.kind == K::WaitCondition && wait.also != ObjectNumber::None && wait.also == other.object;
}

bool isJoinOf(const Operation& join, const TaskOperation& other) {
    return join.kind == K::Join && join.target == other.task && other.operation.kind == K::Exit;
}

bool givesBack(const Operation& o, ObjectNumber mutex) {
    return ((o.kind == K::Unlock || o.kind == K::UnlockShared) && o.object == mutex) ||
           (o.kind == K::WaitCondition && o.also == mutex);
}

// `first` only ends what keeps `second` waiting.
bool onlyLetsGo(const TaskOperation& first, const TaskOperation& second) {
    const Operation& waiter = second.operation;
    if (waiter.timed)
        return false;
    if (isJoinOf(waiter, first))
        return true;
    return (waiter.kind == K::Lock || waiter.kind == K::LockShared) &&
           givesBack(first.operation, waiter.object);
}

}  // namespace

bool areDependent(const TaskOperation& left, const TaskOperation& right) {
    const Operation &a = left.operation, &b = right.operation;
    if (wire::decidesOverOthers(a.kind) || wire::decidesOverOthers(b.kind))
        return true;
    if (a.object != ObjectNumber::None && a.object == b.object &&
        (dependOnSameObject(a.kind, b.kind) || a.isInherited || b.isInherited))
        return true;
    if (mayBreak(a, b) || mayBreak(b, a))
        return true;
    if (a.kind == K::Spin || b.kind == K::Spin)
        return a.kind == K::Spin ? !changesNothing(b.kind) : !changesNothing(a.kind);
    if (a.kind == K::Spawn && b.kind == K::Spawn)
        return true;
    if (a.kind == K::WaitCondition || b.kind == K::WaitCondition)
        return meetAtTheMutex(a, b) || meetAtTheMutex(b, a) ||
               (a.kind == b.kind && a.also != ObjectNumber::None && a.also == b.also);
    return isJoinOf(a, right) || isJoinOf(b, left);
}

bool mayRace(const TaskOperation& a, const TaskOperation& b) {
    return areDependent(a, b) && !onlyLetsGo(a, b) && !onlyLetsGo(b, a);
}

}  // namespace heddle::control
