#include "tests/engine/control/carried/on_runtime.h"

#include <memory>

#include "engine/base/check.h"
#include "engine/runtime/event.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/process.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"

namespace heddle::control::testing {
namespace {

using K = OperationKind;
using namespace runtime;

// One object, of whatever type.
struct Thing {
    std::unique_ptr<Mutex> mutex;
    std::unique_ptr<Semaphore> semaphore;
    std::unique_ptr<Event> flag;
    std::unique_ptr<Queue<std::int32_t>> queue;
    std::unique_ptr<SharedVariable> variable;
};

struct Child {
    std::unique_ptr<Thread> thread;
    std::unique_ptr<Process> process;
    std::unique_ptr<Fiber> fiber;
};

class Run {
public:
    Run(const Program& program, wire::TaskKind kind) : m_program(program), m_kind(kind) {
        for (const ObjectSpec& spec : program.objects) {
            Thing& thing = m_things.emplace_back();
            switch (spec.type) {
                case ObjectType::Mutex:
                    thing.mutex = std::make_unique<Mutex>(spec.name);
                    break;
                case ObjectType::Semaphore:
                    thing.semaphore =
                        std::make_unique<Semaphore>(static_cast<std::uint32_t>(spec.initial), spec.name);
                    break;
                case ObjectType::Flag:
                    thing.flag = std::make_unique<Event>(spec.name);
                    break;
                case ObjectType::Queue:
                    thing.queue = std::make_unique<Queue<std::int32_t>>(
                        static_cast<std::uint32_t>(spec.initial), spec.name);
                    break;
                case ObjectType::Variable:
                    thing.variable = std::make_unique<SharedVariable>(spec.initial, spec.name);
                    break;
                default:
                    HEDDLE_CHECK(!"an object that the runtime does not have");
            }
        }
    }

    void perform(std::size_t body, std::vector<Child>& children) {
        std::array<std::int32_t, kRegisters> regs{};
        const auto& code = m_program.bodies[body];
        for (std::size_t pc = 0; pc < code.size(); ++pc) {
            const Instruction& i = code[pc];
            std::int32_t& reg = regs[i.reg];
            switch (i.code) {
                case Code::Operate:
                    operate(i, reg, children);
                    break;
                case Code::Let:
                    reg = i.value;
                    break;
                case Code::Add:
                    reg += i.value;
                    break;
                case Code::AddReg:
                    reg += regs[static_cast<std::size_t>(i.value)];
                    break;
                case Code::Jump:
                    pc = static_cast<std::size_t>(i.value) - 1;
                    break;
                case Code::JumpIf:
                    if (compares(reg, i.compare, i.operand))
                        pc = static_cast<std::size_t>(i.value) - 1;
                    break;
                case Code::Assert:
                    expect(compares(reg, i.compare, i.operand), "an assertion does not hold");
                    break;
            }
        }
    }

private:
    void operate(const Instruction& i, std::int32_t& reg, std::vector<Child>& children) {
        if (i.operation.kind == K::Begin)
            return;  // the runtime's own
        if (i.operation.kind == K::Spawn)
            return spawn(static_cast<std::size_t>(i.value), children);
        if (i.operation.kind == K::Join)
            return join(i.operation.target, children);
        if (i.operation.kind == K::Sleep)
            return sleepFor(std::chrono::hours{1});
        Thing& thing = m_things[static_cast<std::size_t>(i.operation.object)];
        switch (i.operation.kind) {
            case K::Lock:
                thing.mutex->lock();
                return;
            case K::Unlock:
                return thing.mutex->unlock();
            case K::Acquire:
                return thing.semaphore->acquire();
            case K::Release:
                return thing.semaphore->release();
            case K::Set:
                return thing.flag->set();
            case K::Clear:
                return thing.flag->clear();
            case K::WaitEvent:
                return thing.flag->wait();
            case K::Put:
                return thing.queue->put(i.value);
            case K::Get:
                reg = thing.queue->get();
                return;
            case K::Read:
                reg = thing.variable->get();
                return;
            case K::Write:
                return thing.variable->set(reg);
            default:
                HEDDLE_CHECK(!"an operation that the runtime does not have");
        }
    }

    void spawn(std::size_t body, std::vector<Child>& children) {
        const std::string name = "P" + std::to_string(body + 1);
        const Body life = [this, body] {
            std::vector<Child> none;
            perform(body, none);
        };
        Child& child = children.emplace_back();
        if (m_kind == wire::TaskKind::Thread)
            child.thread = std::make_unique<Thread>(name, life);
        else if (m_kind == wire::TaskKind::Process)
            child.process = std::make_unique<Process>(name, life);
        else
            child.fiber = std::make_unique<Fiber>(name, life);
    }

    static void join(TaskNumber target, std::vector<Child>& children) {
        if (children.empty())
            return joinTask(TaskRef{static_cast<std::uint32_t>(target) + 1}, {});
        Child& child = children[indexOf(target) - 1];
        if (child.thread)
            child.thread->join();
        else if (child.process)
            child.process->join();
        else
            child.fiber->join();
    }

    const Program& m_program;
    wire::TaskKind m_kind;
    std::vector<Thing> m_things;
};

}  // namespace

Program withMain(Program program) {
    std::vector<std::vector<Instruction>> bodies(program.bodies.size() + 1);
    for (auto& body : bodies) body.emplace_back().operation.kind = K::Begin;
    for (std::size_t i = 0; i < program.bodies.size(); ++i) {
        Instruction& spawn = bodies[0].emplace_back();
        spawn.operation.kind = K::Spawn;
        spawn.value = static_cast<std::int32_t>(i + 1);
        for (Instruction instruction : program.bodies[i]) {
            if (instruction.operation.target != TaskNumber::None)
                instruction.operation.target = taskAt(indexOf(instruction.operation.target) + 1);
            if (instruction.code == Code::Jump || instruction.code == Code::JumpIf)
                ++instruction.value;  // over the Begin
            bodies[i + 1].push_back(instruction);
        }
    }
    for (std::size_t i = 0; i < program.bodies.size(); ++i) {
        Instruction& join = bodies[0].emplace_back();
        join.operation.kind = K::Join;
        join.operation.target = taskAt(i + 1);
    }
    program.bodies = std::move(bodies);
    program.initialTasks = 1;
    return program;
}

runtime::Body onRuntime(const Program& program, wire::TaskKind kind) {
    return [&program, kind] {
        Run run{program, kind};
        std::vector<Child> children;
        run.perform(0, children);
    };
}

}  // namespace heddle::control::testing
