#include "app/step_console.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>

#include "app/console.h"
#include "app/signals.h"
#include "app/step_text.h"
#include "engine/base/nearest_name.h"
#include "engine/session/stepping/step_choice.h"

namespace heddle::app {

using session::DriveRequest;
using session::NodeId;
using session::PositionPtr;

namespace {

using namespace std::chrono_literals;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    return first == text.npos ? std::string_view{}
                              : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// The first word; the rest stays in `line`.
std::string_view takeWord(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line = trimmed(line.substr(end));
    return word;
}

template <class Number>
Result<Number> numberOf(std::string_view text, const char* what) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return Error{Fault::BadInput, what, "'" + std::string(text) + "' is no number", "give one"};
    return number;
}

const std::vector<std::string> kCommands{"back", "run",  "rr",   "random", "until",   "goto", "branch",
                                         "kill", "take", "list", "save",   "history", "help", "quit"};

}  // namespace

const char* StepConsole::help() {
    return "NAME or NUMBER      this task makes its step (with 'timed-out': it gives up instead)\n"
           "run [TASK]          to the end, switching as little as can be; of one task: until it blocks\n"
           "rr, random SEED     to the end, in turn or at random\n"
           "until taken|blocked|deadlock   as run, until that happens\n"
           "back [N], goto N    N steps back; to step N of 'history'\n"
           "branch NAME         names the branch that ends here\n"
           "kill TASK, take OBJECT [from TASK]   ways out of a deadlock, to try\n"
           "list, history       what each task would do; all steps that were made\n"
           "save FILE           the schedule, or with .heddle a recording\n"
           "quit\n";
}

StepConsole::StepConsole(session::ControlledSession& run, Say say) : m_run(run), m_say(say) {
    m_run.setPositionListener([this] {
        const std::lock_guard lock(m_mutex);
        ++m_published;
        m_changed.notify_all();
    });
}

StepConsole::~StepConsole() {
    m_run.setPositionListener(nullptr);
}

template <class Post>
Result<void> StepConsole::doIt(Post post) {
    std::uint64_t before = 0;
    {
        const std::lock_guard lock(m_mutex);
        before = m_published;
    }
    post();
    // The run may hold its own lock while it calls the listener: it is never asked anything under ours.
    for (std::uint64_t seen = before; seen == before || m_run.position()->isBusy;) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, 50ms, [&] { return m_published != seen; });
        seen = m_published;
        lock.unlock();
        if (caughtSignal() != 0)
            m_run.postCancel();
    }
    return tellSteps();
}

Result<void> StepConsole::tellSteps() {
    const PositionPtr position = m_run.position();
    const std::vector<NodeId> way = wayTo(*position, position->current);
    const auto told = std::find(way.begin(), way.end(), m_told);
    const bool isAhead = told != way.end() || m_told == NodeId::Start;
    m_told = position->current;
    if (m_say == Say::Nothing || !isAhead)
        return {};
    std::string text;
    for (auto node = told == way.end() ? way.begin() : told + 1; node != way.end(); ++node)
        text += stepLine(*position, *node) + '\n';
    return printResult(text);
}

Result<void> StepConsole::choose(std::string_view line) {
    line = trimmed(line);
    constexpr std::string_view kTimedOut = " timed-out";
    const bool timesOut = line.ends_with(kTimedOut);
    if (timesOut)
        line = trimmed(line.substr(0, line.size() - kTimedOut.size()));
    const PositionPtr position = m_run.position();
    const auto task = session::findTask(*position, line);
    if (!task)
        return task.error();
    if (auto possible = session::mayStep(*position, task.value(), timesOut); !possible)
        return possible;
    return doIt([&] { static_cast<void>(m_run.postStep(task.value(), timesOut)); });
}

Result<void> StepConsole::obey(std::string_view line) {
    line = trimmed(line);
    if (line.empty() || line.front() == '#')
        return {};
    std::string_view rest = line;
    const std::string_view word = takeWord(rest);
    // A task's name goes before a command of that name.
    const PositionPtr position = m_run.position();
    const bool isTask = session::findTask(*position, line).ok();
    if (isTask)
        return choose(line);
    if (word == "quit") {
        m_isOver = true;
        return {};
    }
    if (word == "help")
        return printResult(help());
    if (word == "list")
        return printResult(choicesText(*position));
    if (word == "history") {
        std::string text;
        for (std::size_t i = 1; i < position->history->size(); ++i) {
            const session::HistoryNode& node = (*position->history)[i];
            text += std::to_string(i) + "  after " + std::to_string(static_cast<std::uint32_t>(node.parent)) +
                    ": " + node.text + (node.name.empty() ? "" : "  [" + node.name + ']') + '\n';
        }
        return printResult(text);
    }
    if (word == "save")
        return save(std::string(rest));
    if (word == "branch") {
        if (auto named = m_run.nameBranch(position->current, std::string(rest)); !named)
            return named;
        return {};
    }
    if (word == "back") {
        const auto steps = rest.empty() ? Result<std::uint32_t>(1) : numberOf<std::uint32_t>(rest, "go back");
        if (!steps)
            return steps.error();
        return doIt([&] { m_run.postBack(steps.value()); });
    }
    if (word == "goto")
        return goTo(rest);
    if (word == "run" || word == "rr" || word == "random" || word == "until")
        return drive(word, rest);
    if (word == "kill") {
        const auto task = session::findTask(*position, rest);
        return task ? doIt([&] { m_run.postKill(task.value()); }) : Result<void>(task.error());
    }
    if (word == "take")
        return takeBack(rest);
    if (std::string_view(line).ends_with(" timed-out"))
        return choose(line);
    const auto unknown = session::findTask(*position, line);
    if (const auto nearest = nearestName(word, kCommands))
        return Error{Fault::BadInput, "step '" + std::string(line) + "'",
                     "this is neither a task nor a command", "did you mean '" + *nearest + "'?"};
    return unknown.error();
}

Result<void> StepConsole::drive(std::string_view word, std::string_view rest) {
    DriveRequest request;
    if (word == "rr")
        request.drive = session::Drive::RoundRobin;
    if (word == "random") {
        const auto seed =
            rest.empty() ? Result<std::uint64_t>(1) : numberOf<std::uint64_t>(rest, "run at random");
        if (!seed)
            return seed.error();
        request.drive = session::Drive::AtRandom;
        request.seed = seed.value();
    }
    if (word == "run" && !rest.empty()) {
        const auto task = session::findTask(*m_run.position(), rest);
        if (!task)
            return task.error();
        request.drive = session::Drive::OneTask;
        request.task = task.value();
    }
    if (word == "until") {
        if (rest != "taken" && rest != "blocked" && rest != "deadlock")
            return Error{Fault::BadInput, "run until '" + std::string(rest) + "'",
                         "nobody knows when that is", "choose taken, blocked or deadlock"};
        request.stop = rest == "taken"     ? session::StopAt::Taken
                       : rest == "blocked" ? session::StopAt::Blocked
                                           : session::StopAt::Deadlock;
    }
    return doIt([&] { m_run.postDrive(request); });
}

Result<void> StepConsole::goTo(std::string_view number) {
    const auto node = numberOf<std::uint32_t>(number, "go to a step");
    if (!node)
        return node.error();
    if (node.value() >= m_run.position()->history->size())
        return Error{Fault::BadInput, "go to step " + std::string(number), "the history has no such step",
                     "'history' lists them"};
    return doIt([&] { m_run.postGoTo(static_cast<NodeId>(node.value())); });
}

// OBJECT, or "OBJECT from TASK" where several hold it. A name may have the word in it.
Result<void> StepConsole::takeBack(std::string_view name) {
    constexpr std::string_view kFrom = " from ";
    const PositionPtr position = m_run.position();
    const std::size_t from = name.rfind(kFrom);
    std::vector<std::string> held;
    for (const model::ObjectInfo& object : position->snapshot->objects()) {
        if (object.holders.empty())
            continue;
        held.push_back(position->snapshot->nameOf(object.id));
        if (held.back() == name)
            return doIt([&] { m_run.postTakeBack(object.id); });
        if (from == name.npos || held.back() != name.substr(0, from))
            continue;
        const auto holder = session::findTask(*position, trimmed(name.substr(from + kFrom.size())));
        if (!holder)
            return holder.error();
        if (std::none_of(object.holders.begin(), object.holders.end(),
                         [&](const model::Holder& one) { return one.task == holder.value(); }))
            return Error{Fault::BadInput, "take back '" + std::string(name) + "'",
                         "that task does not hold it", "choose one who does"};
        return doIt([&] { m_run.postTakeBack(object.id, holder.value()); });
    }
    const auto nearest = nearestName(name, held);
    return Error{Fault::BadInput, "take back '" + std::string(name) + "'",
                 "nobody holds an object of that name",
                 nearest ? "did you mean '" + *nearest + "'?" : std::string{}};
}

Result<void> StepConsole::save(const std::string& path) {
    if (path.empty())
        return Error{Fault::BadInput, "save the run", "no file is named", "give its name"};
    if (path.ends_with(".heddle"))
        return m_run.save(path);
    std::ofstream file(path, std::ios::binary);
    file << m_run.scheduleTo(m_run.position()->current) << std::flush;
    if (!file)
        return Error{Fault::BadInput, "save the schedule to '" + path + "'", errnoText(errno),
                     "choose another file"};
    return {};
}

}  // namespace heddle::app
