// Priority inheritance, as the kernel tells the priority of each thread.
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include <QTest>

#include "engine/runtime/mutex.h"
#include "engine/runtime/priority.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/semaphore.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;

namespace {

// What the kernel says of a thread of this process: the field behind the priority.
int niceOf(pid_t tid) {
    std::ifstream file{"/proc/self/task/" + std::to_string(tid) + "/stat"};
    std::string line;
    std::getline(file, line);
    std::istringstream fields{line.substr(line.rfind(')') + 2)};  // a name may have blanks
    std::string field;
    for (int i = 3; i <= 19; ++i) fields >> field;
    return std::stoi(field);
}

// Of the first in line; 99: nobody waits.
int nicestWaiter(const Mutex& lock) {
    const wire::Segment& segment = Runtime::instance().segment();
    const TaskRef first = firstOf(segment.object(lock.id()).waiters);
    return first.isNone() ? 99 : niceOf(segment.task(first).tid.load());
}

// Locked so often, and unlocked once less, it is still held and lent to.
template <class Lock>
void holdsAtThePriorityOfWhoWaits(Lock& lock, int depth) {
    Semaphore isTaken{0}, mayGo{0};
    pid_t tid = 0;
    int afterwards = 0;
    Thread low{"low", [&] {
                   setNice(7);
                   tid = ::gettid();
                   for (int i = 0; i < depth; ++i) lock.lock();
                   isTaken.release();
                   mayGo.acquire();
                   for (int i = 1; i < depth; ++i) lock.unlock();
                   HEDDLE_CHECK(::getpriority(PRIO_PROCESS, 0) < 7);
                   lock.unlock();
                   afterwards = ::getpriority(PRIO_PROCESS, 0);
               }};
    isTaken.acquire();
    QCOMPARE(::getpriority(PRIO_PROCESS, static_cast<id_t>(tid)), 7);
    Thread high{"high", [&] {
                    lock.lock();
                    lock.unlock();
                }};
    QTRY_COMPARE(::getpriority(PRIO_PROCESS, static_cast<id_t>(tid)), ::getpriority(PRIO_PROCESS, 0));
    mayGo.release();
    low.join();
    high.join();
    QCOMPARE(afterwards, 7);
}

}  // namespace

class InheritanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        observedSegment();
        if (::geteuid() != 0)
            QSKIP("a higher priority is not permitted here");
    }

    void whoHoldsALockRunsAtThePriorityOfWhoWaits_data() {
        QTest::addColumn<bool>("isRecursive");
        QTest::newRow("mutex") << false;
        QTest::newRow("recursive mutex") << true;
    }
    void whoHoldsALockRunsAtThePriorityOfWhoWaits() {
        QFETCH(bool, isRecursive);
        Mutex mutex{"L", Inheritance::On};
        RecursiveMutex recursive{"R", Inheritance::On};
        isRecursive ? holdsAtThePriorityOfWhoWaits(recursive, 2) : holdsAtThePriorityOfWhoWaits(mutex, 1);
    }

    void whoIsGoneLendsNothing() {
        Mutex lock{"L", Inheritance::On};
        lock.lock();
        Process victim{"victim", [&] { lock.lock(); }};
        QTRY_VERIFY(!firstOf(observedSegment().object(lock.id()).waiters).isNone());
        victim.kill();
        victim.join();
        const int before = niceOf(::gettid());
        Thread waits{"waits", [&] { HEDDLE_CHECK(!lock.lockFor(std::chrono::milliseconds{50})); }};
        waits.join();
        QCOMPARE(niceOf(::gettid()), before);
        lock.unlock();
    }

    // first waits for second, which waits for third; and then first waits no more.
    void whoIsLentAPriorityLendsItOn() {
        Mutex left{"left", Inheritance::On}, right{"right", Inheritance::On};
        Semaphore hasRight{0}, hasLeft{0}, mayUnlock{0};
        std::atomic<pid_t> first{0}, second{0}, third{0};
        std::atomic<bool> mayGiveUp{false};
        Thread holdsRight{"holds right", [&] {
                              setNice(9);
                              third = ::gettid();
                              right.lock();
                              hasRight.release();
                              mayUnlock.acquire();
                              right.unlock();
                              HEDDLE_CHECK(niceOf(third) == 9);
                          }};
        hasRight.acquire();
        Thread holdsLeft{"holds left", [&] {
                             setNice(6);
                             second = ::gettid();
                             left.lock();
                             hasLeft.release();
                             right.lock();
                             right.unlock();
                             left.unlock();
                             HEDDLE_CHECK(niceOf(second) == 6);
                         }};
        hasLeft.acquire();
        QTRY_COMPARE(niceOf(third), 6);
        Thread waitsForLeft{"waits for left", [&] {
                                setNice(3);
                                first = ::gettid();
                                while (!mayGiveUp)
                                    HEDDLE_CHECK(!left.lockFor(std::chrono::milliseconds{100}));
                            }};
        QTRY_COMPARE(niceOf(third), 3);
        QTRY_COMPARE(niceOf(second), 3);
        mayGiveUp = true;
        waitsForLeft.join();
        QCOMPARE(niceOf(second), 6);
        QCOMPARE(niceOf(third), 6);
        mayUnlock.release();
        holdsLeft.join();
        holdsRight.join();
    }

    // Of two locks that lend, the one given back takes nothing along that the other one lends.
    void whoHoldsTwoLocksKeepsWhatTheSecondLends() {
        Mutex one{"one", Inheritance::On}, other{"other", Inheritance::On};
        Semaphore hasBoth{0}, hasOne{0}, mayUnlockOne{0}, mayUnlockOther{0};
        std::atomic<pid_t> holder{0};
        Thread holds{"holds", [&] {
                         setNice(9);
                         holder = ::gettid();
                         one.lock();
                         other.lock();
                         hasBoth.release();
                         mayUnlockOne.acquire();
                         one.unlock();
                         hasOne.release();
                         mayUnlockOther.acquire();
                         other.unlock();
                         HEDDLE_CHECK(niceOf(holder) == 9);
                     }};
        hasBoth.acquire();
        const auto waitFor = [](Mutex& lock, int nice) {
            return Thread{"waits", [&lock, nice] {
                              setNice(nice);
                              lock.lock();
                              lock.unlock();
                          }};
        };
        Thread high = waitFor(one, 2);
        QTRY_COMPARE(niceOf(holder), 2);
        Thread middle = waitFor(other, 5);
        QTRY_COMPARE(nicestWaiter(other), 5);
        mayUnlockOne.release();
        hasOne.acquire();
        QCOMPARE(niceOf(holder), 5);
        mayUnlockOther.release();
    }
};

QTEST_GUILESS_MAIN(InheritanceTest)
#include "tst_inheritance.moc"
