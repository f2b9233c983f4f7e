// The gate of a search: every task of the program, whether it is a process, a thread or a fiber elsewhere, is
// a user-level stack on the one thread that owns the gate. A step is a switch to the task's stack and back:
// no system call, no event, no allocation. What the program does on the runtime's objects is done to the real
// ones.
//
// What differs from real tasks, so that what is found is run again with these: processes share their memory
// (a body has its own copy of what it captured by value), and an operation outside the runtime that blocks
// stops all.
// Thread rule: one thread, whose first use of the runtime was Runtime::useCarried().
// The end of a run: stacks that still stand somewhere are unwound by an exception out of the gate, youngest
// first, so that what their bodies own is freed. While that lasts nobody stops: an operation of a destructor
// is not made (WaitOutcome::Cancelled), and every task counts as ended. Loss: a stack that cannot be unwound
// (an exception left its body, or would leave a noexcept function) is forgotten with what it owns.
#pragma once

#include <memory>
#include <vector>

#include "engine/runtime/gate.h"
#include "engine/runtime/task.h"

namespace heddle::runtime {

class CarriedStack;
class ThreadContext;

class CarriedGate final : public Gate {
public:
    explicit CarriedGate(const wire::Segment& segment);
    ~CarriedGate() override;

    // Ends the run before, and resets the segment. The first task stands in front of its Begin.
    void begin(std::string_view name, const Body& program);
    // Lets a standing task move until it stands again or has ended.
    void move(TaskRef task, wire::WaitOutcome permit);
    // Unwinds what still stands.
    void end();
    [[nodiscard]] const wire::Segment& segment() const { return m_segment; }

    wire::WaitOutcome pass(const Step& step, const wire::NextOperation& next) override;
    void announce(TaskRef) override {}
    void leave(TaskRef task) override;
    [[noreturn]] void exitProcess(int code) override;
    [[noreturn]] void fail(wire::StepFailure failure, std::string_view text) override;
    [[nodiscard]] bool carries() const override { return true; }
    void carry(TaskRef newborn, Body body) override;

protected:
    void obey(TaskRef process, int signal, const std::vector<TaskRef>& dying) override;

private:
    struct Carried;  // a task, and the stack that it runs on
    class Unwinding {};

    static void live(void* carried);
    // They make no step any more. What stands on their stacks is unwound at the end of the run.
    void end(const std::vector<TaskRef>& dying) const;
    // The running task does not go on; at the end of the run its stack is unwound.
    [[noreturn]] void stayBehind(Carried& self);
    [[nodiscard]] wire::WaitOutcome passInUnwinding(wire::OperationKind kind);
    void enter(Carried& carried);
    void unwind(Carried& carried);

    const wire::Segment& m_segment;
    ThreadContext* m_thread = nullptr;
    std::vector<std::unique_ptr<Carried>> m_carried;  // of task i + 1; those of longer runs before are kept
    std::size_t m_used = 0;
    std::vector<std::unique_ptr<CarriedStack>> m_stacks;  // that nobody uses
    Carried* m_moving = nullptr;
    wire::WaitOutcome m_permit{};
    bool m_isUnwinding = false;
    unsigned m_passedInUnwinding = 0;
};

}  // namespace heddle::runtime
