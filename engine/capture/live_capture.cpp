#include "engine/capture/live_capture.h"

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "engine/base/phrase.h"
#include "engine/capture/permission.h"

namespace heddle::capture {

using wire::Event;
using wire::EventKind;
using wire::KernelSource;

namespace {

// The kernel stores a record some time after it has read the clock for it: what is younger may not be all
// there.
constexpr std::uint64_t kRecordsUnderWayNs = 1'000'000;
constexpr std::uint64_t kSearchForDeadEvery = 500'000'000;
// Long enough for batches, short enough for the eye.
constexpr Duration kLongestWait = std::chrono::milliseconds{8};

std::uint64_t nowNs() {
    return static_cast<std::uint64_t>(toNs(MonotonicClock::now()));
}

}  // namespace

Result<std::unique_ptr<Capture>> Capture::start(const CaptureOptions& options) {
    auto capture = std::make_unique<LiveCapture>(options);
    if (auto opened = capture->open(); !opened)
        return opened.error();
    return std::unique_ptr<Capture>{std::move(capture)};
}

Result<void> LiveCapture::open() {
    m_notes = m_merger.add();
    m_settled = nowNs();  // the stream begins before the sources do
    std::string refusals;
    for (const auto source :
         {KernelSource::Tracepoints, KernelSource::Switches, KernelSource::Sampling, KernelSource::None}) {
        if (m_options.forcedSource && source != *m_options.forcedSource)
            continue;
        std::string refusal;
        if (tryOpen(source, refusal)) {
            m_source = source;
            break;
        }
        if (m_options.forcedSource)
            return Error{Fault::NotPermitted, "watch the run", refusal,
                         "leave the choice of the source open"};
        refusals = refusals.empty() ? refusal : Phrase{"%1; %2", refusals, refusal};
    }
    m_whyNotBetter = m_options.forcedSource ? std::string{} : refusals;
    if (m_options.segment)
        m_channels = std::make_unique<ChannelSet>(*m_options.segment, m_merger);
    m_resolver = std::make_unique<Resolver>(m_options.segment, m_feed != nullptr, m_names);
    if (m_source != KernelSource::None)
        m_watch = std::make_unique<TaskWatch>(*m_resolver, m_names, m_source == KernelSource::Sampling);
    std::string name;
    std::ifstream file{"/proc/" + std::to_string(m_options.root.value()) + "/comm"};
    if (std::getline(file, name))
        m_rootName = m_names.intern(name);
    return {};
}

bool LiveCapture::tryOpen(KernelSource source, std::string& refusal) {
    const auto tryFeed = [&](std::unique_ptr<KernelFeed> feed) {
        if (m_options.tellsCreationSteps)
            feed->tellCreationSteps(Tid{m_options.root.value()});
        if (const auto opened = feed->open({.largest = m_options.largestRing}); !opened) {
            refusal = opened.error().sentence();
            return false;
        }
        m_feed = std::move(feed);
        return true;
    };
    switch (source) {
        case KernelSource::Tracepoints: {
            auto feed = makeTracepointFeed(m_merger, m_names);
            if (feed)
                return tryFeed(std::move(feed).value());
            refusal = feed.error().sentence();
            return false;
        }
        case KernelSource::Switches:
            return tryFeed(makeSwitchFeed(m_options.root, m_merger, m_names));
        default:
            return true;
    }
}

void LiveCapture::introduceRoot(std::vector<Event>& out) {
    m_begun = true;
    m_resolver->begin(m_source, m_settled, out);
    const Pid pid = m_options.root;
    m_resolver->adopt(pid, Tid{pid.value()}, {}, m_settled, out);
    const Event name{.time = m_settled,
                     .task = static_cast<std::uint32_t>(pid.value()),
                     .object = m_rootName,
                     .kind = EventKind::TaskNamed};
    if (m_rootName != 0)
        m_resolver->takeKernel({&name, 1}, out);
}

void LiveCapture::wait(Duration limit) {
    limit = std::min(limit, kLongestWait);
    const timespec timeout{limit.count() / 1'000'000'000, limit.count() % 1'000'000'000};
    if (!m_feed) {
        ::nanosleep(&timeout, nullptr);
        return;
    }
    m_polled = m_feed->pollfds();
    if (::ppoll(m_polled.data(), m_polled.size(), &timeout, nullptr) > 0)
        m_feed->forgetHungUp(m_polled);
}

void LiveCapture::poll(std::vector<Event>& out) {
    const std::uint64_t now = nowNs();
    std::uint64_t settled = m_feed ? now - kRecordsUnderWayNs : now;
    if (m_feed)
        m_feed->drain(now);
    if (m_channels) {
        if (now >= m_nextSearchForDead) {  // whose end nobody told
            m_nextSearchForDead = now + kSearchForDeadEvery;
            m_channels->lookForDead();
        }
        settled = std::min(settled, m_channels->drain());
    }
    mergeUntil(settled, out);
    if (m_watch) {
        FactStream& notes = m_merger.stream(m_notes);
        m_watch->lookLast(m_ended, notes);
        m_ended.clear();
        m_watch->look(nowNs(), notes);
    }
}

void LiveCapture::mergeUntil(std::uint64_t until, std::vector<Event>& out) {
    if (!m_begun)
        introduceRoot(out);
    m_merger.merge(until, [&](std::uint32_t stream, std::span<const Event> facts) {
        if (m_channels && m_channels->owns(stream)) {
            m_resolver->takeRuntime(facts, out);
            return;
        }
        for (const Event& fact : facts) noteRemarkable(fact);
        m_resolver->takeKernel(facts, out);
    });
    m_settled = std::max(m_settled, until);
}

// What others want to know of the kernel's facts, before they change anything.
void LiveCapture::noteRemarkable(const Event& fact) {
    if (fact.kind == EventKind::GapEnded && m_watch) {
        m_watch->noteGap();
    } else if (fact.kind == EventKind::TaskExited) {
        if (m_channels)
            m_channels->threadDied(tidFrom(fact.task));
        const TaskId task = m_resolver->liveTask(tidFrom(fact.task));
        if (m_watch && !task.isNone())
            m_ended.push_back(task);
    }
}

void LiveCapture::noteReaped(Pid pid, int waitStatus, Instant when) {
    m_merger.stream(m_notes).append({.time = static_cast<std::uint64_t>(toNs(when)),
                                     .value = static_cast<std::uint32_t>(waitStatus),
                                     .task = static_cast<std::uint32_t>(pid.value()),
                                     .kind = EventKind::TaskReaped,
                                     .detail = 1});
}

void LiveCapture::noteJob(EventKind kind, Pid pid, Instant when) {
    m_merger.stream(m_notes).append({.time = static_cast<std::uint64_t>(toNs(when)),
                                     .task = static_cast<std::uint32_t>(pid.value()),
                                     .object = 1,
                                     .kind = kind});
}

void LiveCapture::finish(std::vector<Event>& out) {
    if (m_feed)
        m_feed->finish();
    if (m_channels)
        m_channels->finish();
    mergeUntil(nowNs(), out);
    if (m_watch)
        m_watch->tellMissing(m_merger.stream(m_notes));
    mergeUntil(~0ull, out);
    m_settled = nowNs();
    m_resolver->end(m_settled, out);
}

}  // namespace heddle::capture
