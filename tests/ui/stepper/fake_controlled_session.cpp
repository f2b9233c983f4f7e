#include "tests/ui/stepper/fake_controlled_session.h"

#include <algorithm>
#include <map>

#include "tests/support/stream_builder.h"

namespace heddle::test {

using session::HistoryNode;
using session::NextStep;
using session::NodeId;
using session::Position;
using session::Standing;
using wire::OperationKind;

namespace {

const HistoryNode& nodeOf(const std::vector<HistoryNode>& history, NodeId node) {
    return history[static_cast<std::size_t>(node)];
}

}  // namespace

// Runs the choices one by one, and writes what happens into a stream, each step at its time.
struct FakeControlledSession::Run {
    const FakeControlledSession& fake;
    model::StreamBuilder s{wire::KernelSource::Gate};
    Instant start = s.now();
    TaskId main;
    std::vector<TaskId> tasks;
    std::map<std::string, ObjectId> objects;
    std::map<std::uint32_t, SiteId> sites;      // by line
    std::map<std::string, std::size_t> owners;  // of locks that are held
    std::vector<std::size_t> next;              // by task: its next operation
    std::vector<bool> isWaiting;
    std::map<std::size_t, std::uint32_t> blockedSince;
    std::uint32_t step = 0;
    std::optional<std::size_t> running;

    explicit Run(const FakeControlledSession& of) : fake(of) {
        main = s.process("demo");
        for (const FakeTask& task : fake.m_tasks) tasks.push_back(s.thread(main, task.name));
        for (const TaskId task : tasks) s.admit(task);
        for (const auto& program : fake.m_program)
            for (const Operation& operation : program) {
                sites[operation.line] = s.site(fake.m_file, operation.line);
                if (!operation.subject.empty() && !objects.contains(operation.subject))
                    objects[operation.subject] =
                        operation.kind == OperationKind::Write
                            ? s.object(wire::ObjectKind::Variable, operation.subject, main)
                            : s.mutex(operation.subject, main);
            }
        next.assign(tasks.size(), 0);
        isWaiting.assign(tasks.size(), false);
    }

    [[nodiscard]] const Operation* operationOf(std::size_t task) const {
        return next[task] < fake.m_program[task].size() ? &fake.m_program[task][next[task]] : nullptr;
    }
    [[nodiscard]] bool mayGo(std::size_t task) const {
        const Operation* operation = operationOf(task);
        return operation && !(operation->kind == OperationKind::Lock && owners.contains(operation->subject));
    }

    void make(std::size_t task, bool timesOut) {
        ++step;
        s.after(start + model::kStepLength * step - s.now());
        const Operation operation = fake.m_program[task][next[task]];
        const TaskId id = tasks[task];
        const ObjectId object = operation.subject.empty() ? ObjectId{} : objects[operation.subject];
        const SiteId site = sites[operation.line];
        if (running && *running != task && operationOf(*running) && !isWaiting[*running])
            s.preempt(tasks[*running]);
        if (isWaiting[task])
            s.woken(id).in(id).waitEnd(id, object,
                                       timesOut ? wire::WaitOutcome::TimedOut : wire::WaitOutcome::Granted);
        else if (running != task)
            s.in(id);
        isWaiting[task] = false;
        running = task;
        if (!timesOut) {
            if (operation.kind == OperationKind::Lock) {
                s.acquire(id, object, 1, site);
                owners[operation.subject] = task;
            } else if (operation.kind == OperationKind::Unlock) {
                s.release(id, object);
                owners.erase(operation.subject);
            } else if (operation.kind == OperationKind::Write) {
                s.set(id, object, static_cast<int>(step));
            } else if (operation.kind == OperationKind::Exit) {
                s.exit(id);
                running.reset();
            }
        }
        ++next[task];
        showWhoWaits();
    }

    void showWhoWaits() {
        for (std::size_t task = 0; task < tasks.size(); ++task) {
            if (!operationOf(task) || mayGo(task)) {
                blockedSince.erase(task);
                continue;
            }
            if (isWaiting[task])
                continue;
            const Operation& operation = *operationOf(task);
            isWaiting[task] = true;
            blockedSince[task] = step;
            s.wait(tasks[task], wire::Operation::Lock, objects[operation.subject], sites[operation.line]);
            if (running == task) {
                s.out(tasks[task]);
                running.reset();
            }
        }
    }

    [[nodiscard]] NextStep nextStepOf(std::size_t task) {
        NextStep step_;
        step_.task = tasks[task];
        step_.name = fake.m_tasks[task].name;
        const Operation* operation = operationOf(task);
        if (!operation)
            return step_;
        step_.operation = operation->kind;
        step_.subject = operation->subject;
        if (!operation->subject.empty())
            step_.object = objects[operation->subject];
        step_.site = sites[operation->line];
        step_.mayGo = mayGo(task);
        step_.mayTimeOut = fake.m_tasks[task].hasTimeLimit && operation->kind == OperationKind::Lock;
        if (!step_.mayGo)
            step_.blockedBy = {tasks[owners.at(operation->subject)]};
        if (const auto since = blockedSince.find(task); since != blockedSince.end())
            step_.blockedSince = since->second;
        return step_;
    }
};

FakeControlledSession::FakeControlledSession(std::vector<FakeTask> tasks, std::string file)
    : m_tasks(std::move(tasks)), m_file(std::move(file)) {
    std::uint32_t line = 10;
    for (const FakeTask& task : m_tasks) {
        std::vector<Operation> program{{OperationKind::Begin, {}, line}};
        for (const std::string& text : task.operations) {
            const auto blank = text.find(' ');
            const std::string word = text.substr(0, blank);
            program.push_back({word == "lock"     ? OperationKind::Lock
                               : word == "unlock" ? OperationKind::Unlock
                                                  : OperationKind::Write,
                               text.substr(blank + 1), ++line});
        }
        program.push_back({OperationKind::Exit, {}, ++line});
        m_program.push_back(std::move(program));
        line += 3;
    }
    m_request.scenario = "demo";
    publish();
}

std::vector<FakeTask> FakeControlledSession::deadlock() {
    return {{"Thread-1", {"lock A", "lock B", "unlock B", "unlock A"}},
            {"Thread-2", {"lock B", "lock A", "unlock A", "unlock B"}}};
}

FakeControlledSession::Run FakeControlledSession::runTo(NodeId node) const {
    std::vector<NodeId> way;
    for (; node != NodeId::Start; node = nodeOf(m_history, node).parent) way.push_back(node);
    Run run(*this);
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
        const HistoryNode& step = nodeOf(m_history, *at);
        const auto task = std::find(run.tasks.begin(), run.tasks.end(), step.task) - run.tasks.begin();
        run.make(static_cast<std::size_t>(task), step.timedOut);
    }
    return run;
}

void FakeControlledSession::publish() {
    Run run = runTo(m_current);
    auto position = std::make_shared<Position>();
    bool isAnybodyAlive = false, mayAnybodyGo = false;
    for (std::size_t task = 0; task < m_tasks.size(); ++task) {
        position->tasks.push_back(run.nextStepOf(task));
        isAnybodyAlive |= position->tasks.back().isAlive();
        mayAnybodyGo |= position->tasks.back().mayGo;
    }
    run.s.after(run.start + model::kStepLength * (run.step + 1) - run.s.now() - Duration{1});
    position->snapshot = run.s.snapshot();
    session::StepHistory history;
    for (const HistoryNode& node : m_history) history.append(node);
    position->history = std::make_shared<const session::StepHistory>(std::move(history));
    position->current = m_current;
    position->isBusy = m_isBusy;
    position->standing = !isAnybodyAlive ? Standing::AllEnded
                         : !mayAnybodyGo ? Standing::Deadlock
                                         : Standing::GoesOn;
    m_position = std::move(position);
    if (m_listener)
        m_listener();
}

void FakeControlledSession::advance(std::uint32_t task, bool timesOut) {
    Run run = runTo(m_current);
    const NextStep next = run.nextStepOf(task);
    for (std::size_t i = 1; i < m_history.size(); ++i)
        if (m_history[i].parent == m_current && m_history[i].task == next.task &&
            m_history[i].timedOut == timesOut) {
            m_current = static_cast<NodeId>(i);
            return;
        }
    HistoryNode node;
    node.parent = m_current;
    node.depth = nodeOf(m_history, m_current).depth + 1;
    node.task = next.task;
    node.timedOut = timesOut;
    node.operation = next.operation;
    node.object = next.object;
    node.subject = next.subject;
    node.site = next.site;
    node.text = next.name;
    m_current = static_cast<NodeId>(m_history.size());
    m_history.push_back(std::move(node));
}

Result<void> FakeControlledSession::postStep(TaskId task, bool timesOut) {
    for (std::uint32_t i = 0; i < m_tasks.size(); ++i) {
        const NextStep& next = m_position->tasks[i];
        if (next.task != task)
            continue;
        if (timesOut ? !next.mayTimeOut : !next.mayGo)
            return Error{Fault::Usage, "step '" + next.name + "'",
                         next.isAlive() ? "it is blocked" : "it has ended", "choose another task"};
        advance(i, timesOut);
        publish();
        return {};
    }
    return Error{Fault::Usage, "step", "there is no such task", "choose another task"};
}

void FakeControlledSession::postDrive(const session::DriveRequest& request) {
    lastAsked = "drive";
    for (std::uint32_t steps = 0; steps < request.mostSteps; ++steps) {
        const auto& tasks = m_position->tasks;
        const auto may = std::find_if(tasks.begin(), tasks.end(), [&](const NextStep& next) {
            return next.mayGo && (request.drive != session::Drive::OneTask || next.task == request.task);
        });
        if (may == tasks.end())
            return;
        advance(static_cast<std::uint32_t>(may - tasks.begin()), false);
        publish();
    }
}

void FakeControlledSession::postBack(std::uint32_t steps) {
    for (; steps > 0 && m_current != NodeId::Start; --steps) m_current = nodeOf(m_history, m_current).parent;
    publish();
}

void FakeControlledSession::postGoTo(NodeId node) {
    m_current = node;
    publish();
}

void FakeControlledSession::postKill(TaskId task) {
    lastAsked = "kill " + std::to_string(task.value());
}

void FakeControlledSession::postTakeBack(ObjectId object, TaskId holder) {
    lastAsked = "take back " + std::to_string(object.value()) + " from " + std::to_string(holder.value());
}

Result<void> FakeControlledSession::nameBranch(NodeId node, std::string name) {
    if (name.empty())
        return Error{Fault::Usage, "name a branch", "the name is empty", "type one"};
    m_history[static_cast<std::size_t>(node)].name = std::move(name);
    publish();
    return {};
}

std::string FakeControlledSession::scheduleTo(NodeId node) const {
    return "heddle-schedule 1\nchoices " + std::to_string(nodeOf(m_history, node).depth) + "\n";
}

void FakeControlledSession::showBusy(bool busy) {
    m_isBusy = busy;
    publish();
}

}  // namespace heddle::test
