// The stacks of fibers: taken, given back, guarded; and what becomes of a task whose stack is full.
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>

#include "engine/runtime/fault_watch.h"
#include "engine/runtime/fiber_stacks.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;

namespace {

// Calls itself until there is no room left.
volatile int g_deepest = 1 << 30;
[[gnu::noinline]] int goDeeper(int depth) {
    volatile char room[512] = {};
    room[0] = static_cast<char>(depth);
    return depth < g_deepest ? goDeeper(depth + 1) + room[0] : 0;
}

// Qt Test has handlers of its own, which a child inherits.
void becomeOrdinary() {
    ::signal(SIGSEGV, SIG_DFL);
    watchFaults();
}

enum class Who { Process, Thread, Fiber, FiberOfMany };

}  // namespace

Q_DECLARE_METATYPE(StackGuard)
Q_DECLARE_METATYPE(Who)

class FiberStacksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void theLastGivenBackIsTheNextTaken() {
        FiberStacks stacks;
        std::byte* first = stacks.take();
        std::byte* second = stacks.take();
        stacks.giveBack(first);
        stacks.giveBack(second);
        QCOMPARE(stacks.take(), second);
        QCOMPARE(stacks.take(), first);
    }

    void stacksDoNotOverlap() {
        FiberStacks stacks;
        std::set<std::byte*> tops;
        for (int i = 0; i < 100; ++i) {
            std::byte* top = stacks.take();
            std::fill_n(top - FiberStacks::kBytes, FiberStacks::kBytes, std::byte{1});
            const auto [place, isNew] = tops.insert(top);
            QVERIFY(isNew);
        }
        for (auto top = std::next(tops.begin()); top != tops.end(); ++top)
            QVERIFY(static_cast<std::size_t>(*top - *std::prev(top)) >=
                    FiberStacks::kBytes + FiberStacks::kGuardBytes);
    }

    void belowAStackNothingCanBeWritten_data() {
        QTest::addColumn<StackGuard>("guard");
        QTest::newRow("as this kernel does best") << FiberStacks::bestGuard();
        QTest::newRow("a mapping") << StackGuard::Mapping;
    }
    void belowAStackNothingCanBeWritten() {
        QFETCH(StackGuard, guard);
        for (const std::size_t below : {std::size_t{1}, FiberStacks::kGuardBytes}) {
            Process victim{"victim", [&] {
                               ::signal(SIGSEGV, SIG_DFL);
                               FiberStacks stacks{guard};
                               std::byte* above = stacks.take() - FiberStacks::kBytes;
                               *static_cast<volatile std::byte*>(above) = std::byte{1};
                               *static_cast<volatile std::byte*>(above - below) = std::byte{1};
                           }};
            victim.join();
            QCOMPARE(victim.exitCode(), std::optional{-SIGSEGV});
        }
    }

    // A guard that is a mapping of its own takes two of those that a process may have.
    void thereAreMoreStacksThanMappings() {
        constexpr long kTooMany = 2'000'000;  // they need half a GB
        long maps = 0;
        std::ifstream{"/proc/sys/vm/max_map_count"} >> maps;
        QVERIFY(maps > 0);
        if (maps > kTooMany)
            QSKIP("vm.max_map_count is so large that so many stacks would need too much memory");
        Process carrier{"carrier", [maps] {
                            FiberStacks stacks{StackGuard::Mapping};
                            for (long i = 0; i < maps + 5'000; ++i) {
                                std::byte* top = stacks.take();
                                if (i % 16 == 0)
                                    *(top - 1) = std::byte{1};
                            }
                        }};
        QCOMPARE(carrier.join(), 0);
    }

    void whereThereIsNoMemoryItSaysSo() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("a sanitizer needs more addresses than that");
        Process carrier{"carrier", [] {
                            rlimit few{};
                            ::getrlimit(RLIMIT_AS, &few);
                            few.rlim_cur = rlim_t{1} << 30;
                            ::setrlimit(RLIMIT_AS, &few);
                            FiberStacks stacks;
                            try {
                                for (int i = 0; i < 100'000; ++i) static_cast<void>(stacks.take());
                            } catch (const std::bad_alloc&) {
                                ::_exit(7);
                            }
                        }};
        carrier.join();
        QCOMPARE(carrier.exitCode(), std::optional{7});
    }

    void aStackThatIsFullIsTheCauseOfTheEnd_data() {
        QTest::addColumn<Who>("who");
        QTest::newRow("of a process") << Who::Process;
        QTest::newRow("of a thread") << Who::Thread;
        QTest::newRow("of a fiber") << Who::Fiber;
        QTest::newRow("of one fiber of many") << Who::FiberOfMany;
    }
    void aStackThatIsFullIsTheCauseOfTheEnd() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("the sanitizer has handlers of its own");
        QFETCH(Who, who);
        CollectedEvents& events = newEvents();
        Process victim{"victim", [who] {
                           becomeOrdinary();
                           const auto deep = [] { goDeeper(0); };
                           if (who == Who::Process)
                               deep();
                           if (who == Who::Thread)
                               Thread{"deep", deep}.join();
                           std::vector<Fiber> fibers;
                           for (int i = 0; i < (who == Who::FiberOfMany ? 50 : 0); ++i)
                               fibers.emplace_back("idle", [] { sleepFor(std::chrono::hours{1}); });
                           Fiber{"deep", deep}.join();
                       }};
        const std::uint32_t process = victim.ref().value();
        victim.join();
        QCOMPARE(victim.exitCode(), std::optional{-SIGSEGV});
        events.drain();
        const auto faults = events.of(wire::EventKind::TaskFaulted);
        QCOMPARE(faults.size(), std::size_t{1});
        QCOMPARE(static_cast<wire::FaultCause>(faults[0].object), wire::FaultCause::StackOverflow);
        if (who == Who::Process)
            QCOMPARE(faults[0].task, process);
        else
            QCOMPARE(events.nameOfTask(faults[0].task), std::string{"deep"});
    }
};

QTEST_GUILESS_MAIN(FiberStacksTest)
#include "tst_fiber_stacks.moc"
