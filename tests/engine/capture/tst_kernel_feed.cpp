// What the records of a CPU's ring become, ring and records being the test's own: when a task came onto its
// CPU, above all, which the kernel does not say in so many words.
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <unistd.h>

#include <QTest>
#include <cstring>
#include <memory>
#include <vector>

#include "engine/capture/kernel_feed.h"

using namespace heddle;
using namespace heddle::capture;
using wire::Event;
using wire::EventKind;
using wire::SwitchReason;

namespace {

// The feed of a machine with two CPUs at the most, whose rings lie in files in memory. A tracepoint's bytes
// are the number of the task that is woken (less than 0: in effect). Records go to the ring of the CPU chosen
// last.
class FakeFeed final : public KernelFeed {
public:
    FakeFeed(Merger& merger, NameTable& names) : KernelFeed(merger, names) {}

    FakeFeed& on(std::size_t cpu) {
        m_cpu = cpu;
        return *this;
    }
    [[nodiscard]] std::size_t cpus() const { return m_rings.size(); }
    void switchOut(int tid, std::uint64_t time, int next, bool isPreempted = false) {
        addSwitch(PERF_RECORD_MISC_SWITCH_OUT | (isPreempted ? PERF_RECORD_MISC_SWITCH_OUT_PREEMPT : 0), tid,
                  time, next);
    }
    void switchIn(int tid, std::uint64_t time, int previous) { addSwitch(0, tid, time, previous); }
    void exit(int tid, std::uint64_t time) { add(PERF_RECORD_EXIT, 0, Life{1, 1, tid, tid, time}); }
    // `maker` has made tid, of the process pid.
    void fork(int maker, int pid, int tid, std::uint64_t time) {
        add(PERF_RECORD_FORK, 0, Life{pid, 1, tid, maker, time});
    }
    void allocate(int maker, AllocationPoint::Object object, std::uint64_t time) {
        struct {
            std::uint64_t time;
            std::uint32_t size;
            int maker, object;
            std::uint32_t padding;
        } const sample{time, 2 * sizeof maker, maker, static_cast<int>(object), 0};
        add(PERF_RECORD_SAMPLE, 0, sample);
    }
    void lose(std::uint64_t count, std::uint64_t time) {
        struct {
            std::uint64_t id, count;
            std::int32_t pid, tid;
            std::uint64_t time;
        } const lost{0, count, 1, 1, time};
        add(PERF_RECORD_LOST, 0, lost);
    }
    // A cause for tid > 0, an effect for -tid.
    void wake(int tid, std::uint64_t time) {
        struct {
            std::uint64_t time;
            std::uint32_t size;
            int tid;
        } const sample{time, sizeof tid, tid};
        add(PERF_RECORD_SAMPLE, 0, sample);
    }

private:
    struct Life {
        std::int32_t pid, otherPid, tid, otherTid;
        std::uint64_t time;
    };
    struct Switch {
        std::int32_t otherPid, otherTid, pid, tid;
        std::uint64_t time;
    };

    std::optional<PerfRing> openRing(int cpu, std::size_t bytes) override {
        if (cpu > 1) {
            errno = ENODEV;
            return std::nullopt;
        }
        FileDescriptor file{::memfd_create("ring", MFD_CLOEXEC)};
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        if (::ftruncate(file.get(), static_cast<off_t>(page + bytes)) != 0)
            return std::nullopt;
        auto* start = static_cast<std::byte*>(
            ::mmap(nullptr, page + bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0));
        m_rings.push_back({start, start + page});
        return PerfRing::map(std::move(file), bytes);
    }
    Error refusal(int) const override { return Error{Fault::NotPermitted, "open", "no ring", {}}; }
    void translateTracepoint(const PerfRecord& record, Cpu& cpu, FactStream& stream) override {
        int number = 0;
        std::memcpy(&number, record.raw.data(), sizeof number);
        if (record.raw.size() > sizeof number) {
            int object = 0;
            std::memcpy(&object, record.raw.data() + sizeof number, sizeof object);
            noteAllocation(static_cast<std::uint32_t>(number), static_cast<AllocationPoint::Object>(object),
                           record.time);
            return;
        }
        const auto task = static_cast<std::uint32_t>(std::abs(number));
        stream.append({.time = record.time, .task = task, .kind = EventKind::Woken});
        noteWake(task, record.time, number > 0 ? WakePhase::Cause : WakePhase::Effect, cpu);
    }

    void addSwitch(int misc, int tid, std::uint64_t time, int other) {
        add(PERF_RECORD_SWITCH_CPU_WIDE, misc, Switch{1, other, 1, tid, time});
    }
    template <class Body>
    void add(std::uint32_t type, int misc, const Body& body) {
        auto& page = *reinterpret_cast<perf_event_mmap_page*>(m_rings[m_cpu].page);
        std::byte* data = m_rings[m_cpu].data;
        perf_event_header header{};
        header.type = type;
        header.misc = static_cast<std::uint16_t>(misc);
        header.size = sizeof header + sizeof body;
        std::memcpy(data + page.data_head, &header, sizeof header);
        std::memcpy(data + page.data_head + sizeof header, &body, sizeof body);
        page.data_head += header.size;
    }

    struct Ring {
        std::byte *page, *data;
    };
    std::vector<Ring> m_rings;
    std::size_t m_cpu = 0;
};

struct Machine {
    Merger merger;
    NameTable names;
    FakeFeed feed{merger, names};

    Machine() {
        if (!feed.open({.largest = 65536, .smallest = 65536}))
            qFatal("the ring cannot be made");
    }
    std::vector<Event> facts(std::uint64_t until = ~0ull) {
        std::vector<Event> all;
        feed.drain(until);
        merger.merge(until, [&](std::uint32_t, std::span<const Event> some) {
            all.insert(all.end(), some.begin(), some.end());
        });
        return all;
    }
};

// The first of that kind about `task`.
Event find(const std::vector<Event>& facts, EventKind kind, std::uint32_t task) {
    for (const Event& fact : facts) {
        if (fact.kind == kind && fact.task == task)
            return fact;
    }
    return {};
}

constexpr std::uint64_t kStart = 1'000'000'000;

using Object = AllocationPoint::Object;
using wire::CreationStep;

// When `step` of the creation of `task` was done; 0: that was not told.
std::uint64_t whenDone(const std::vector<Event>& facts, std::uint32_t task, CreationStep step) {
    for (const Event& fact : facts)
        if (fact.kind == EventKind::TaskStepDone && fact.task == task &&
            fact.detailAs<CreationStep>() == step)
            return fact.value;
    return 0;
}

}  // namespace

class KernelFeedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoFollowsDirectlyHasTheCpuSinceTheOtherLeftIt() {
        Machine m;
        m.feed.switchIn(7, kStart, 0);
        m.feed.switchOut(7, kStart + 5'000, 8);
        m.feed.switchIn(8, kStart + 5'900, 7);
        const auto facts = m.facts();
        QCOMPARE(find(facts, EventKind::SwitchedOut, 7).value,
                 static_cast<std::uint64_t>(SwitchReason::Blocked));
        QCOMPARE(find(facts, EventKind::SwitchedIn, 8).time, kStart + 5'000);
    }

    // Some of the kernel's own threads come and go without a record.
    void whoFollowsSomebodyNobodyHeardOfHasTheCpuFromItsRecordOn() {
        Machine m;
        m.feed.switchIn(7, kStart, 0);
        m.feed.switchOut(7, kStart + 5'000, 9);
        m.feed.wake(8, kStart + 20'000);
        m.feed.switchIn(8, kStart + 60'000, 9);
        QCOMPARE(find(m.facts(), EventKind::SwitchedIn, 8).time, kStart + 60'000);
    }

    void whoIsWokenForAnIdleCpuHasItSinceThen() {
        Machine m;
        m.feed.switchIn(7, kStart, 0);
        m.feed.switchOut(7, kStart + 5'000, 0);
        m.feed.wake(8, kStart + 20'000);
        m.feed.switchIn(8, kStart + 60'000, 0);
        QCOMPARE(find(m.facts(), EventKind::SwitchedIn, 8).time, kStart + 20'001);
    }

    void whoDrivesAnotherAwayHasTheCpuSinceItWasWoken() {
        Machine m;
        m.feed.switchIn(7, kStart, 0);
        m.feed.wake(8, kStart + 5'000);
        m.feed.switchOut(7, kStart + 7'000, 8, true);
        m.feed.switchIn(8, kStart + 7'900, 7);
        const auto facts = m.facts();
        QCOMPARE(find(facts, EventKind::SwitchedOut, 7).time, kStart + 5'001);
        QCOMPARE(find(facts, EventKind::SwitchedIn, 8).time, kStart + 5'001);
    }

    // The ring of the CPU that it comes onto is read before the one in which it is woken.
    void whoIsWokenOnAnotherCpuComesAfterThat() {
        Machine m;
        if (m.feed.cpus() < 2)
            QSKIP("there is one CPU");
        m.feed.switchIn(7, kStart, 0);
        m.feed.switchOut(7, kStart + 5'000, 0);
        m.feed.switchIn(8, kStart + 60'000, 0);
        m.feed.on(1).wake(-8, kStart - 9'000);
        m.feed.wake(-8, kStart + 20'000);
        QCOMPARE(find(m.facts(), EventKind::SwitchedIn, 8).time, kStart + 20'001);
    }

    // It takes some time until the CPU hears of it.
    void whoIsWokenByAnotherCpuHasNotGotItYet() {
        Machine m;
        if (m.feed.cpus() < 2)
            QSKIP("there is one CPU");
        m.feed.on(0).switchIn(7, kStart, 0);
        m.feed.switchOut(7, kStart + 5'000, 0);
        m.feed.on(1).wake(8, kStart + 20'000);
        m.feed.on(0).switchIn(8, kStart + 60'000, 0);
        QCOMPARE(find(m.facts(), EventKind::SwitchedIn, 8).time, kStart + 60'000);
    }

    // What was written after a drain had begun is left for the next one, together with its causes.
    void nothingIsTakenThatIsLaterThanTheDrain() {
        Machine m;
        if (m.feed.cpus() < 2)
            QSKIP("there is one CPU");
        m.feed.switchIn(7, kStart, 0);
        m.feed.switchOut(7, kStart + 5'000, 0);
        m.feed.switchIn(8, kStart + 60'000, 0);
        QCOMPARE(find(m.facts(kStart + 30'000), EventKind::SwitchedIn, 8).time, 0u);
        m.feed.on(1).wake(-8, kStart + 40'000);
        QCOMPARE(find(m.facts(), EventKind::SwitchedIn, 8).time, kStart + 40'001);
    }

    void aWakeUpCountsForOneArrivalOnly() {
        Machine m;
        m.feed.switchIn(7, kStart, 0);
        m.feed.switchOut(7, kStart + 5'000, 0);
        m.feed.wake(8, kStart + 20'000);
        m.feed.switchIn(8, kStart + 21'000, 0);
        m.feed.switchOut(8, kStart + 22'000, 0);
        m.feed.switchIn(8, kStart + 90'000, 0);
        const auto facts = m.facts();
        QCOMPARE(facts.back().task, 8u);
        QCOMPARE(facts.back().time, kStart + 90'000);
    }

    // It comes onto another CPU as soon as it has left this one: not before.
    void whoIsWokenOnTheWayOutHasLeftFirst() {
        Machine m;
        if (m.feed.cpus() < 2)
            QSKIP("there is one CPU");
        m.feed.on(0).switchIn(7, kStart, 0);
        m.feed.on(1).switchIn(8, kStart + 1'000, 0);
        m.feed.on(0).wake(8, kStart + 5'000);
        m.feed.on(1).switchOut(8, kStart + 6'000, 0);
        m.feed.on(0).switchOut(7, kStart + 7'000, 8, true);
        m.feed.switchIn(8, kStart + 7'900, 7);
        const auto facts = m.facts();
        QCOMPARE(find(facts, EventKind::SwitchedOut, 8).time, kStart + 6'000);
        QCOMPARE(facts.back().task, 8u);
        QCOMPARE(facts.back().time, kStart + 6'001);
    }

    // It goes on to its end, and is driven away on the last stretch, when it has no number any more.
    void whoHasBeenHeardOfSinceWasNotDrivenAwayByTheWakeUp() {
        Machine m;
        m.feed.switchIn(7, kStart, 0);
        m.feed.wake(8, kStart + 5'000);
        m.feed.exit(7, kStart + 9'000);
        m.feed.switchOut(-1, kStart + 13'000, 8, true);
        m.feed.switchIn(8, kStart + 13'900, -1);
        const auto facts = m.facts();
        QCOMPARE(find(facts, EventKind::TaskExited, 7).time, kStart + 9'000);
        QCOMPARE(find(facts, EventKind::SwitchedIn, 8).time, kStart + 13'000);
    }

    void aBirthIsToldWithWhatTheKernelTookForIt() {
        Machine m;
        m.feed.tellCreationSteps(Tid{7});
        m.feed.allocate(7, Object::ControlBlock, kStart);
        m.feed.allocate(7, Object::Resource, kStart + 10'000);
        m.feed.allocate(7, Object::Resource, kStart + 90'000);
        m.feed.fork(7, 9, 9, kStart + 100'000);
        const auto facts = m.facts();
        QCOMPARE(facts.front().kind, EventKind::TaskCreated);
        QCOMPARE(whenDone(facts, 9, CreationStep::ControlBlock), kStart);
        QCOMPARE(whenDone(facts, 9, CreationStep::Resources), kStart + 90'000);
        QCOMPARE(whenDone(facts, 9, CreationStep::Filled), kStart + 100'000);
    }

    void aThreadSharesTheResourcesOfItsProcess() {
        Machine m;
        m.feed.tellCreationSteps(Tid{7});
        m.feed.allocate(7, Object::ControlBlock, kStart);
        m.feed.allocate(7, Object::Resource, kStart + 10'000);
        m.feed.fork(7, 7, 8, kStart + 20'000);
        const auto facts = m.facts();
        QCOMPARE(whenDone(facts, 8, CreationStep::ControlBlock), kStart);
        QCOMPARE(whenDone(facts, 8, CreationStep::Resources), 0u);
        QCOMPARE(whenDone(facts, 8, CreationStep::Filled), kStart + 20'000);
    }

    // Its maker was moved in the middle of it, and another task takes something meanwhile.
    void whatWasTakenOnAnotherCpuBelongsToItsMaker() {
        Machine m;
        if (m.feed.cpus() < 2)
            QSKIP("there is one CPU");
        m.feed.tellCreationSteps(Tid{7});
        m.feed.on(1).allocate(7, Object::ControlBlock, kStart);
        m.feed.on(0).allocate(6, Object::Resource, kStart + 1'000);
        m.feed.allocate(7, Object::Resource, kStart + 2'000);
        m.feed.fork(7, 9, 9, kStart + 3'000);
        const auto facts = m.facts();
        QCOMPARE(whenDone(facts, 9, CreationStep::ControlBlock), kStart);
        QCOMPARE(whenDone(facts, 9, CreationStep::Resources), kStart + 2'000);
    }

    void aCloneThatFailsLeavesNothingToTheNextOne() {
        Machine m;
        m.feed.tellCreationSteps(Tid{7});
        m.feed.allocate(7, Object::ControlBlock, kStart);
        m.feed.allocate(7, Object::Resource, kStart + 1'000);
        m.feed.allocate(7, Object::ControlBlock, kStart + 5'000);
        m.feed.fork(7, 9, 9, kStart + 6'000);
        m.feed.allocate(7, Object::Resource, kStart + 7'000);  // memory of its own
        m.feed.fork(7, 10, 10, kStart + 8'000);
        const auto facts = m.facts();
        QCOMPARE(whenDone(facts, 9, CreationStep::ControlBlock), kStart + 5'000);
        QCOMPARE(whenDone(facts, 9, CreationStep::Resources), 0u);
        QCOMPARE(whenDone(facts, 10, CreationStep::ControlBlock), 0u);
        QCOMPARE(whenDone(facts, 10, CreationStep::Resources), 0u);
        QCOMPARE(whenDone(facts, 10, CreationStep::Filled), kStart + 8'000);
    }

    void whatWasBegunBeforeALossIsNotTold() {
        Machine m;
        m.feed.tellCreationSteps(Tid{7});
        m.feed.allocate(7, Object::ControlBlock, kStart);
        m.feed.allocate(7, Object::Resource, kStart + 1'000);
        m.feed.lose(3, kStart + 2'000);
        m.feed.fork(7, 9, 9, kStart + 6'000);
        const auto facts = m.facts();
        QCOMPARE(whenDone(facts, 9, CreationStep::ControlBlock), 0u);
        QCOMPARE(whenDone(facts, 9, CreationStep::Resources), 0u);
        QCOMPARE(whenDone(facts, 9, CreationStep::Filled), kStart + 6'000);
    }

    void onlyWhoAsksIsToldTheSteps() {
        Machine m;
        m.feed.allocate(7, Object::ControlBlock, kStart);
        m.feed.fork(7, 9, 9, kStart + 6'000);
        const auto facts = m.facts();
        QCOMPARE(facts.size(), 1u);
        QCOMPARE(facts.front().kind, EventKind::TaskCreated);
    }
};

QTEST_GUILESS_MAIN(KernelFeedTest)
#include "tst_kernel_feed.moc"
