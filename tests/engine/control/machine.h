// Test support: a machine that runs abstract programs (tasks as lists of operations on locks, semaphores,
// variables...) under the contract of an Executor. A Machine is a value, so that tests can copy it and try
// all that may follow.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/control/executor.h"

namespace heddle::control::testing {

enum class Compare : std::uint8_t { Equal, NotEqual, Less, GreaterOrEqual };

[[nodiscard]] inline bool compares(std::int32_t left, Compare compare, std::int32_t right) {
    switch (compare) {
        case Compare::Equal:
            return left == right;
        case Compare::NotEqual:
            return left != right;
        case Compare::Less:
            return left < right;
        case Compare::GreaterOrEqual:
            return left >= right;
    }
    return false;
}

enum class Code : std::uint8_t {
    Operate,  // the shared operation `operation`; `reg` gets or gives the value
    Let,      // reg = value
    Add,      // reg += value
    AddReg,   // reg += the register `value`
    Jump,     // to value
    JumpIf,   // to value, if reg compares with operand
    Assert,   // that reg compares with operand
};

struct Instruction {
    Code code = Code::Operate;
    Operation operation;
    std::uint8_t reg = 0;
    Compare compare = Compare::Equal;
    std::int32_t value = 0;
    std::int32_t operand = 0;
};

enum class ObjectType : std::uint8_t {
    Mutex,
    RecursiveMutex,
    SharedMutex,
    Semaphore,
    Flag,
    Condition,
    Barrier,
    Queue,
    Variable
};

struct ObjectSpec {
    ObjectType type;
    std::string name;
    std::int32_t initial = 0;  // units, value, flag; parties of a barrier; capacity of a queue
};

struct Program {
    std::string name;
    std::vector<ObjectSpec> objects;
    std::vector<std::vector<Instruction>> bodies;
    std::size_t initialTasks = 0;  // the first bodies; 0: all
    bool mainEndsAll = false;      // the end of task 0 ends the program

    ObjectNumber add(ObjectType type, std::string objectName, std::int32_t initial = 0) {
        objects.push_back({type, std::move(objectName), initial});
        return static_cast<ObjectNumber>(objects.size() - 1);
    }
};

inline constexpr std::size_t kRegisters = 4;
inline constexpr std::size_t kLine = 8;  // tasks in a condition's line, items in a queue

struct TaskState {
    std::uint32_t pc = 0;
    std::uint16_t body = 0;
    bool ended = false;
    bool failed = false;         // and stands in front of its end
    bool notified = false;       // taken out of a condition's line
    bool sawChange = false;      // since its last Spin, in something it looked at
    std::uint64_t lookedAt = 0;  // objects
    std::int32_t arrival = 0;    // the barrier's round when it arrived
    std::array<std::int32_t, kRegisters> regs{};
    friend bool operator==(const TaskState&, const TaskState&) = default;
};

struct ObjectState {
    std::int32_t value = 0;  // units, value, flag, arrived, number of readers, depth of a recursive lock
    std::int32_t owner = -1;
    std::int32_t round = 0;
    std::uint32_t length = 0;  // of line
    std::array<std::int32_t, kLine> line{};
    friend bool operator==(const ObjectState&, const ObjectState&) = default;
};

class Machine {
public:
    explicit Machine(const Program& program) : m_program(&program) { restart(); }

    void restart();
    [[nodiscard]] std::span<const TaskView> views() const { return m_views; }
    Outcome step(Choice choice);
    [[nodiscard]] Outcome standing() const { return m_standing; }
    [[nodiscard]] const Program& program() const { return *m_program; }
    [[nodiscard]] std::string_view message() const { return m_message; }
    [[nodiscard]] std::uint64_t fingerprint() const;
    [[nodiscard]] bool sameStateAs(const Machine& other) const {
        return m_tasks == other.m_tasks && m_objects == other.m_objects;
    }

private:
    void createTask(std::size_t body);
    // Local code up to the next operation. False: an assertion failed.
    bool runLocally(std::size_t task);
    bool operate(std::size_t task, const Instruction& instruction, bool timesOut);
    bool misuse(const char* message);
    void refresh();
    [[nodiscard]] bool mayGo(std::size_t task, TaskNumber& blockedBy) const;
    [[nodiscard]] bool isRecursive(ObjectNumber mutex) const;
    [[nodiscard]] std::int32_t capacityOf(ObjectNumber object) const;  // of a queue; parties of a barrier
    void lookAt(std::size_t task, const Operation& operation);
    void change(std::size_t task, ObjectNumber object);
    ObjectState& at(ObjectNumber object) { return m_objects[static_cast<std::size_t>(object)]; }
    [[nodiscard]] const ObjectState& at(ObjectNumber object) const {
        return m_objects[static_cast<std::size_t>(object)];
    }

    const Program* m_program;
    std::vector<TaskState> m_tasks;
    std::vector<ObjectState> m_objects;
    std::vector<TaskView> m_views;
    Outcome m_standing = Outcome::GoesOn;
    const char* m_message = "";
    bool m_assertionFailed = false;
};

class MachineExecutor : public Executor {
public:
    explicit MachineExecutor(const Program& program) : m_machine(program) {
        for (std::size_t i = 0; i < 100; ++i)
            m_names.push_back(std::string("P").append(std::to_string(i + 1)));
    }
    Result<void> restart() override {
        m_machine.restart();
        return {};
    }
    [[nodiscard]] std::span<const TaskView> tasks() const override { return m_machine.views(); }
    Outcome step(Choice choice) override { return m_machine.step(choice); }
    [[nodiscard]] Outcome standing() const override { return m_machine.standing(); }
    [[nodiscard]] std::string_view message() const override { return m_machine.message(); }
    [[nodiscard]] std::string_view nameOf(TaskNumber task) const override { return m_names[indexOf(task)]; }
    [[nodiscard]] std::string_view nameOf(ObjectNumber object) const override {
        return m_machine.program().objects[static_cast<std::size_t>(object)].name;
    }
    [[nodiscard]] std::uint64_t fingerprint() const override { return m_machine.fingerprint(); }

private:
    Machine m_machine;
    std::vector<std::string> m_names;
};

}  // namespace heddle::control::testing
