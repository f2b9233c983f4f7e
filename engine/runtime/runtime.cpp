#include "engine/runtime/runtime.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "engine/base/phrase.h"
#include "engine/runtime/carried_gate.h"
#include "engine/runtime/fault_watch.h"
#include "engine/runtime/limits.h"
#include "engine/runtime/live_gate.h"
#include "engine/runtime/thread_context.h"
#include "engine/wire/event_ring.h"

namespace heddle::runtime {
namespace {

std::atomic<Runtime*> g_runtime{nullptr};
std::mutex g_attaching;

FileDescriptor descriptorOf(std::string_view text) {
    int fd = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fd);
    if (error == std::errc{} && end == text.data() + text.size())
        return FileDescriptor{::fcntl(fd, F_DUPFD_CLOEXEC, 0)};
    return FileDescriptor{::open(std::string{text}.c_str(), O_RDWR | O_CLOEXEC)};
}

// Never 0. Each bit of the key depends on each of what it is made of (the finalizer of splitmix64, Steele,
// Lea and Flood 2014).
std::uint64_t keyOf(std::uint64_t program, CallSite at) {
    std::uint64_t key = program ^ reinterpret_cast<std::uintptr_t>(at.file) ^ (std::uint64_t{at.line} << 48);
    key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9;
    key = (key ^ (key >> 27)) * 0x94d049bb133111eb;
    key ^= key >> 31;
    return key == 0 ? 1 : key;
}

// `limit`: of a table whose first place is nobody's.
std::string asManyAsCanBe(std::uint32_t limit) {
    return Phrase{"the run already has %1, as many as one of Heddle's can hold; make fewer in one run",
                  limit - 1};
}

std::uint64_t numberOfProgram() {
    return (static_cast<std::uint64_t>(::getpid()) << 40) ^ wire::readTicks(wire::TickKind::Monotonic);
}

}  // namespace

Runtime::Runtime(std::unique_ptr<wire::Segment> segment, bool observed)
    : m_segment(std::move(segment)), m_observed(observed), m_program(numberOfProgram()) {
    if (m_segment->header().round.isControlled.load(std::memory_order_acquire))
        m_gate = std::make_unique<LiveGate>(*m_segment);
    else if (m_observed)
        watchExceptions();
    if (m_observed)
        watchFaults();
    explainBadAlloc();
    // A sleep ends when it is over. As a rule the kernel lets 50 us pass, so as to wake several at once.
    // Threads and children have it from who makes them.
    ::prctl(PR_SET_TIMERSLACK, 1);
}

// Never destroyed: threads may still write when the process ends.
Runtime& Runtime::instance() {
    if (Runtime* runtime = g_runtime.load(std::memory_order_acquire))
        return *runtime;
    const std::lock_guard lock{g_attaching};
    if (!g_runtime.load(std::memory_order_relaxed))
        g_runtime.store(attachFromEnvironment(), std::memory_order_release);
    return *g_runtime.load(std::memory_order_relaxed);
}

void Runtime::use(std::unique_ptr<wire::Segment> segment) {
    const std::lock_guard lock{g_attaching};
    HEDDLE_CHECK(!g_runtime.load());
    g_runtime.store(new Runtime{std::move(segment), true}, std::memory_order_release);
}

CarriedGate& Runtime::useCarried(std::unique_ptr<wire::Segment> segment) {
    segment->header().round.isControlled.store(0, std::memory_order_relaxed);
    const std::lock_guard lock{g_attaching};
    HEDDLE_CHECK(!g_runtime.load());
    auto* runtime = new Runtime{std::move(segment), false};
    auto gate = std::make_unique<CarriedGate>(*runtime->m_segment);
    CarriedGate& carried = *gate;
    runtime->m_gate = std::move(gate);
    g_runtime.store(runtime, std::memory_order_release);
    return carried;
}

Runtime* Runtime::attachFromEnvironment() {
    if (const char* text = std::getenv("HEDDLE_SEGMENT")) {
        auto segment = wire::Segment::open(descriptorOf(text));
        if (segment)
            return new Runtime{std::move(segment).value(), true};
        std::fprintf(stderr, "heddle: %s; the program runs unobserved\n", segment.error().sentence().c_str());
    }
    auto segment = wire::Segment::createPrivate();
    if (!segment)
        giveUp("start the runtime", segment.error().sentence());
    return new Runtime{std::move(segment).value(), false};
}

SiteId Runtime::siteOf(CallSite at, wire::EventWriter& writer) {
    // In a controlled run each process tells its lines itself: who of two that move at once comes first is
    // chance, and each run of the same choices is to tell the same.
    wire::SiteTable* toldInRun = m_gate ? nullptr : &m_segment->header().sites;
    const std::uint64_t key = keyOf(m_program, at);
    if (const SiteId told = toldInRun ? toldInRun->find(key) : SiteId{}; !told.isNone())
        return told;
    // Where a container makes the task, the line is the container's: none of the program's.
    if (std::string_view{at.file}.starts_with("/usr/"))
        return {};
    const SiteId site = announceSite(at, writer);
    if (toldInRun && !site.isNone())
        toldInRun->publish(key, site);
    return site;
}

SiteId Runtime::announceSite(CallSite at, wire::EventWriter& writer) {
    const std::lock_guard lock{m_sitesLock};
    const auto [place, isNew] = m_sites.try_emplace({at.file, at.line});
    if (isNew) {
        const std::uint64_t lost = writer.lost();
        TextId& file = m_files[at.file];
        if (file.isNone())
            file = writer.writeText(at.file);
        place->second = m_segment->newSite();
        writer.write({.value = at.line,
                      .object = file.value(),
                      .site = place->second.value(),
                      .kind = wire::EventKind::SiteDefined});
        if (writer.lost() != lost) {  // nobody knows it: whoever comes next tells it again
            m_sites.erase(place);
            m_files.erase(at.file);
            return {};
        }
    }
    return place->second;
}

void Runtime::forgetSites() {
    const std::lock_guard lock{m_sitesLock};
    m_files.clear();
    m_sites.clear();
}

TaskRef Runtime::newTask() const {
    const TaskRef ref = m_segment->newTask();
    if (ref.isNone())
        giveUp("make a task", asManyAsCanBe(m_segment->limits().tasks));
    return ref;
}

ObjectId Runtime::newObject() const {
    const ObjectId id = m_segment->newObject();
    if (id.isNone())
        giveUp("make a synchronisation object", asManyAsCanBe(m_segment->limits().objects));
    return id;
}

void giveUp(const std::string& what, const std::string& why) {
    std::fprintf(stderr, "heddle: %s: %s\n", what.c_str(), why.c_str());
    if (ThreadContext* thread = ThreadContext::ifBound())
        thread->tellEnding(kGivenUp, Phrase{"could not %1: %2", what, why}.text());
    std::_Exit(kGivenUp);
}

}  // namespace heddle::runtime
