#include "engine/runtime/carried_gate.h"

#include <exception>

#include "engine/runtime/carried_stack.h"
#include "engine/runtime/wait.h"
#include "engine/wire/kinship.h"
#include "engine/wire/permit.h"

namespace heddle::runtime {

using wire::OperationKind;
using wire::WaitOutcome;

constexpr auto kRelaxed = std::memory_order_relaxed;

namespace {

// More operations than that in the destructors of one stack are a loop.
constexpr unsigned kMostInUnwinding = 10'000;

// What destructors do. A task that stands in front of such a thing may stand in a destructor, out of which no
// exception may come.
constexpr bool endsSomething(OperationKind kind) {
    return kind == OperationKind::Unlock || kind == OperationKind::UnlockShared ||
           kind == OperationKind::Release || kind == OperationKind::Join || kind == OperationKind::Kill;
}

}  // namespace

struct CarriedGate::Carried {
    CarriedGate* gate;
    TaskRef ref;
    Body body;
    std::unique_ptr<CarriedStack> stack;  // from its first step to its end
    bool canUnwind = true;
};

CarriedGate::CarriedGate(const wire::Segment& segment) : m_segment(segment) {
    takeTerminateForFailure();
}

CarriedGate::~CarriedGate() = default;

void CarriedGate::begin(std::string_view name, const Body& program) {
    m_thread = &ThreadContext::current();
    end();
    m_segment.reset();
    m_segment.header().round.number.fetch_add(1, kRelaxed);
    const TaskRef first = m_thread->runtime().newTask();
    wire::setName(m_segment.nameOf(first), name);
    carry(first, program);
}

void CarriedGate::carry(TaskRef newborn, Body body) {
    HEDDLE_CHECK(newborn.value() == m_used + 1);
    if (m_used == m_carried.size())
        m_carried.push_back(std::make_unique<Carried>(Carried{this, newborn, {}, nullptr}));
    Carried& carried = *m_carried[m_used++];
    carried.body = std::move(body);
    carried.canUnwind = true;
    show(m_segment, {*m_thread, newborn, {}}, {.kind = OperationKind::Begin});
}

void CarriedGate::move(TaskRef task, WaitOutcome permit) {
    wire::ControlHeader& header = m_segment.header().control;
    wire::ControlRecord& record = m_segment.controlOf(task);
    const std::uint32_t at = header.scriptAt.load(kRelaxed);
    const auto kind = static_cast<OperationKind>(record.kind.load(kRelaxed));
    if (at < m_segment.limits().script)
        m_segment.script(at) = {
            .task = task.value(),
            .object = (wire::isAboutTask(kind) ? record.target : record.object).load(kRelaxed),
            .kind = kind,
            .timesOut = permit == WaitOutcome::TimedOut};
    header.scriptAt.store(at + 1, kRelaxed);
    header.moving.store(1, kRelaxed);
    wire::setMoving(m_segment, task, permit);
    m_permit = permit;
    Carried& carried = *m_carried[task.value() - 1];
    if (!carried.stack) {
        if (m_stacks.empty())
            m_stacks.push_back(std::make_unique<CarriedStack>());
        carried.stack = std::move(m_stacks.back());
        m_stacks.pop_back();
        carried.stack->prepare(&CarriedGate::live, &carried);
    }
    enter(carried);
    if (carried.stack->isEmpty())
        m_stacks.push_back(std::move(carried.stack));
    header.moving.store(0, kRelaxed);
}

void CarriedGate::enter(Carried& carried) {
    m_moving = &carried;
    m_thread->setRunning(carried.ref);
    carried.stack->enter();
    m_moving = nullptr;
}

void CarriedGate::live(void* argument) {
    auto& self = *static_cast<Carried*>(argument);
    try {
        runBody(self.body);
        self.body = {};  // what the body holds ends with the task
        endTask(*self.gate->m_thread, self.ref);
    } catch (const Unwinding&) {
        self.body = {};
    }
}

WaitOutcome CarriedGate::pass(const Step& step, const wire::NextOperation& next) {
    if (m_isUnwinding)
        return passInUnwinding(next.kind);
    if (next.kind == OperationKind::Begin)
        return m_permit;  // it has stood in front of that since it was made
    show(m_segment, step, next);
    m_moving->stack->leave();
    return m_isUnwinding ? passInUnwinding(next.kind) : m_permit;
}

void CarriedGate::leave(TaskRef task) {
    end(wire::doom(m_segment, task, 0));
    m_segment.controlOf(task).kind.store(static_cast<std::uint8_t>(OperationKind::None), kRelaxed);
}

void CarriedGate::obey(TaskRef, int, const std::vector<TaskRef>& dying) {
    end(dying);
    if (!m_isUnwinding && m_segment.task(m_moving->ref).ended.load(kRelaxed) != 0)
        stayBehind(*m_moving);
}

void CarriedGate::exitProcess(int code) {
    end(wire::doom(m_segment, wire::processOf(m_segment, m_moving->ref), wire::statusOfExit(code)));
    stayBehind(*m_moving);
}

void CarriedGate::end(const std::vector<TaskRef>& dying) const {
    for (const TaskRef task : dying) {
        m_segment.task(task).ended.store(1, kRelaxed);
        m_segment.controlOf(task).kind.store(static_cast<std::uint8_t>(OperationKind::None), kRelaxed);
    }
}

void CarriedGate::stayBehind(Carried& self) {
    if (!m_isUnwinding)
        self.stack->leave();
    if (self.canUnwind && std::uncaught_exceptions() == 0)
        throw Unwinding{};
    for (;;) self.stack->leave();
}

void CarriedGate::fail(wire::StepFailure failure, std::string_view text) {
    HEDDLE_CHECK(m_moving);
    Carried& self = *m_moving;
    self.canUnwind = failure != wire::StepFailure::Exception;  // that comes out of std::terminate()
    if (!m_isUnwinding) {
        note(m_segment, self.ref, failure, text);
        show(m_segment, {*m_thread, self.ref, {}}, {.kind = OperationKind::Exit});
        self.stack->leave();
    }
    if (!m_isUnwinding) {
        m_segment.controlOf(self.ref).isAbandoned.store(1, kRelaxed);
        endTask(*m_thread, self.ref);
    }
    stayBehind(self);
}

// ---- the end of a run ----

void CarriedGate::end() {
    m_isUnwinding = true;
    for (std::size_t i = 0; i < m_used; ++i) m_segment.task(m_carried[i]->ref).ended.store(1, kRelaxed);
    while (m_used > 0) unwind(*m_carried[--m_used]);
    m_isUnwinding = false;
}

void CarriedGate::unwind(Carried& carried) {
    if (carried.stack) {
        m_passedInUnwinding = 0;
        if (carried.canUnwind)
            enter(carried);
        carried.stack->forget();  // where something still stands on it
        m_stacks.push_back(std::move(carried.stack));
    }
    carried.body = {};
}

WaitOutcome CarriedGate::passInUnwinding(OperationKind kind) {
    const bool mustNotThrow = std::uncaught_exceptions() > 0 || endsSomething(kind);
    if (!mustNotThrow)
        throw Unwinding{};
    if (++m_passedInUnwinding > kMostInUnwinding)
        fail(wire::StepFailure::Exception, {});
    return WaitOutcome::Cancelled;
}

}  // namespace heddle::runtime
