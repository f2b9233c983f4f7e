#include "engine/runtime/thread.h"

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

}  // namespace

Thread::Thread(std::string name, Body body, TaskOptions options, CallSite at) : m_isDaemon(options.isDaemon) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Spawn});
    announce(step, wire::TaskKind::Thread, name, options);
    if (isCarried(step, body))
        return;
    auto birth = std::make_unique<Birth>(Birth{m_ref, step.task, std::move(name), std::move(body)});
    if (const int error = ::pthread_create(&m_thread, nullptr, live, birth.get()))
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
}

}  // namespace heddle::runtime
