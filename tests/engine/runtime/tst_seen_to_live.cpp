// A thread that shows that it lives is seen to live until it is gone, however it goes, and whether anybody
// has reaped it or not.
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <new>
#include <thread>

#include <QTest>

#include "engine/base/check.h"
#include "engine/base/futex.h"
#include "engine/runtime/life.h"

using namespace heddle;
using namespace heddle::runtime;

namespace {

// In memory that a child made by fork() shares.
struct Shared {
    wire::LifeRecord life;
    std::atomic<std::uint32_t> isShown{0}, mayGo{0};

    void show() {
        showLife(life);
        isShown = 1;
        futexWake(isShown);
    }
    void awaitShown() {
        while (isShown.load() == 0) futexWait(isShown, 0);
    }
    void awaitLeave() {
        while (mayGo.load() == 0) futexWait(mayGo, 0);
    }
    void letGo() {
        mayGo = 1;
        futexWake(mayGo);
    }
    static Shared& inNewMemory() {
        void* memory =
            ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        HEDDLE_CHECK(memory != MAP_FAILED);
        return *new (memory) Shared;
    }
};

pid_t shownByChild(Shared& shared, void (*afterwards)(Shared&)) {
    const pid_t child = ::fork();
    if (child == 0) {
        shared.show();
        afterwards(shared);
        ::_exit(0);
    }
    shared.awaitShown();
    return child;
}

// It is a zombie then.
void awaitEnd(pid_t child) {
    siginfo_t how{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(child), &how, WEXITED | WNOWAIT), 0);
}

}  // namespace

class SeenToLiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoHasNotShownItIsNotSeen() {
        wire::LifeRecord life;
        QVERIFY(!isSeenToLive(life));
        QVERIFY(!isSeenToLive(life));
    }

    void aProcessIsSeenUntilItIsKilled() {
        Shared& shared = Shared::inNewMemory();
        const pid_t child = shownByChild(shared, [](Shared& its) { its.awaitLeave(); });
        for (int look = 0; look < 3; ++look) QVERIFY(isSeenToLive(shared.life));
        ::kill(child, SIGKILL);
        awaitEnd(child);
        for (int look = 0; look < 3; ++look) QVERIFY(!isSeenToLive(shared.life));
        ::waitpid(child, nullptr, 0);
        QVERIFY(!isSeenToLive(shared.life));
    }

    void aProcessIsSeenUntilItIsAnotherProgram() {
        Shared& shared = Shared::inNewMemory();
        const pid_t child = shownByChild(shared, [](Shared& its) {
            its.awaitLeave();
            ::execl("/bin/true", "true", nullptr);
        });
        QVERIFY(isSeenToLive(shared.life));
        shared.letGo();
        awaitEnd(child);
        QVERIFY(!isSeenToLive(shared.life));
        ::waitpid(child, nullptr, 0);
    }

    void aThreadIsSeenUntilItEnds() {
        Shared& shared = Shared::inNewMemory();
        std::thread thread{[&] {
            shared.show();
            shared.awaitLeave();
        }};
        shared.awaitShown();
        QVERIFY(isSeenToLive(shared.life));
        shared.letGo();
        thread.join();
        QVERIFY(!isSeenToLive(shared.life));
    }

    // What a child has of its parent's memory is not its own life.
    void whoShowsItMayHaveChildren() {
        Shared& shared = Shared::inNewMemory();
        const pid_t child = shownByChild(shared, [](Shared& its) {
            if (const pid_t grandchild = ::fork(); grandchild == 0)
                ::_exit(0);
            else
                ::waitpid(grandchild, nullptr, 0);
            its.isShown = 2;
            futexWake(its.isShown);
            its.awaitLeave();
        });
        while (shared.isShown.load() != 2) futexWait(shared.isShown, 1);
        QVERIFY(isSeenToLive(shared.life));
        shared.letGo();
        awaitEnd(child);
        QVERIFY(!isSeenToLive(shared.life));
        ::waitpid(child, nullptr, 0);
    }
};

QTEST_GUILESS_MAIN(SeenToLiveTest)
#include "tst_seen_to_live.moc"
