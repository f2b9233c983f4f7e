#include "engine/runtime/thread.h"

#include <sys/mman.h>

#include <memory>

#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

struct Birth {
    TaskRef ref;
    TaskRef creator;
    std::string name;
    Body body;
};

void* live(void* argument) {
    std::unique_ptr<Birth> birth{static_cast<Birth*>(argument)};
    ThreadContext& thread = ThreadContext::bind(birth->ref, birth->creator, wire::TaskKind::Thread);
    ThreadContext::nameThread(birth->name);
    runBody(birth->body);
    birth.reset();  // what the body holds ends with the task
    thread.tellEnding(0);
    endTask(thread, thread.self());
    return nullptr;
}

// Of the usual size, with a guard at its end. None: there is no memory.
Mapping mapStack() {
    std::size_t bytes = 0, guard = 0;
    pthread_attr_t usual;
    ::pthread_attr_init(&usual);
    ::pthread_attr_getstacksize(&usual, &bytes);
    ::pthread_attr_getguardsize(&usual, &guard);
    ::pthread_attr_destroy(&usual);
    auto stack = Mapping::ownMemory(bytes + guard);
    if (!stack || ::mprotect(stack->data(), guard, PROT_NONE) != 0)
        return {};
    return std::move(stack).value();
}

int start(pthread_t& thread, const Mapping& stack, Birth* birth) {
    if (!stack)
        return ::pthread_create(&thread, nullptr, live, birth);
    pthread_attr_t how;
    ::pthread_attr_init(&how);
    ::pthread_attr_setstack(&how, stack.data(), stack.size());
    const int error = ::pthread_create(&thread, &how, live, birth);
    ::pthread_attr_destroy(&how);
    return error;
}

}  // namespace

Thread::Thread(std::string name, Body body, TaskOptions options, CallSite at) : m_isDaemon(options.isDaemon) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Spawn});
    announce(step, wire::TaskKind::Thread, name, options);
    if (isCarried(step, body))
        return;
    auto birth = std::make_unique<Birth>(Birth{m_ref, step.task, std::move(name), std::move(body)});
    // The library would make the stack and the thread in one go, and nobody could tell when the stack is
    // there. A daemon has the library's: who could say when a stack of ours is not used any more?
    if (step.thread.tellsCreation() && !m_isDaemon)
        m_stack = mapStack();
    if (m_stack)
        step.thread.stepDone(m_ref, wire::CreationStep::Resources);
    if (const int error = start(m_thread, m_stack, birth.get()))
        giveUp("start a thread", whyNoTask(error));
    static_cast<void>(birth.release());  // the thread's own now
    if (Gate* gate = step.thread.gate())
        gate->awaitBirth(m_ref);
}

Thread::~Thread() {
    if (!isJoinable())
        return;
    if (!m_isDaemon)
        join(CallSite{});
    else if (m_thread != pthread_t{})
        ::pthread_detach(m_thread);
}

void Thread::join(CallSite at) {
    joinTask(m_ref, at);
    release();
}

bool Thread::joinFor(Duration limit, CallSite at) {
    if (!joinTaskFor(m_ref, limit, at))
        return false;
    release();
    return true;
}

// It has ended, as far as anybody can tell.
void Thread::release() {
    const TaskRef ended = std::exchange(m_ref, TaskRef{});
    if (m_thread == pthread_t{})
        return;  // it was carried
    if (isAbandoned(ended))
        ::pthread_detach(m_thread);  // its stack stays as it is: others may use what lies there
    else
        ::pthread_join(m_thread, nullptr);  // only its last instructions are missing
    // Whoever is abandoned has a stack of the library's: that is in a controlled run, which tells no steps.
    m_stack.reset();
}

}  // namespace heddle::runtime
