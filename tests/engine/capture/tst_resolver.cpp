// Which task an event is about: pids reused, threads bound, programs replaced.
#include <link.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>

#include <QTest>

#include "engine/capture/resolver.h"
#include "engine/wire/event_ring.h"
#include "engine/wire/program_mark.h"

using namespace heddle;
using namespace heddle::capture;
using namespace heddle::wire;

namespace {

constexpr Pid kRoot{100};

Event born(std::uint64_t time, int parent, int pid, int tid) {
    return {.time = time,
            .value = packIds(Pid{pid}, Tid{tid}),
            .task = static_cast<std::uint32_t>(tid),
            .object = static_cast<std::uint32_t>(parent),
            .kind = EventKind::TaskCreated,
            .detail = static_cast<std::uint16_t>(pid == tid ? TaskKind::Process : TaskKind::Thread)};
}
Event about(EventKind kind, std::uint64_t time, std::uint32_t task, std::uint32_t object = 0,
            std::uint64_t value = 0, std::uint16_t detail = 0) {
    return {.time = time, .value = value, .task = task, .object = object, .kind = kind, .detail = detail};
}

// As it was linked.
std::uint64_t addressOfThisTest() {
    std::uint64_t shift = 0;
    ::dl_iterate_phdr(
        [](dl_phdr_info* program, std::size_t, void* to) {
            *static_cast<std::uint64_t*>(to) = program->dlpi_addr;
            return 1;
        },
        &shift);
    return reinterpret_cast<std::uintptr_t>(&addressOfThisTest) - shift;
}

// A resolver with the root in it, and what comes out.
struct Stream {
    explicit Stream(bool kernelTellsLives = true)
        : segment(std::move(
              Segment::createPrivate({.channels = 4, .tasks = 64, .objects = 4, .blocks = 4}).value())),
          resolver(segment.get(), kernelTellsLives, names) {
        resolver.begin(KernelSource::Switches, 1, out);
        resolver.adopt(kRoot, Tid{kRoot.value()}, {}, 1, out);
    }
    void kernel(const Event& fact) { resolver.takeKernel({&fact, 1}, out); }
    void runtime(const Event& fact) { resolver.takeRuntime({&fact, 1}, out); }
    [[nodiscard]] std::vector<Event> of(EventKind kind) const {
        std::vector<Event> found;
        std::copy_if(out.begin(), out.end(), std::back_inserter(found),
                     [&](const Event& e) { return e.kind == kind; });
        return found;
    }

    // As the runtime's handler tells it.
    void fault(std::uint32_t ref, std::string_view program, std::uint64_t instruction) {
        for (Event piece : piecesOfText(TextId{ref}, program)) {
            piece.time = 3;
            piece.kind = EventKind::FaultProgram;
            runtime(piece);
        }
        struct stat file {};
        const std::uint32_t mark = ::stat(std::string{program}.c_str(), &file) == 0 ? markOf(file) : 0;
        runtime(about(EventKind::FaultInstruction, 3, ref, mark, instruction));
        runtime(about(EventKind::TaskFaulted, 3, ref, 1, 0, SIGFPE));
    }

    std::unique_ptr<Segment> segment;
    NameTable names;
    Resolver resolver;
    std::vector<Event> out;
};

}  // namespace

class ResolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStreamBeginsWithItsSourceAndTheRoot() {
        Stream s;
        QCOMPARE(s.out.size(), 2u);
        QCOMPARE(s.out[0].kind, EventKind::SourceUsed);
        QCOMPARE(s.out[1].kind, EventKind::TaskCreated);
        QCOMPARE(pidOf(s.out[1]), kRoot);
    }

    void aForeignTaskNeverComesOut() {
        Stream s;
        const auto before = s.out.size();
        s.kernel(born(2, 999, 1000, 1000));
        s.kernel(about(EventKind::SwitchedIn, 3, 1000));
        s.kernel(about(EventKind::TaskExited, 4, 1000));
        QCOMPARE(s.out.size(), before);
        QCOMPARE(s.resolver.liveTasks(), 1u);
    }

    void aNumberThatIsGivenOutAgainIsAnotherTask() {
        Stream s;
        s.kernel(born(2, 100, 101, 101));
        s.kernel(about(EventKind::SwitchedIn, 3, 101));
        s.kernel(about(EventKind::TaskExited, 4, 101));
        s.kernel(born(5, 100, 101, 101));
        s.kernel(about(EventKind::SwitchedIn, 6, 101));
        const auto switched = s.of(EventKind::SwitchedIn);
        QCOMPARE(switched.size(), 2u);
        QVERIFY(switched[0].task != switched[1].task);
        QCOMPARE(s.of(EventKind::TaskCreated).size(), 3u);
    }

    void aBirthWithANumberThatLivesTellsThatItsEndWasLost() {
        Stream s;
        s.kernel(born(2, 100, 101, 101));
        s.kernel(born(3, 100, 101, 101));
        const auto exited = s.of(EventKind::TaskExited);
        QCOMPARE(exited.size(), 1u);
        QCOMPARE(exited[0].task, 2u);
        QCOMPARE(exited[0].detail, 0);  // how it ended is not known
        QCOMPARE(s.resolver.liveTasks(), 2u);
    }

    void nothingAboutSchedulingComesAfterTheEnd() {
        Stream s;
        s.kernel(about(EventKind::TaskExited, 2, 100));
        const auto before = s.out.size();
        s.kernel(about(EventKind::SwitchedOut, 3, 100, 0, static_cast<std::uint64_t>(SwitchReason::Exited)));
        s.kernel(about(EventKind::TaskExited, 3, 100));
        QCOMPARE(s.out.size(), before);
    }

    void aReapCarriesTheStatusAndEndsATaskWhoseEndWasLost() {
        Stream s;
        s.kernel(about(EventKind::TaskReaped, 5, 100, 0, 256, 1));
        QCOMPARE(s.of(EventKind::TaskExited).size(), 1u);
        QCOMPARE(s.of(EventKind::TaskReaped).size(), 1u);
        QCOMPARE(s.of(EventKind::TaskReaped)[0].value, 256u);
        s.kernel(about(EventKind::TaskReaped, 6, 100, 0, 256, 1));
        QCOMPARE(s.of(EventKind::TaskReaped).size(), 1u);
    }

    void anAnnouncedTaskIsTheNextOneThatItsCreatorMakes() {
        Stream s;
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskSpawning, 3, 1, 2, 0, static_cast<std::uint16_t>(TaskKind::Thread)));
        s.kernel(born(4, 100, 100, 101));
        s.runtime(about(EventKind::WaitBegan, 5, 1, 0, packPair(2, 0),
                        static_cast<std::uint16_t>(Operation::Join)));
        s.runtime(about(EventKind::TaskBound, 6, 2, 1, packIds(kRoot, Tid{101}), 2));
        QCOMPARE(s.of(EventKind::TaskCreated).size(), 2u);
        const auto wait = s.of(EventKind::WaitBegan);
        QCOMPARE(wait.size(), 1u);
        QCOMPARE(wait[0].task, 1u);
        QCOMPARE(wait[0].other().value(), 2u);
        QVERIFY(s.of(EventKind::TaskSpawning).empty());
        QVERIFY(s.of(EventKind::TaskBound).empty());
    }

    // Also if it is ended before it has said a word itself.
    void whatIsSaidOfATaskBeforeItsBirthIsToldAfterIt() {
        Stream s;
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskSpawning, 3, 1, 2, 0, static_cast<std::uint16_t>(TaskKind::Thread)));
        s.runtime(about(EventKind::TaskNamed, 3, 2, 17));
        s.runtime(about(EventKind::TaskDaemon, 3, 2));
        QVERIFY(s.of(EventKind::TaskNamed).empty());
        s.kernel(born(4, 100, 100, 101));
        s.kernel(about(EventKind::TaskExited, 5, 101));
        const auto named = s.of(EventKind::TaskNamed);
        QCOMPARE(named.size(), 1u);
        QCOMPARE(named[0].task, 2u);
        QCOMPARE(named[0].object, 17u);
        QCOMPARE(s.of(EventKind::TaskDaemon).size(), 1u);
        QCOMPARE(s.of(EventKind::TaskCreated).size(), 2u);
    }

    void aStepThatWasDoneBeforeTheBirthKeepsItsMoment() {
        Stream s;
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskSpawning, 3, 1, 2, 0, static_cast<std::uint16_t>(TaskKind::Thread)));
        s.runtime(about(EventKind::TaskStepDone, 4, 2, 0, 999,
                        static_cast<std::uint16_t>(CreationStep::Resources)));
        QVERIFY(s.of(EventKind::TaskStepDone).empty());
        s.kernel(born(8, 100, 100, 101));
        s.kernel(about(EventKind::TaskStepDone, 8, 101, 0, 6,
                       static_cast<std::uint16_t>(CreationStep::ControlBlock)));
        s.kernel(about(EventKind::TaskStepDone, 8, 666, 0, 6,
                       static_cast<std::uint16_t>(CreationStep::ControlBlock)));  // a foreign task's
        const auto steps = s.of(EventKind::TaskStepDone);
        QCOMPARE(steps.size(), 2u);
        QCOMPARE(steps[0].task, 2u);
        QCOMPARE(steps[0].value, 4u);  // what the ring says there is nobody's moment
        QCOMPARE(steps[1].task, 2u);
        QCOMPARE(steps[1].value, 6u);
    }

    void aFiberWhoseMakerSaysSoIsRequestedBeforeItIsThere() {
        Stream s;
        const auto fiber = static_cast<std::uint16_t>(TaskKind::Fiber);
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskSpawning, 3, 1, 0, 0, fiber));
        s.runtime(about(EventKind::TaskCreated, 5, 2, 1, packPair(0, 1), fiber));
        s.runtime(about(EventKind::TaskCreated, 7, 3, 1, packPair(0, 1), fiber));
        const auto requests = s.of(EventKind::TaskRequested);
        QCOMPARE(requests.size(), 1u);
        QCOMPARE(requests[0].task, 2u);
        QCOMPARE(requests[0].value, 3u);
        QVERIFY(s.of(EventKind::TaskSpawning).empty());
    }

    void withoutAnAnnouncementATaskIsBoundByItsThread() {
        Stream s;
        s.kernel(born(2, 100, 100, 101));
        s.runtime(about(EventKind::TaskBound, 3, 9, 0, packIds(kRoot, Tid{101}), 2));
        s.runtime(about(EventKind::Acquired, 4, 9, 5));
        QCOMPARE(s.of(EventKind::TaskCreated).size(), 2u);
        QCOMPARE(s.of(EventKind::Acquired)[0].task, 2u);
        QCOMPARE(s.of(EventKind::Acquired)[0].object, 5u);  // an object's id stays
    }

    void withoutAKernelSourceTheRuntimeMakesTheTasks() {
        Stream s{false};
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskSpawning, 3, 1, 2));
        s.runtime(about(EventKind::TaskBound, 4, 2, 1, packIds(kRoot, Tid{101}), 2));
        s.runtime(about(EventKind::TaskExited, 5, 2));
        const auto created = s.of(EventKind::TaskCreated);
        QCOMPARE(created.size(), 2u);
        QCOMPARE(created[1].object, 1u);
        QCOMPARE(tidOf(created[1]), Tid{101});
        QCOMPARE(s.of(EventKind::TaskExited).size(), 1u);
        const auto requests = s.of(EventKind::TaskRequested);
        QCOMPARE(requests.size(), 1u);
        QCOMPARE(requests[0].task, 2u);
        QCOMPARE(requests[0].value, 3u);
    }

    void aThreadsEndIsToldOnceEvenIfBothSay() {
        Stream s;
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskExited, 3, 1));
        QVERIFY(s.of(EventKind::TaskExited).empty());  // it is still running its last steps
        s.kernel(about(EventKind::TaskExited, 4, 100));
        QCOMPARE(s.of(EventKind::TaskExited).size(), 1u);
    }

    void aFiberIsCreatedOnItsCarrier() {
        Stream s;
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskCreated, 3, 7, 1, packPair(0, 1),
                        static_cast<std::uint16_t>(TaskKind::Fiber)));
        s.runtime(about(EventKind::FiberResumed, 4, 7, 1));
        const auto created = s.of(EventKind::TaskCreated);
        QCOMPARE(created.size(), 2u);
        QCOMPARE(created[1].value, packPair(0, 1));
        QCOMPARE(s.of(EventKind::FiberResumed)[0].task, created[1].task);
        QCOMPARE(s.of(EventKind::FiberResumed)[0].object, 1u);
    }

    void anEventOfATaskThatNobodyKnowsCreatesIt() {
        Stream s;
        s.runtime(about(EventKind::Acquired, 2, 33, 4));
        QCOMPARE(s.of(EventKind::TaskCreated).size(), 2u);
        QCOMPARE(s.of(EventKind::Acquired).size(), 1u);
    }

    void aReferenceBeyondTheSegmentIsDropped() {
        Stream s;
        const auto before = s.out.size();
        s.runtime(about(EventKind::Acquired, 2, 0xfffffff0, 4));
        s.runtime(about(EventKind::TaskBound, 2, 0xfffffff0, 0, packIds(kRoot, Tid{100}), 1));
        QCOMPARE(s.out.size(), before);
    }

    void theKernelsNameDoesNotOverwriteTheRuntimes() {
        Stream s;
        s.kernel(about(EventKind::TaskNamed, 2, 100, s.names.intern("kernel-name")));
        s.runtime(about(EventKind::TaskBound, 3, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.runtime(about(EventKind::TaskNamed, 4, 1, 17));
        s.kernel(about(EventKind::TaskNamed, 5, 100, s.names.intern("another")));
        const auto named = s.of(EventKind::TaskNamed);
        QCOMPARE(named.size(), 2u);
        QCOMPARE(named[1].object, 17u);
    }

    void aChildInheritsTheNameAndATextIsToldOnce() {
        Stream s;
        s.kernel(about(EventKind::TaskNamed, 2, 100, s.names.intern("shell")));
        s.kernel(born(3, 100, 101, 101));
        QCOMPARE(s.of(EventKind::TaskNamed).size(), 2u);
        QCOMPARE(s.of(EventKind::TextPiece).size(), 1u);
        QVERIFY(s.of(EventKind::TaskNamed)[0].object >= kCaptureTexts);
    }

    void aProgramThatIsReplacedLosesItsOtherThreads() {
        Stream s;
        s.kernel(born(2, 100, 100, 101));
        s.kernel(born(3, 100, 100, 102));
        s.kernel(about(EventKind::TaskExecuted, 4, 100, s.names.intern("new"), packIds(kRoot, Tid{100})));
        QCOMPARE(s.of(EventKind::TaskExited).size(), 2u);
        QCOMPARE(s.of(EventKind::TaskExecuted).size(), 1u);
        QCOMPARE(s.resolver.liveTasks(), 1u);
    }

    void aThreadThatReplacesTheProgramTakesOverTheProcess() {
        Stream s;
        s.kernel(born(2, 100, 100, 101));
        s.kernel(about(EventKind::TaskExited, 3, 100));  // the first thread is ended by the exec of the other
        s.kernel(about(EventKind::TaskExecuted, 4, 100, s.names.intern("new"), packIds(kRoot, Tid{100})));
        s.kernel(about(EventKind::SwitchedOut, 5, 100, 0, static_cast<std::uint64_t>(SwitchReason::Blocked)));
        QCOMPARE(s.resolver.liveTasks(), 1u);
        QCOMPARE(s.of(EventKind::TaskCreated).size(), 3u);
        QCOMPARE(s.of(EventKind::SwitchedOut)[0].task, s.of(EventKind::TaskExecuted)[0].task);
    }

    void aWakeUpNamesItsCauseAndIsToldOnce() {
        Stream s;
        const auto blocked = static_cast<std::uint64_t>(SwitchReason::Blocked);
        s.kernel(born(2, 100, 100, 101));
        s.kernel(about(EventKind::SwitchedOut, 3, 101, 0, blocked));
        s.kernel(about(EventKind::Woken, 4, 101, 100, 0, static_cast<std::uint16_t>(WakePhase::Cause)));
        s.kernel(about(EventKind::Woken, 5, 101, 0, 0, static_cast<std::uint16_t>(WakePhase::Effect)));
        const auto woken = s.of(EventKind::Woken);
        QCOMPARE(woken.size(), 1u);
        QCOMPARE(woken[0].object, 1u);
        QCOMPARE(woken[0].time, 4u);
    }

    void aTaskThatIsWokenBeforeItHasLeftItsCpuIsReadyWhenItLeaves() {
        Stream s;
        s.kernel(about(EventKind::SwitchedIn, 2, 100));
        s.kernel(about(EventKind::Woken, 3, 100, 0, 0, static_cast<std::uint16_t>(WakePhase::Cause)));
        QVERIFY(s.of(EventKind::Woken).empty());
        s.kernel(about(EventKind::SwitchedOut, 4, 100, 0, static_cast<std::uint64_t>(SwitchReason::Blocked)));
        QCOMPARE(s.of(EventKind::Woken).size(), 1u);
    }

    void aTaskThatNeverSleptIsNotWoken() {
        Stream s;
        s.kernel(about(EventKind::SwitchedIn, 2, 100));
        s.kernel(about(EventKind::Woken, 3, 100, 0, 0, static_cast<std::uint16_t>(WakePhase::Cause)));
        s.kernel(about(EventKind::Woken, 4, 100, 0, 0, static_cast<std::uint16_t>(WakePhase::Effect)));
        s.kernel(about(EventKind::SwitchedOut, 5, 100, 0, static_cast<std::uint64_t>(SwitchReason::Blocked)));
        QVERIFY(s.of(EventKind::Woken).empty());
    }

    void aStoppedProcessStopsAllItsThreadsOnceAndRunningEndsIt() {
        Stream s;
        s.kernel(born(2, 100, 100, 101));
        s.kernel(about(EventKind::Stopped, 3, 100, 1));
        s.kernel(about(EventKind::Stopped, 4, 100, 1));
        QCOMPARE(s.of(EventKind::Stopped).size(), 2u);
        s.kernel(about(EventKind::SwitchedIn, 5, 101));
        QCOMPARE(s.of(EventKind::Continued).size(), 1u);
        s.kernel(about(EventKind::Continued, 6, 100, 1));
        QCOMPARE(s.of(EventKind::Continued).size(), 2u);
    }

    void theLineOfAFaultIsLookedUpInItsProgram() {
        Stream s(false);
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.fault(1, std::filesystem::read_symlink("/proc/self/exe").string(), addressOfThisTest());
        const auto sites = s.of(EventKind::SiteDefined);
        QCOMPARE(sites.size(), 1u);
        QVERIFY(sites[0].value > 0);
        std::string file;
        for (const Event& piece : s.of(EventKind::TextPiece))
            if (piece.task == sites[0].object)
                appendTextPiece(piece, file);
        QVERIFY2(file.ends_with("tst_resolver.cpp"), file.c_str());
        QCOMPARE(s.of(EventKind::TaskFaulted).front().site, sites[0].site);
        QVERIFY(s.of(EventKind::FaultProgram).empty() && s.of(EventKind::FaultInstruction).empty());
        s.fault(1, std::filesystem::read_symlink("/proc/self/exe").string(), addressOfThisTest());
        QCOMPARE(s.of(EventKind::SiteDefined).size(), 1u);  // the same line
        QCOMPARE(s.of(EventKind::TaskFaulted).back().site, sites[0].site);
    }

    void aProgramThatTellsOfFaultsWithoutEndCostsLittle() {
        Stream s(false);
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        for (std::uint64_t i = 0; i < 5000; ++i)
            s.fault(1, std::filesystem::read_symlink("/proc/self/exe").string(), addressOfThisTest() + i);
        QVERIFY(s.of(EventKind::SiteDefined).size() <= 100);
        QCOMPARE(s.of(EventKind::TaskFaulted).size(), 5000u);
    }

    void aFaultInAProgramThatIsNoneHasNoLine() {
        Stream s(false);
        s.runtime(about(EventKind::TaskBound, 2, 1, 0, packIds(kRoot, Tid{100}), 1));
        s.fault(1, "/no/such/program", 4096);
        QVERIFY(s.of(EventKind::SiteDefined).empty());
        QCOMPARE(s.of(EventKind::TaskFaulted).front().site, 0u);
    }

    void timesNeverRunBack() {
        Stream s;
        s.kernel(about(EventKind::SwitchedIn, 50, 100));
        s.kernel(about(EventKind::SwitchedOut, 40, 100));
        QCOMPARE(s.out.back().time, 50u);
    }
};

QTEST_GUILESS_MAIN(ResolverTest)
#include "tst_resolver.moc"
