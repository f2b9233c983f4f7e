#include "tests/engine/control/machine.h"

#include "engine/base/check.h"

namespace heddle::control::testing {
namespace {

using K = OperationKind;

}  // namespace

void Machine::restart() {
    m_tasks.clear();
    m_views.clear();
    m_objects.resize(m_program->objects.size());
    for (std::size_t i = 0; i < m_objects.size(); ++i) {
        const ObjectSpec& spec = m_program->objects[i];
        m_objects[i] = {};
        if (spec.type != ObjectType::Barrier && spec.type != ObjectType::Queue)
            m_objects[i].value = spec.initial;
    }
    m_standing = Outcome::GoesOn;
    const std::size_t first = m_program->initialTasks ? m_program->initialTasks : m_program->bodies.size();
    for (std::size_t i = 0; i < first; ++i) createTask(i);
    refresh();
}

void Machine::createTask(std::size_t body) {
    m_tasks.push_back({});
    m_tasks.back().body = static_cast<std::uint16_t>(body);
    m_views.emplace_back();
    HEDDLE_CHECK(runLocally(m_tasks.size() - 1));
}

bool Machine::runLocally(std::size_t task) {
    TaskState& t = m_tasks[task];
    const auto& body = m_program->bodies[t.body];
    for (; t.pc < body.size(); ++t.pc) {
        const Instruction& i = body[t.pc];
        switch (i.code) {
            case Code::Operate:
                m_views[task].next = i.operation;
                if (i.operation.kind == K::Join && i.operation.target == TaskNumber::None)
                    m_views[task].next.target = taskAt(static_cast<std::size_t>(t.regs[i.reg]));
                return true;
            case Code::Let:
                t.regs[i.reg] = i.value;
                break;
            case Code::Add:
                t.regs[i.reg] += i.value;
                break;
            case Code::AddReg:
                t.regs[i.reg] += t.regs[static_cast<std::size_t>(i.value)];
                break;
            case Code::Jump:
                t.pc = static_cast<std::uint32_t>(i.value - 1);
                break;
            case Code::JumpIf:
                if (compares(t.regs[i.reg], i.compare, i.operand))
                    t.pc = static_cast<std::uint32_t>(i.value - 1);
                break;
            case Code::Assert:
                if (!compares(t.regs[i.reg], i.compare, i.operand)) {
                    m_assertionFailed = true;
                    return misuse("an assertion does not hold");
                }
                break;
        }
    }
    m_views[task].next = {};
    m_views[task].next.kind = m_program->mainEndsAll && task == 0 ? K::ExitProcess : K::Exit;
    return true;
}

Outcome Machine::step(Choice choice) {
    const std::size_t self = indexOf(choice.task);
    HEDDLE_CHECK(choice.timesOut ? m_views[self].mayTimeOut : m_views[self].mayGo);
    m_message = "";
    m_assertionFailed = false;
    const K kind = m_views[self].next.kind;
    bool isFine = true;
    if (kind == K::Exit || kind == K::ExitProcess) {
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            if (i == self || kind == K::ExitProcess) {
                m_tasks[i].ended = true;
                m_views[i].next = {};
            }
        }
    } else {
        const Instruction& instruction = m_program->bodies[m_tasks[self].body][m_tasks[self].pc];
        isFine = operate(self, instruction, choice.timesOut);
        if (isFine) {
            ++m_tasks[self].pc;
            isFine = runLocally(self);
        }
        if (!isFine) {
            m_tasks[self].failed = true;
            m_tasks[self].pc = static_cast<std::uint32_t>(m_program->bodies[m_tasks[self].body].size());
            runLocally(self);
        }
    }
    refresh();
    if (!isFine)
        return m_assertionFailed ? Outcome::AssertionFailed : Outcome::Exception;
    return m_standing;
}

bool Machine::misuse(const char* message) {
    m_message = message;
    return false;
}

bool Machine::isRecursive(ObjectNumber mutex) const {
    return m_program->objects[static_cast<std::size_t>(mutex)].type == ObjectType::RecursiveMutex;
}

std::int32_t Machine::capacityOf(ObjectNumber object) const {
    return m_program->objects[static_cast<std::size_t>(object)].initial;
}

void Machine::lookAt(std::size_t task, const Operation& operation) {
    if (operation.kind == K::Read || operation.kind == K::TryLock)
        m_tasks[task].lookedAt |= std::uint64_t{1} << static_cast<std::uint32_t>(operation.object);
}

void Machine::change(std::size_t task, ObjectNumber object) {
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        if (i != task && (m_tasks[i].lookedAt >> static_cast<std::uint32_t>(object) & 1) != 0)
            m_tasks[i].sawChange = true;
    }
}

bool Machine::operate(std::size_t task, const Instruction& instruction, bool timesOut) {
    TaskState& t = m_tasks[task];
    const Operation& o = m_views[task].next;
    std::int32_t& reg = t.regs[instruction.reg];
    const auto self = static_cast<std::int32_t>(task);
    const auto units = static_cast<std::int32_t>(o.units);
    lookAt(task, o);
    ObjectState none;
    ObjectState& x = o.object == ObjectNumber::None ? none : at(o.object);
    const auto dequeue = [&x] {
        const std::int32_t first = x.line[0];
        for (std::uint32_t i = 1; i < x.length; ++i) x.line[i - 1] = x.line[i];
        x.line[--x.length] = 0;
        return first;
    };
    const auto unlock = [&](ObjectState& mutex, ObjectNumber object) {
        if (mutex.owner != self)
            return misuse("unlocks what it does not hold");
        if (--mutex.value == 0)
            mutex.owner = -1;
        change(task, object);
        return true;
    };
    if (o.timed)
        reg = timesOut ? 0 : 1;
    if (timesOut) {
        if (o.kind == K::Wake) {  // out of the line, wherever it stands
            std::uint32_t kept = 0;
            for (std::uint32_t i = 0; i < x.length; ++i) {
                if (x.line[i] != self)
                    x.line[kept++] = x.line[i];
            }
            for (std::uint32_t i = kept; i < x.length; ++i) x.line[i] = 0;
            x.length = kept;
            t.notified = false;
        }
        return true;
    }
    switch (o.kind) {
        case K::Spawn:
            reg = static_cast<std::int32_t>(m_tasks.size());
            createTask(static_cast<std::size_t>(instruction.value));  // invalidates t, o, reg
            return true;
        case K::TryLock:
            reg = x.owner == -1 ? (x.value == 0 ? 1 : 0) : (isRecursive(o.object) && x.owner == self ? 1 : 0);
            if (reg == 0)
                return true;
            [[fallthrough]];
        case K::Lock:
            x.owner = self;
            ++x.value;
            change(task, o.object);
            return true;
        case K::Unlock:
            return unlock(x, o.object);
        case K::TryLockShared:
            reg = x.owner < 0 ? 1 : 0;
            x.value += reg;
            return true;
        case K::LockShared:
            ++x.value;
            return true;
        case K::UnlockShared:
            --x.value;
            return true;
        case K::TryAcquire:
            reg = x.value >= units ? 1 : 0;
            if (reg == 0)
                return true;
            [[fallthrough]];
        case K::Acquire:
            x.value -= units;
            return true;
        case K::Release:
            x.value += units;
            return true;
        case K::Set:
            x.value = 1;
            return true;
        case K::Clear:
            x.value = 0;
            return true;
        case K::WaitCondition:
            HEDDLE_CHECK(x.length < kLine);
            x.line[x.length++] = self;
            return unlock(at(o.also), o.also);
        case K::Wake:
            t.notified = false;
            return true;
        case K::Notify:
            if (x.length > 0)
                m_tasks[static_cast<std::size_t>(dequeue())].notified = true;
            return true;
        case K::NotifyAll:
            while (x.length > 0) m_tasks[static_cast<std::size_t>(dequeue())].notified = true;
            return true;
        case K::ArriveAtBarrier:
            t.arrival = x.round;
            if (++x.value == capacityOf(o.object)) {
                x.value = 0;
                ++x.round;
            }
            return true;
        case K::TryPut:
            reg = static_cast<std::int32_t>(x.length) < capacityOf(o.object) ? 1 : 0;
            if (reg == 0)
                return true;
            [[fallthrough]];
        case K::Put:
            x.line[x.length++] = instruction.value;
            return true;
        case K::TryGet:
            if (x.length == 0) {
                reg = -1;
                return true;
            }
            [[fallthrough]];
        case K::Get:
            reg = dequeue();
            return true;
        case K::Read:
            reg = x.value;
            return true;
        case K::Write:
            x.value = reg;
            change(task, o.object);
            return true;
        case K::Update:
            reg = x.value;
            x.value += instruction.value;
            change(task, o.object);
            return true;
        case K::Spin:
            t.lookedAt = 0;
            t.sawChange = false;
            return true;
        default:
            return true;
    }
}

bool Machine::mayGo(std::size_t task, TaskNumber& blockedBy) const {
    const TaskState& t = m_tasks[task];
    const Operation& o = m_views[task].next;
    const auto self = static_cast<std::int32_t>(task);
    switch (o.kind) {
        case K::None:
            return false;
        case K::Join:
            blockedBy = o.target;
            return m_tasks[indexOf(o.target)].ended;
        case K::Lock: {
            const ObjectState& x = at(o.object);
            if (x.owner >= 0)
                blockedBy = taskAt(static_cast<std::size_t>(x.owner));
            return x.owner >= 0 ? isRecursive(o.object) && x.owner == self : x.value == 0;
        }
        case K::LockShared:
            return at(o.object).owner < 0;
        case K::Acquire:
            return at(o.object).value >= o.units;
        case K::WaitEvent:
            return at(o.object).value != 0;
        case K::Wake:
            return t.notified;
        case K::PassBarrier:
            return at(o.object).round != t.arrival;
        case K::Put:
            return static_cast<std::int32_t>(at(o.object).length) < capacityOf(o.object);
        case K::Get:
            return at(o.object).length > 0;
        case K::Spin:
            return t.sawChange;
        default:
            return true;
    }
}

void Machine::refresh() {
    bool anybodyMayGo = false, anybodyIsAlive = false;
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        TaskView& view = m_views[i];
        view.blockedBy = TaskNumber::None;
        view.mayGo = mayGo(i, view.blockedBy);
        if (view.mayGo)
            view.blockedBy = TaskNumber::None;
        view.mayTimeOut = view.next.timed;
        anybodyMayGo |= view.isEnabled();
        anybodyIsAlive |= view.isAlive();
    }
    m_standing = !anybodyIsAlive ? Outcome::AllEnded : anybodyMayGo ? Outcome::GoesOn : Outcome::Deadlock;
}

std::uint64_t Machine::fingerprint() const {
    std::uint64_t hash = 1469598103934665603u;
    const auto mix = [&hash](std::int64_t value) {
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 1099511628211u;
    };
    for (const TaskState& t : m_tasks) {
        mix(t.pc | (t.ended ? 1 << 20 : 0) | (t.failed ? 1 << 21 : 0));
        for (const std::int32_t r : t.regs) mix(r);
    }
    for (const ObjectState& o : m_objects) {
        mix(o.value);
        mix(o.owner);
        for (std::uint32_t i = 0; i < o.length; ++i) mix(o.line[i]);
    }
    return hash;
}

}  // namespace heddle::control::testing
