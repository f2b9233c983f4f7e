#include "engine/control/live/live_executor.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "engine/base/futex.h"
#include "engine/base/phrase.h"
#include "engine/control/live/take_back.h"
#include "engine/wire/kinship.h"
#include "engine/wire/permit.h"

namespace heddle::control {

using wire::WaitOutcome;

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

std::string wordsOfStatus(int status) {
    if (WIFSIGNALED(status))
        return Phrase{"its process was ended by the signal %1", signalText(WTERMSIG(status))};
    return Phrase{"its process ended with exit status %1", WEXITSTATUS(status)};
}

// Of a zombie that its parent has not reaped yet: the last field of its line.
std::optional<int> statusOfZombie(Pid pid) {
    std::ifstream file{"/proc/" + std::to_string(pid.value()) + "/stat"};
    std::string line;
    if (!std::getline(file, line))
        return std::nullopt;
    return std::atoi(line.c_str() + line.rfind(' '));
}

}  // namespace

Result<std::unique_ptr<LiveExecutor>> LiveExecutor::create(host::Launch launch, const LiveOptions& options) {
    auto segment = wire::Segment::create();
    if (!segment)
        return segment.error();
    auto host = host::HostClient::start();
    if (!host)
        return host.error();
    return std::unique_ptr<LiveExecutor>{
        new LiveExecutor{std::move(segment).value(), std::move(host).value(), std::move(launch), options}};
}

LiveExecutor::LiveExecutor(std::unique_ptr<wire::Segment> segment, std::unique_ptr<host::HostClient> host,
                           host::Launch launch, const LiveOptions& options)
    : m_segment(std::move(segment)),
      m_host(std::move(host)),
      m_launch(std::move(launch)),
      m_options(options),
      m_watch(*m_segment),
      m_standing(*m_segment) {
    m_launch.segmentFd = m_segment->fd();
    m_launch.ownGroup = true;
    m_segment->header().round.isControlled.store(1, std::memory_order_release);
}

LiveExecutor::~LiveExecutor() {
    m_host->kill();
}

// ---- starting ----

Result<void> LiveExecutor::begin(std::span<const Step> script) {
    hearOfEnded();
    const auto tasks = m_standing.tasks();
    const bool canBeginAgain =
        !m_first.isNone() && m_endsNaturally && !tasks.empty() &&
        std::none_of(tasks.begin(), tasks.end(), [](const TaskView& view) { return view.isAlive(); });
    if (!canBeginAgain && !m_host->kill())
        return Error{Fault::NotPermitted, "start the run", "the host process has ended", "start it again"};
    {
        const auto nobodyIsToldOf = m_watch.hold();
        m_segment->reset();
    }
    writeScript(script);
    m_names.clear();
    m_message.clear();
    m_knownTasks = 0;
    m_trouble.reset();
    m_endsNaturally = true;
    moving().store(1, std::memory_order_release);
    if (canBeginAgain) {
        std::atomic<std::uint32_t>& round = m_segment->header().round.number;
        round.fetch_add(1, std::memory_order_release);
        futexWake(round);
    } else if (auto started = startProgram(); !started) {
        return started.error();
    }
    settle();
    if (m_standing.tasks().empty())
        return Error{Fault::BadInput,
                     "start the run",
                     m_message.empty() ? "it does not come to its first step" : m_message,
                     {}};
    return {};
}

Result<void> LiveExecutor::startProgram() {
    m_first = {};
    auto first = m_host->prepare(m_launch);
    if (!first)
        return first.error();
    m_first = first.value();
    m_cpu.pin(m_first);
    m_watch.add(m_first);
    if (m_options.onStart)
        m_options.onStart(m_first);
    m_host->go();
    return {};
}

void LiveExecutor::writeScript(std::span<const Step> steps) {
    const std::size_t count = std::min<std::size_t>(steps.size(), m_segment->limits().script);
    for (std::size_t i = 0; i < count; ++i) {
        const Step& step = steps[i];
        m_segment->script(static_cast<std::uint32_t>(i)) = {.task = refOf(step.choice.task).value(),
                                                            .object = idOf(step.operation.object).value(),
                                                            .kind = step.operation.kind,
                                                            .timesOut = step.choice.timesOut};
    }
    m_segment->header().control.scriptLength.store(static_cast<std::uint32_t>(count), kRelaxed);
}

Result<Outcome> LiveExecutor::restartAt(std::span<const Step> steps) {
    const auto isIntervention = [](const Step& step) { return step.intervention != Intervention::None; };
    const auto first = std::find_if(steps.begin(), steps.end(), isIntervention);
    if (auto begun = begin({steps.begin(), first}); !begun)
        return begun.error();
    // The script stops where it does not fit, or where somebody dies; from there on step by step.
    wire::ControlHeader& control = m_segment->header().control;
    std::size_t made = control.scriptAt.load(kRelaxed);
    control.scriptLength.store(0, kRelaxed);
    Outcome outcome = m_outcome;
    for (; made < steps.size() && (outcome != Outcome::NoNextStep || isIntervention(steps[made])); ++made) {
        if (auto possible = whyNotAgain(*this, steps[made], made); !possible)
            return possible.error();
        auto next = makeStep(*this, steps[made]);
        if (!next)
            return next;
        outcome = next.value();
    }
    return outcome;
}

// ---- a step ----

Outcome LiveExecutor::step(Choice choice) {
    const TaskView& view = m_standing.tasks()[indexOf(choice.task)];
    HEDDLE_CHECK(choice.timesOut ? view.mayTimeOut : view.mayGo);
    m_message.clear();
    m_trouble.reset();
    hearOfEnded();
    if (m_trouble)  // somebody from outside was quicker
        return settle();
    moving().fetch_add(1, kRelaxed);
    wire::permit(*m_segment, refOf(choice.task),
                 choice.timesOut ? WaitOutcome::TimedOut : WaitOutcome::Granted);
    return settle();
}

Outcome LiveExecutor::settle() {
    if (!waitForRest()) {
        m_trouble = Outcome::NoNextStep;
        m_message = "it does not come to its next step";
    }
    m_standing.read();
    watchNewcomers();
    if (const auto trouble = troubleIn(*m_segment); trouble && !m_trouble) {
        m_trouble = trouble->outcome;
        m_message = trouble->text;
    }
    m_endsNaturally = m_endsNaturally && !m_trouble;
    return m_outcome = m_trouble.value_or(m_standing.outcome());
}

// False: somebody does not come to stand.
bool LiveExecutor::waitForRest() {
    const wire::ControlHeader& control = m_segment->header().control;
    Instant limit = MonotonicClock::now() + m_options.stepLimit;
    for (std::uint32_t scriptAt = 0;;) {
        const std::uint32_t seen = moving().load(std::memory_order_acquire);
        if ((seen & wire::kProcessEnded) != 0) {
            hearOfEnded();
            continue;
        }
        if (seen == 0)
            return true;
        futexWait(moving(), seen, limit);
        if (MonotonicClock::now() < limit)
            continue;
        const std::uint32_t now = control.scriptAt.load(kRelaxed);
        if (now == std::exchange(scriptAt, now))
            return moving().load(std::memory_order_acquire) == 0;
        limit = MonotonicClock::now() + m_options.stepLimit;  // of the next step of the script
    }
}

void LiveExecutor::hearOfEnded() {
    if ((moving().fetch_and(~wire::kProcessEnded, std::memory_order_acquire) & wire::kProcessEnded) == 0)
        return;
    watchNewcomers();  // one may have been born in the script, and be dying
    for (const Pid pid : m_watch.takeEnded()) bury(pid);
}

// The tasks of a process that is no more have ended. Those that ended by themselves have said so before;
// those who die by somebody's step are marked.
void LiveExecutor::bury(Pid pid) {
    const std::uint32_t last = lastTask();
    bool anybodyDied = pid == m_first && last == 0;
    std::uint32_t moved = 0;
    for (std::uint32_t i = 1; i <= last; ++i) {
        const TaskRef ref{i};
        wire::ControlRecord& record = m_segment->controlOf(ref);
        if (record.pid.load(kRelaxed) != pid.value() || m_segment->task(ref).ended.load(kRelaxed) != 0)
            continue;
        anybodyDied = anybodyDied || record.isDying.load(kRelaxed) == 0;
        m_segment->task(ref).ended.store(1, kRelaxed);
        moved += record.stands.exchange(0, kRelaxed) == 0;
    }
    if (pid == m_first) {
        m_first = {};
        m_endsNaturally = false;
        if (last == 0)
            moving().store(0, kRelaxed);
    }
    if (anybodyDied) {
        m_segment->header().control.scriptLength.store(0, kRelaxed);
        m_endsNaturally = false;
        m_trouble = Outcome::Exception;
        m_message = epitaph(pid);
    }
    if (moved != 0)
        wire::standStill(*m_segment, moved);
}

std::uint32_t LiveExecutor::lastTask() const {
    return std::min(m_segment->header().tasksUsed.load(kRelaxed), m_segment->limits().tasks - 1);
}

std::string LiveExecutor::epitaph(Pid pid) {
    if (const auto status = statusOfZombie(pid))
        return wordsOfStatus(*status);
    // Its parent has reaped it. If that was the host, it tells.
    std::vector<host::Message> messages;
    const Instant limit = MonotonicClock::now() + m_options.stepLimit;
    for (bool isThere = true; isThere && MonotonicClock::now() < limit;) {
        isThere = m_host->receive(messages);
        for (const host::Message& message : messages) {
            if (message.pid == pid && message.kind == host::Message::Kind::Reaped)
                return wordsOfStatus(message.status);
        }
        pollfd source{m_host->descriptor(), POLLIN, 0};
        ::poll(&source, 1, 20);
    }
    return "its process has ended";
}

void LiveExecutor::watchNewcomers() {
    for (; m_knownTasks < lastTask(); ++m_knownTasks) {
        const TaskRef task{m_knownTasks + 1};
        const std::int32_t pid = m_segment->controlOf(task).pid.load(kRelaxed);
        if (pid == 0)
            return;  // it is being made
        if (m_knownTasks > 0 && isFirstOfProcess(task))
            m_watch.add(Pid{pid});
    }
}

bool LiveExecutor::isFirstOfProcess(TaskRef task) const {
    return wire::processOf(*m_segment, task) == task;
}

// ---- ways out of a deadlock ----

Result<void> LiveExecutor::intervene(const Step& step) {
    return step.intervention == Intervention::Kill ? kill(step.choice.task)
                                                   : takeBack(step.operation.object, step.choice.task);
}

Result<void> LiveExecutor::kill(TaskNumber task) {
    const auto refused = [&](const char* why) {
        return Error{Fault::Usage, Phrase{"end task number %1", indexOf(task) + 1}, why, {}};
    };
    if (indexOf(task) >= m_standing.tasks().size())
        return refused("there is no such task");
    if (!m_standing.tasks()[indexOf(task)].isAlive())
        return refused("it has ended already");
    const wire::ControlRecord& record = m_segment->controlOf(refOf(task));
    const bool endsAlone = record.stands.load(kRelaxed) != 0 && !isFirstOfProcess(refOf(task));
    if (endsAlone && record.isSuspended.load(kRelaxed) != 0)
        return refused("its process is suspended: end that, or let it go on first");
    m_endsNaturally = false;
    if (endsAlone) {
        moving().fetch_add(1, kRelaxed);
        wire::permit(*m_segment, refOf(task), WaitOutcome::Cancelled);
        settle();
    } else {
        wire::doom(*m_segment, wire::processOf(*m_segment, refOf(task)), 0);
        ::kill(record.pid.load(kRelaxed), SIGKILL);
        waitForEndOf(task);
    }
    m_trouble.reset();
    m_message.clear();
    return {};
}

void LiveExecutor::waitForEndOf(TaskNumber task) {
    while (m_segment->task(refOf(task)).ended.load(kRelaxed) == 0) {
        const std::uint32_t seen = moving().load(std::memory_order_acquire);
        if ((seen & wire::kProcessEnded) == 0) {
            futexWait(moving(), seen);
            continue;
        }
        hearOfEnded();
    }
    settle();
}

Result<void> LiveExecutor::takeBack(ObjectNumber object, TaskNumber from) {
    auto taken = control::takeBack(*m_segment, object, from);
    m_standing.read();
    return taken;
}

// ---- what is known ----

SiteId LiveExecutor::siteOf(TaskNumber task) const {
    return SiteId{m_segment->controlOf(refOf(task)).site.load(kRelaxed)};
}

int LiveExecutor::statusOf(TaskNumber task) const {
    const wire::ControlRecord& record = m_segment->controlOf(refOf(task));
    return record.isDying.load(kRelaxed) != 0 ? record.status.load(kRelaxed) : 0;
}

Duration LiveExecutor::virtualTime() const {
    return Duration{m_segment->header().control.now.load(kRelaxed)};
}

}  // namespace heddle::control
