// The guard of a line keeps others out, and outlives a holder that dies.
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <new>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/runtime/guard.h"

using namespace heddle;
using namespace heddle::runtime;

class GuardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneIsInsideAtATime() {
        std::atomic<std::uint32_t> word{0};
        std::int64_t count = 0;
        constexpr int kThreads = 4, kRounds = 20'000;
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < kRounds; ++round) {
                    const Guard guard{word, Tid{::gettid()}};
                    ++count;
                }
            });
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(count, std::int64_t{kThreads} * kRounds);
        QCOMPARE(word.load(), 0u);
    }

    void aHolderThatDiedIsReplaced_data() {
        QTest::addColumn<bool>("isReaped");
        QTest::newRow("a zombie") << false;
        QTest::newRow("reaped") << true;
    }
    void aHolderThatDiedIsReplaced() {
        QFETCH(bool, isReaped);
        void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        auto* word = new (memory) std::atomic<std::uint32_t>{0};
        const pid_t pid = ::fork();
        if (pid == 0) {
            const Guard guard{*word, Tid{::gettid()}};
            ::raise(SIGKILL);
        }
        siginfo_t info{};
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | (isReaped ? 0 : WNOWAIT)), 0);
        QCOMPARE(word->load(), static_cast<std::uint32_t>(pid));
        {
            const Guard guard{*word, Tid{::gettid()}};
            QVERIFY(word->load() != static_cast<std::uint32_t>(pid));
        }
        QCOMPARE(word->load(), 0u);
        if (!isReaped)
            ::waitpid(pid, nullptr, 0);
        ::munmap(memory, 4096);
    }

    void aliveMeansThatItStillRuns() {
        QVERIFY(isAlive(Tid{::gettid()}));
        const pid_t pid = ::fork();
        if (pid == 0)
            ::_exit(0);
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
        QVERIFY(!isAlive(Tid{pid}));
        ::waitpid(pid, nullptr, 0);
        QVERIFY(!isAlive(Tid{pid}));
    }
};

QTEST_GUILESS_MAIN(GuardTest)
#include "tst_guard.moc"
