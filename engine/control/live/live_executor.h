// Runs a scenario's real tasks (threads, processes, fibers, in any mixture) under control: each stands in
// front of its next operation, and a step lets one of them make it, for real.
//
//     executor --permit--> task moves .. makes its operation .. shows its next one .. stands --> executor
//
// What a task would do, and whether it may, is read from the segment (Standing); everything that runs is
// started by a host process of its own, in a process group of its own, on the CPU of the calling thread,
// which stays there. Nothing of it survives the executor. Restart: a program that came to its natural end is
// told to begin again in the same process; else it is killed and started anew. The segment is reset in any
// case, so that ids, names and events are the same again. Thread rule: one thread, which makes it, uses it
// and destroys it. A step waits for the task to stand again, for stepLimit at the most. Loss: a task that
// dies in its step (signal, exit) makes the step fail and has ended, like all tasks of its process. One that
// does not come to its next step makes it fail with NoNextStep; nobody can make a step then, until it is
// killed or the program restarted.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/control/live/cpu_pin.h"
#include "engine/control/live/process_watch.h"
#include "engine/control/names.h"
#include "engine/control/standing.h"
#include "engine/host/host_client.h"

namespace heddle::control {

struct LiveOptions {
    Duration stepLimit = std::chrono::seconds{2};  // for one step, on the wall clock
    // Called whenever the program is started anew, with its first process, which waits to be let go.
    std::function<void(Pid)> onStart = {};
};

class LiveExecutor final : public Executor {
public:
    // `launch` says what to run; its segment is the executor's own. Nothing runs before restart(). Errors:
    // the host cannot be started, no memory.
    static Result<std::unique_ptr<LiveExecutor>> create(host::Launch launch, const LiveOptions& options = {});
    ~LiveExecutor() override;

    Result<void> restart() override { return begin({}); }
    Result<Outcome> restartAt(std::span<const Step> steps) override;
    [[nodiscard]] std::span<const TaskView> tasks() const override { return m_standing.tasks(); }
    Outcome step(Choice choice) override;
    Result<void> intervene(const Step& step) override;
    [[nodiscard]] Outcome standing() const override { return m_standing.outcome(); }
    [[nodiscard]] std::string_view message() const override { return m_message; }
    [[nodiscard]] std::string_view nameOf(TaskNumber task) const override { return m_names.of(task); }
    [[nodiscard]] std::string_view nameOf(ObjectNumber object) const override { return m_names.of(object); }
    [[nodiscard]] std::uint64_t fingerprint() const override { return fingerprintOf(*m_segment); }

    // Ends a task where it stands, or one that does not come to its next step. What it holds stays held. The
    // first task of a process takes its process with it, and so does a thread that does not stand. Errors: no
    // such task, it has ended.
    Result<void> kill(TaskNumber task);
    // As take_back.h says.
    Result<void> takeBack(ObjectNumber object, TaskNumber from = TaskNumber::None);

    // The run's segment, for whoever drains its events: between two calls, all tasks stand. Channels and ids
    // begin anew with every restart.
    [[nodiscard]] const wire::Segment& segment() const { return *m_segment; }
    // The source line of what the task would do next.
    [[nodiscard]] SiteId siteOf(TaskNumber task) const;
    // Of a process that was ended by a step, as waitpid(2) gives it; 0: it was not.
    [[nodiscard]] int statusOf(TaskNumber task) const;
    [[nodiscard]] Duration virtualTime() const;

private:
    LiveExecutor(std::unique_ptr<wire::Segment> segment, std::unique_ptr<host::HostClient> host,
                 host::Launch launch, const LiveOptions& options);

    Result<void> begin(std::span<const Step> script);
    Result<void> startProgram();
    void writeScript(std::span<const Step> steps);
    // Waits until nobody moves, and reads how things stand.
    Outcome settle();
    bool waitForRest();
    // Whoever ended while nobody looked.
    void hearOfEnded();
    void bury(Pid pid);
    void watchNewcomers();
    [[nodiscard]] std::string epitaph(Pid pid);
    [[nodiscard]] bool isFirstOfProcess(TaskRef task) const;
    [[nodiscard]] std::uint32_t lastTask() const;
    void waitForEndOf(TaskNumber task);
    [[nodiscard]] std::atomic<std::uint32_t>& moving() const { return m_segment->header().control.moving; }

    std::unique_ptr<wire::Segment> m_segment;
    std::unique_ptr<host::HostClient> m_host;
    host::Launch m_launch;
    LiveOptions m_options;
    CpuPin m_cpu;
    ProcessWatch m_watch;
    Standing m_standing;
    std::string m_message;
    mutable SegmentNames m_names{*m_segment};
    Pid m_first;                          // process of the run; none: nothing runs
    std::uint32_t m_knownTasks = 0;       // whose processes are watched
    Outcome m_outcome = Outcome::GoesOn;  // of the last step
    std::optional<Outcome> m_trouble;     // of the step being made, besides what the segment says
    bool m_endsNaturally = true;          // nobody was killed, failed or died: the process can begin again
};

}  // namespace heddle::control
