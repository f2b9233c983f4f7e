// The life of processes and threads: exit codes, daemons, signals, what a fault and a death leave behind.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include <QTest>

#include "engine/runtime/cpu_limit.h"
#include "engine/runtime/cpu_work.h"
#include "engine/runtime/family.h"
#include "engine/runtime/fault_watch.h"
#include "engine/runtime/guard.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/semaphore.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;

namespace {

void sleepForEver() {
    sleepFor(std::chrono::hours{1});
}

// Qt Test has handlers of its own, which a child inherits.
void becomeOrdinary() {
    for (const int signal : {SIGFPE, SIGSEGV, SIGILL, SIGABRT}) ::signal(signal, SIG_DFL);
    watchFaults();
}

bool isZombie(pid_t pid) {
    siginfo_t ended{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           ended.si_pid == pid;
}

}  // namespace

class LifeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void anExitCodeAndItsReasonAreTold() {
        CollectedEvents& events = newEvents();
        Process quitter{"quitter", [] { exitProcess(7, "it had enough"); }};
        const std::uint32_t ref = quitter.ref().value();
        QVERIFY(!quitter.exitCode());
        quitter.join();
        QCOMPARE(quitter.exitCode(), std::optional{7});
        events.drain();
        const auto endings = events.of(TaskEnding);
        QCOMPARE(endings.size(), std::size_t{1});
        QCOMPARE(endings[0].task, ref);
        QCOMPARE(endings[0].value, std::uint64_t{7});
        QCOMPARE(events.text(TextId{endings[0].object}), std::string{"it had enough"});
        const auto reaped = events.of(TaskReaped);
        QCOMPARE(reaped.size(), std::size_t{1});
        QCOMPARE(reaped[0].task, ref);
        QCOMPARE(WEXITSTATUS(static_cast<int>(reaped[0].value)), 7);
    }

    void aSignalIsToldWithItsSenderAndIsANegativeExitCode() {
        CollectedEvents& events = newEvents();
        Process sleeper{"sleeper", sleepForEver};
        const std::uint32_t ref = sleeper.ref().value();
        sleeper.kill();
        sleeper.join();
        QCOMPARE(sleeper.exitCode(), std::optional{-SIGKILL});
        events.drain();
        const auto sent = events.of(TaskSignalled);
        QCOMPARE(sent.size(), std::size_t{1});
        QCOMPARE(sent[0].task, ThreadContext::current().self().value());
        QCOMPARE(sent[0].object, ref);
        QCOMPARE(sent[0].detail, std::uint16_t{SIGKILL});
        sleeper.kill();  // it is gone: nothing happens
        events.drain();
        QCOMPARE(events.count(TaskSignalled), std::size_t{1});
    }

    void aSignalToAZombieIsNotTold() {
        CollectedEvents& events = newEvents();
        Process child{"child", [] {}};
        QTRY_VERIFY(isZombie(child.pid()));
        child.kill();
        child.activate();
        child.join();
        QCOMPARE(child.exitCode(), std::optional{0});
        events.drain();
        QCOMPARE(events.count(TaskSignalled), std::size_t{0});
        QCOMPARE(events.count(Continued), std::size_t{0});
    }

    void lookingWhetherAProcessIsAliveDoesNotReapIt() {
        Semaphore mayEnd{0};
        Process child{"child", [&] { mayEnd.acquire(); }};
        QVERIFY(child.isAlive());
        mayEnd.release();
        QTRY_VERIFY(isZombie(child.pid()));
        QVERIFY(!child.isAlive());
        QVERIFY(isZombie(child.pid()));
        child.join();
        QVERIFY(!isZombie(child.pid()));
        QVERIFY(!child.isAlive());
    }

    void aThreadIsAliveUntilItsBodyHasEnded() {
        Semaphore mayEnd{0};
        Thread thread{"thread", [&] { mayEnd.acquire(); }};
        QVERIFY(thread.isAlive());
        mayEnd.release();
        QTRY_VERIFY(!thread.isAlive());
    }

    void aDaemonProcessIsNotWaitedFor() {
        pid_t pid = 0;
        {
            const Process daemon{"daemon", sleepForEver, {.isDaemon = true}};
            pid = daemon.pid();
        }
        QVERIFY(!isAlive(Tid{pid}));
    }

    void aDaemonProcessDiesWithItsParentHoweverThatDies() {
        CollectedEvents& events = newEvents();
        Semaphore isBorn{0};
        Process parent{"parent", [&] {
                           Process daemon{"daemon",
                                          [&] {
                                              isBorn.release();
                                              sleepForEver();
                                          },
                                          {.isDaemon = true}};
                           sleepForEver();
                       }};
        isBorn.acquire();
        events.drain();
        pid_t daemon = 0;
        for (const wire::Event& bound : events.of(TaskBound))
            if (events.nameOfTask(bound.task) == "daemon")
                daemon = pidOf(bound).value();
        QVERIFY(daemon != 0 && isAlive(Tid{daemon}));
        parent.kill();
        parent.join();
        QTRY_VERIFY(!isAlive(Tid{daemon}));
    }

    void theLivingAreListed() {
        Semaphore mayEnd{0};
        Process child{"a child", [&] { mayEnd.acquire(); }};
        const auto has = [](const std::vector<Relative>& list, int id, const char* name) {
            return std::any_of(list.begin(), list.end(),
                               [&](const Relative& r) { return r.id == id && r.name == name; });
        };
        QTRY_VERIFY(has(liveChildren(), child.pid(), "a child"));
        QCOMPARE(thisProcess().id, ::getpid());
        QCOMPARE(parentProcess().id, ::getppid());
        Thread{"a thread", [&] { QVERIFY(has(liveThreads(), thisThread().id, "a thread")); }}.join();
        mayEnd.release();
        child.join();
        QVERIFY(!has(liveChildren(), child.pid(), "a child"));
    }

    void aFaultSaysWhatTheProcessorRefused_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("cause");
        QTest::newRow("division") << SIGFPE << int(wire::FaultCause::DivisionByZero);
        QTest::newRow("memory") << SIGSEGV << int(wire::FaultCause::NoSuchMemory);
        QTest::newRow("instruction") << SIGILL << int(wire::FaultCause::IllegalInstruction);
    }
    void aFaultSaysWhatTheProcessorRefused() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("the sanitizer has handlers of its own");
        QFETCH(int, signal);
        QFETCH(int, cause);
        CollectedEvents& events = newEvents();
        volatile int zero = 0;
        Process victim{"victim", [&] {
                           becomeOrdinary();
                           if (signal == SIGFPE)
                               zero = 10 / zero;
                           else if (signal == SIGSEGV)
                               *reinterpret_cast<volatile int*>(8192) = 1;
                           else
                               __builtin_trap();
                       }};
        const std::uint32_t ref = victim.ref().value();
        victim.join();
        QCOMPARE(victim.exitCode(), std::optional{-signal});
        events.drain();
        const auto faults = events.of(TaskFaulted);
        QCOMPARE(faults.size(), std::size_t{1});
        QCOMPARE(faults[0].task, ref);
        QCOMPARE(int(faults[0].detail), signal);
        QCOMPARE(int(faults[0].object), cause);
        if (signal == SIGSEGV)
            QCOMPARE(faults[0].value, std::uint64_t{8192});
        std::string program;
        for (const wire::Event& piece : events.of(FaultProgram)) wire::appendTextPiece(piece, program);
        QCOMPARE(program, std::filesystem::read_symlink("/proc/self/exe").string());
        QCOMPARE(events.count(FaultInstruction), std::size_t{1});
    }

    void anExceptionThatNobodyCatchesIsTold() {
        CollectedEvents& events = newEvents();
        Process victim{"victim", [] {
                           becomeOrdinary();
                           throw std::runtime_error{"no more paper"};
                       }};
        victim.join();
        QCOMPARE(victim.exitCode(), std::optional{-SIGABRT});
        events.drain();
        const auto endings = events.of(TaskEnding);
        QCOMPARE(endings.size(), std::size_t{1});
        QCOMPARE(int(endings[0].detail), SIGABRT);
        QCOMPARE(events.text(TextId{endings[0].object}), std::string{"no more paper"});
    }

    void aLimitOnCpuTimeEndsAProcess() {
        Process hungry{"hungry", [] {
                           limitCpuTime(std::chrono::milliseconds{10});
                           compute(std::chrono::hours{1});
                       }};
        hungry.join();
        QCOMPARE(hungry.exitCode(), std::optional{-SIGXCPU});
    }

    // Both those who waited already and those who come later.
    void aLockOfADeadProcessGoesToTheNextWhoIsTold_data() {
        QTest::addColumn<bool>("waitsAlready");
        QTest::newRow("who waits already") << true;
        QTest::newRow("who comes later") << false;
    }
    void aLockOfADeadProcessGoesToTheNextWhoIsTold() {
        QFETCH(bool, waitsAlready);
        CollectedEvents& events = newEvents();
        Mutex lock{"L"};
        Semaphore isTaken{0};
        Process holder{"holder", [&] {
                           lock.lock();
                           isTaken.release();
                           sleepForEver();
                       }};
        isTaken.acquire();
        const auto endHolder = [&] {
            holder.kill();
            holder.join();
        };
        if (!waitsAlready)
            endHolder();
        Process heir{"heir", [&] {
                         isTaken.release();
                         const Locked found = lock.lock();
                         lock.unlock();
                         exitProcess(found == Locked::OwnerDied ? 0 : 1);
                     }};
        isTaken.acquire();
        const auto waitsOf = [&](wire::EventKind kind) {
            events.drain();
            std::size_t count = 0;
            for (const wire::Event& event : events.of(kind)) count += event.object == lock.id().value();
            return count;
        };
        if (waitsAlready) {
            QTRY_COMPARE(waitsOf(WaitBegan), std::size_t{1});
            endHolder();
        }
        heir.join();
        QCOMPARE(heir.exitCode(), std::optional{0});
        QCOMPARE(waitsOf(WaitEnded), std::size_t{1});
        QCOMPARE(lock.lock(), Locked::AsUsual);
        lock.unlock();
        const auto story = events.onObject(lock.id());
        for (std::size_t i = 1; i < story.size(); ++i)
            QCOMPARE(story[i].sequence(), story[i - 1].sequence() + 1);
    }

    // Both kinds of lock tell it, however one asks for them.
    void everyWayToLockTellsThatTheOwnerDied_data() {
        QTest::addColumn<bool>("isRecursive");
        QTest::addColumn<int>("way");
        for (const bool isRecursive : {false, true}) {
            for (int way = 0; way < 3; ++way)
                QTest::addRow("%s, way %d", isRecursive ? "recursive" : "mutex", way) << isRecursive << way;
        }
    }
    void everyWayToLockTellsThatTheOwnerDied() {
        QFETCH(bool, isRecursive);
        QFETCH(int, way);
        const auto lockAll = [&](auto& lock) {
            Semaphore isTaken{0};
            Process holder{"holder", [&] {
                               lock.lock();
                               if (isRecursive)
                                   lock.lock();
                               isTaken.release();
                               sleepForEver();
                           }};
            isTaken.acquire();
            QVERIFY(!lock.tryLock());  // it lives
            holder.kill();
            holder.join();
            const std::optional<Locked> found = way == 0   ? lock.lock()
                                                : way == 1 ? lock.tryLock()
                                                           : lock.lockFor(std::chrono::seconds{10});
            QCOMPARE(found, std::optional{Locked::OwnerDied});
            lock.unlock();  // once
            QCOMPARE(lock.tryLock(), std::optional{Locked::AsUsual});
            lock.unlock();
        };
        Mutex mutex{"M"};
        RecursiveMutex recursive{"R"};
        isRecursive ? lockAll(recursive) : lockAll(mutex);
    }
};

QTEST_GUILESS_MAIN(LifeTest)
#include "tst_life.moc"
