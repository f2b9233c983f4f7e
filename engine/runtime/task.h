// What Process, Thread and Fiber have in common: a task that was made here, and can be joined.
#pragma once

#include <functional>
#include <string>

#include "engine/runtime/wait.h"

namespace heddle::runtime {

using Body = std::function<void()>;

// What a new task does, between its first control point and its last.
void runBody(const Body& body);
// What the first task of a process does after that: it says that the process has come to its end.
void endProcess();
// The life of a run's first process: `program` is its main(). In a controlled run it may be told to begin
// again when it has come to its end, so it must keep nothing from one time to the next.
[[noreturn]] void runProgram(std::string_view name, const Body& program);

struct TaskOptions {
    // It serves others: nobody waits for its end. A process ends with the thread that made it, however that
    // ends; a thread with its process.
    bool isDaemon = false;
};

// Ends the running task's process at once with `code`, and says why.
[[noreturn]] void exitProcess(int code, std::string_view why = {}, CallSite at = CallSite::here());

class Task {
public:
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    [[nodiscard]] TaskRef ref() const { return m_ref; }
    // Whether it has not come to the end of its body. (A process that was killed does not come there: see
    // Process.)
    [[nodiscard]] bool isAlive(CallSite at = CallSite::here()) const;

protected:
    Task() = default;
    Task(Task&& other) noexcept : m_ref(std::exchange(other.m_ref, TaskRef{})) {}
    ~Task() = default;

    // Whether it ended where it stood, in a controlled run: its stack was not unwound.
    [[nodiscard]] static bool isAbandoned(TaskRef task);
    [[nodiscard]] bool isJoinable() const { return !m_ref.isNone(); }
    // Numbers the new task and, where the kernel will tell of it too, says that its birth comes next.
    // Whoever makes a task tells its name, and that it serves others: it may be ended before it has run.
    void announce(const Step& step, wire::TaskKind kind, std::string_view name, TaskOptions options = {});
    // Whether the gate makes the task that was announced; then there is nothing else to do.
    [[nodiscard]] bool isCarried(const Step& step, const Body& body) const;

    TaskRef m_ref;  // none: joined, or moved away
};

}  // namespace heddle::runtime
