#include "engine/session/search/finder_search.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/base/own_program.h"
#include "engine/base/phrase.h"
#include "engine/control/choosers.h"
#include "engine/control/replay.h"
#include "engine/control/search/search.h"
#include "engine/session/search/run_in_segment.h"
#include "engine/session/stepping/schedule_subject.h"

namespace heddle::session {

using control::Outcome;
using finder::News;
using finder::NewsKind;

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr int kLookEvery = 100;  // ms
constexpr std::uint32_t kStepsToLook = 1000;

SearchStrategy strategyOf(finder::StrategyKind kind) {
    return static_cast<SearchStrategy>(kind);
}
static_assert(static_cast<int>(SearchStrategy::Random) == static_cast<int>(finder::StrategyKind::Random));

FoundKind foundKindOf(Outcome outcome) {
    switch (outcome) {
        case Outcome::Deadlock:
            return FoundKind::Deadlock;
        case Outcome::AssertionFailed:
            return FoundKind::Expectation;
        case Outcome::NoNextStep:
            return FoundKind::NoNextStep;
        case Outcome::Starved:
            return FoundKind::Starvation;
        default:
            return FoundKind::Exception;
    }
}

SearchEnd endOf(control::Conclusion conclusion) {
    switch (conclusion) {
        case control::Conclusion::Found:
            return SearchEnd::Found;
        case control::Conclusion::Proved:
            return SearchEnd::Proved;
        case control::Conclusion::Exhausted:
            return SearchEnd::Exhausted;
        case control::Conclusion::Cancelled:
            return SearchEnd::Cancelled;
        default:
            return SearchEnd::Limit;
    }
}

std::optional<double> figureOf(double told) {
    return told > 0 ? std::optional{told} : std::nullopt;
}

std::string wordsOf(const control::ScheduleEntry& entry) {
    std::string text = entry.task + " " + std::string{control::wordOf(entry.operation)};
    if (!entry.object.empty())
        text += " " + entry.object;
    return entry.timesOut ? text + " timed-out" : text;
}

}  // namespace

Result<std::unique_ptr<ScheduleSearch>> ScheduleSearch::start(const SearchRequest& request) {
    return FinderSearch::start(request);
}

Result<std::unique_ptr<ScheduleSearch>> FinderSearch::start(const SearchRequest& request) {
    RunRequest run;
    run.scenario = request.scenario;
    run.parameters = request.parameters;
    auto subject = scheduleSubjectOf(run);
    if (!subject)
        return subject.error();
    std::unique_ptr<FinderSearch> search{new FinderSearch{request, std::move(subject).value()}};
    if (auto launched = search->launch(); !launched)
        return launched.error();
    search->m_thread = std::thread{[self = search.get()] { self->run(); }};
    return std::unique_ptr<ScheduleSearch>{std::move(search)};
}

FinderSearch::~FinderSearch() {
    postCancel();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> FinderSearch::launch() {
    const auto path = findOwnProgram({"heddle-finder", "HEDDLE_FINDER", HEDDLE_FINDER_IN_BUILD_TREE});
    if (!path)
        return path.error();
    auto segment = wire::Segment::create();
    if (!segment)
        return segment.error();
    m_segment = std::move(segment).value();
    auto host = host::HostClient::start();
    if (!host)
        return host.error();
    m_host = std::move(host).value();
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return Error{Fault::NotPermitted, "search for a schedule", errnoText(errno), {}};
    m_news = FileDescriptor{ends[0]};
    const FileDescriptor theirs{ends[1]};
    ::fcntl(m_news.get(), F_SETFL, O_NONBLOCK);
    m_nowhere = FileDescriptor{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
    host::Launch launch;
    launch.command = finder::wordsOf({.scenario = m_request.scenario,
                                      .parameters = m_subject.parameters,
                                      .strategy = static_cast<finder::StrategyKind>(m_request.strategy),
                                      .schedules = m_request.schedules,
                                      .seed = m_request.seed,
                                      .patience = m_request.patience});
    launch.command.insert(launch.command.begin(), path.value());
    launch.segmentFd = m_segment->fd();
    launch.outputFd = theirs.get();
    launch.ownGroup = true;
    auto pid = m_host->prepare(launch);
    if (!pid)
        return pid.error();
    m_finder = pid.value();
    m_host->go();
    return {};
}

void FinderSearch::run() {
    hear();
    m_host->kill();
    if (m_result.found)
        confirm();
    else if (!m_isCancelled.load(kRelaxed) && !m_result.error)
        lookForProcesses();
    finish();
}

void FinderSearch::hear() {
    m_stand.since = MonotonicClock::now();
    while (!m_isCancelled.load(kRelaxed)) {
        pollfd source{m_news.get(), POLLIN, 0};
        ::poll(&source, 1, kLookEvery);
        if (source.revents != 0 && !takeNews())
            return m_isOver ? void() : hearEnd();
        if (isStuck())
            return takeFoundInSegment(FoundKind::NoNextStep, [](const Phrase& who) {
                return Phrase{"%1 does not come to its next step", who};
            });
    }
}

bool FinderSearch::takeNews() {
    char buffer[64 * 1024];
    ssize_t count = 0;
    while ((count = ::read(m_news.get(), buffer, sizeof buffer)) > 0)
        m_unread.append(buffer, static_cast<std::size_t>(count));
    const bool isOpen = count < 0 && (errno == EAGAIN || errno == EINTR);
    News news;
    while (m_unread.size() >= sizeof news) {
        std::memcpy(&news, m_unread.data(), sizeof news);
        if (m_unread.size() < sizeof news + news.textBytes)
            break;
        take(news, host::splitTexts(std::string_view{m_unread}.substr(sizeof news, news.textBytes)));
        m_unread.erase(0, sizeof news + news.textBytes);
    }
    return isOpen;
}

void FinderSearch::take(const News& news, const std::vector<std::string>& texts) {
    {
        const std::lock_guard lock{m_lock};
        m_progress = {.strategy = strategyOf(news.strategy),
                      .schedules = news.schedules,
                      .steps = news.steps,
                      .equivalent = news.equivalent,
                      .interleavings = figureOf(news.interleavings),
                      .isFound = m_result.found.has_value()};
    }
    if (news.kind == NewsKind::Found && texts.size() == 2) {
        auto schedule = control::parseSchedule(texts[1], "the schedule found");
        if (!schedule)
            return;
        const std::uint64_t atFirst = m_result.found ? m_result.found->stepsAtFirst : news.steps;
        m_result.found = FoundFailure{.kind = foundKindOf(static_cast<Outcome>(news.outcome)),
                                      .text = texts[0],
                                      .number = news.number,
                                      .stepsAtFirst = atFirst,
                                      .isLeast = news.isLeast != 0};
        take(std::move(schedule).value());
    } else if (news.kind == NewsKind::Searched) {
        SearchFigures figures{.strategy = strategyOf(news.strategy),
                              .schedules = news.schedules,
                              .steps = news.steps,
                              .equivalent = news.equivalent,
                              .abandoned = news.abandoned,
                              .cut = news.cut,
                              .took = Duration{news.tookNs}};
        if (news.preemptions >= 0)
            figures.preemptions = static_cast<std::uint32_t>(news.preemptions);
        figures.interleavings = figureOf(news.interleavings);
        m_result.figures.push_back(figures);
        m_result.end = endOf(static_cast<control::Conclusion>(news.conclusion));
        m_isOver = true;
    } else if (news.kind == NewsKind::Begun) {
        m_isOver = false;
    } else if (news.kind == NewsKind::Refused && texts.size() == 3) {
        m_result.error = Error{static_cast<Fault>(news.fault), texts[0], texts[1], texts[2]};
        m_isOver = true;
    }
}

void FinderSearch::take(control::Schedule schedule) {
    schedule.subject = m_subject;
    const std::vector<control::ScheduleEntry>& entries = schedule.entries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        m_result.found->steps.push_back(wordsOf(entries[i]));
        m_result.found->switches += i > 0 && entries[i].task != entries[i - 1].task ? 1U : 0U;
    }
    m_result.found->schedule = written(schedule);
    m_schedule = std::move(schedule);
    const std::lock_guard lock{m_lock};
    m_progress.isFound = true;
}

bool FinderSearch::isStuck() {
    const wire::ControlHeader& control = m_segment->header().control;
    const std::uint32_t round = m_segment->header().round.number.load(kRelaxed),
                        step = control.scriptAt.load(kRelaxed);
    const bool moves = control.moving.load(kRelaxed) != 0;
    if (!moves || round != m_stand.round || step != m_stand.step)
        m_stand = {round, step, MonotonicClock::now()};
    return MonotonicClock::now() - m_stand.since >= m_request.stepLimit;
}

// The finder has closed its end without a last word.
void FinderSearch::hearEnd() {
    std::vector<host::Message> messages;
    for (bool isThere = true; isThere;) {
        pollfd source{m_host->descriptor(), POLLIN, 0};
        ::poll(&source, 1, -1);
        messages.clear();
        isThere = m_host->receive(messages);
        for (const host::Message& message : messages) {
            if (message.kind != host::Message::Kind::Reaped || message.pid != m_finder)
                continue;
            const bool inStep = m_segment->header().control.moving.load(kRelaxed) != 0;
            const auto say = [status = message.status](const Phrase& who) {
                return WIFSIGNALED(status)
                           ? Phrase{"%1 was ended by the signal %2", who, signalText(WTERMSIG(status))}
                           : Phrase{"%1 ended its process with exit status %2", who, WEXITSTATUS(status)};
            };
            if (inStep)
                return takeFoundInSegment(FoundKind::Crash, say);
            m_result.error = Error{Fault::BadInput, "search for a schedule", say("the searching process"),
                                   "try again with another strategy"};
            return;
        }
    }
}

void FinderSearch::takeFoundInSegment(FoundKind kind, const std::function<Phrase(const Phrase&)>& say) {
    m_host->kill();
    if (m_result.found)
        return;  // while it was minimised: what was found before stands
    control::Schedule schedule = scheduleIn(*m_segment);
    m_result.end = SearchEnd::Found;
    m_result.found =
        FoundFailure{.kind = kind,
                     .text = say(schedule.entries.empty() ? Phrase{"the scenario"}
                                                          : Phrase{"%1", schedule.entries.back().task}),
                     .number = m_segment->header().round.number.load(kRelaxed),
                     .stepsAtFirst = schedule.entries.size()};
    take(std::move(schedule));
}

Result<std::unique_ptr<control::LiveExecutor>> FinderSearch::realTasks() const {
    host::Launch launch;
    launch.scenario = m_request.scenario;
    launch.parameters = m_subject.parameters;
    launch.outputFd = m_nowhere.get();
    return control::LiveExecutor::create(launch, {.stepLimit = m_request.stepLimit});
}

// One run of real tasks tells.
void FinderSearch::lookForProcesses() {
    const auto executor = realTasks();
    if (!executor || !executor.value()->restart())
        return;
    control::LiveExecutor& run = *executor.value();
    control::Calm calm;
    static_cast<void>(control::drive(run, calm, kStepsToLook, [&](const control::StepEvent& event) {
        m_result.hasProcesses = hasProcesses(run.segment(), event.tasks.size());
        return m_result.hasProcesses || m_isCancelled.load(kRelaxed);
    }));
}

void FinderSearch::confirm() {
    FoundFailure& found = *m_result.found;
    const auto stopped = [&found] {
        found.confirmation = Confirmation::Stopped;
        found.confirmationText = "the search was stopped before real tasks had tried it";
    };
    if (m_isCancelled.load(kRelaxed))
        return stopped();
    const auto untried = [&found](const Error& error) {
        found.confirmation = Confirmation::Untried;
        found.confirmationText = error.sentence();
    };
    auto executor = realTasks();
    if (!executor)
        return untried(executor.error());
    const auto made = control::replay(*executor.value(), m_schedule, m_request.patience,
                                      [this] { return !m_isCancelled.load(kRelaxed); });
    if (!made) {
        found.confirmation = Confirmation::Refuted;
        found.confirmationText = made.error().sentence();
        return;
    }
    if (made->isStopped) {
        return stopped();
    }
    const bool isSame =
        made->failure && (found.kind == FoundKind::Crash ? made->failure->outcome == Outcome::Exception
                                                         : foundKindOf(made->failure->outcome) == found.kind);
    found.confirmation = isSame ? Confirmation::Confirmed : Confirmation::Refuted;
    found.confirmationText = isSame ? "real tasks fail in the same way by this schedule"
                                    : "real tasks do not fail so by this schedule: they depend on something "
                                      "that processes do not share, or on what the choices do not decide";
}

void FinderSearch::finish() {
    if (m_result.found)
        m_result.end = SearchEnd::Found;
    std::function<void()> postEnded;
    {
        const std::lock_guard lock{m_lock};
        m_hasEnded = true;
        postEnded = m_postEnded;
    }
    m_ended.notify_all();
    if (postEnded)
        postEnded();
}

SearchProgress FinderSearch::progress() const {
    const std::lock_guard lock{m_lock};
    return m_progress;
}

void FinderSearch::setEndListener(std::function<void()> postEnded) {
    const std::lock_guard lock{m_lock};
    if (m_hasEnded && postEnded)
        postEnded();
    m_postEnded = std::move(postEnded);
}

bool FinderSearch::waitForEnd(Duration limit) {
    constexpr Duration kLongest = std::chrono::hours{24 * 365};  // it is added to a clock
    std::unique_lock lock{m_lock};
    return m_ended.wait_for(lock, std::min(limit, kLongest), [this] { return m_hasEnded; });
}

const SearchResult& FinderSearch::result() const {
    const std::lock_guard lock{m_lock};
    HEDDLE_CHECK(m_hasEnded);
    return m_result;
}

}  // namespace heddle::session
