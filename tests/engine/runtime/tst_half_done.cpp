// Somebody is killed in the middle of letting others go: what it left is made by hand, as it stands in the
// segment between two of its steps. Whoever waits finds its way out all the same.
#include <functional>

#include <QTest>

#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/wire/grant.h"
#include "engine/wire/readers.h"
#include "engine/wire/state_word.h"
#include "tests/engine/runtime/object_story.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;

namespace {

wire::ObjectRecord& recordOf(const SyncObject& object) {
    return observedSegment().object(object.id());
}

void setState(const SyncObject& object, std::uint32_t state, bool hasWaiters) {
    wire::changeWord(recordOf(object).word,
                     [&](wire::StateWord word) { return word.next(state, hasWaiters, 0); });
}

std::uint32_t stateOf(const SyncObject& object) {
    return wire::StateWord{recordOf(object).word.load()}.state();
}

TaskRef firstInLine(const SyncObject& object) {
    return TaskRef{recordOf(object).waiters.first.load()};
}

void beginToLetGo(TaskRef task) {
    observedSegment().task(task).wanted.store(0);
}

// The only one in line is out of it, and will not be woken.
TaskRef letDownTheFirst(const SyncObject& object) {
    const TaskRef first = firstInLine(object);
    beginToLetGo(first);
    recordOf(object).waiters.first.store(0);
    recordOf(object).waiters.last.store(0);
    return first;
}

// Whoever waits from now on knows that there are processes that may die.
void makeRelatives() {
    Process{"relative", [] {}}.join();
}

// A task that waits in the line of `object`, as the only one; `leave` is called while it waits. Returns what
// its wait did.
template <class Wait>
auto whatComesOf(const SyncObject& object, const Wait& wait, const std::function<void()>& leave) {
    decltype(wait()) found{};
    {
        Thread waiter{"waiter", [&] { found = wait(); }};
        while (waiters(object.id()) == 0) sleepFor(1ms);
        leave();
    }
    return found;
}

}  // namespace

class HalfDoneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    // The first test, for it needs a program that has made no process yet. Who hands over is between taking
    // the waiter out and waking it, behind the guard, when the first process comes.
    void whoWillBeWokenIsNotToldOfADeath() {
        QVERIFY(!Runtime::instance().hasRelatives());
        constexpr Duration kLimit = 300ms;
        Mutex mutex{"m"};
        mutex.lock();
        std::optional<Locked> found;
        const Instant begin = MonotonicClock::now();
        Thread waiter{"waiter", [&] { found = mutex.lockFor(kLimit); }};
        QTRY_COMPARE(waiters(mutex.id()), std::size_t{1});
        const TaskRef heir = letDownTheFirst(mutex);
        setState(mutex, heir.value(), false);
        makeRelatives();
        while (MonotonicClock::now() < begin + 2 * kLimit) sleepFor(10ms);
        wire::grant(observedSegment(), heir, wire::WaitOutcome::Granted);
        waiter.join();
        QCOMPARE(found, std::optional{Locked::AsUsual});
    }

    // It was given back, and then whoever did it was killed, before it looked at the line.
    void theFirstInLineTakesWhatIsFree_data() {
        QTest::addColumn<bool>("isBegun");  // the first was about to be taken out of the line
        QTest::newRow("nobody has been let go") << false;
        QTest::newRow("the first had begun to be let go") << true;
    }
    void theFirstInLineTakesWhatIsFree() {
        QFETCH(bool, isBegun);
        makeRelatives();
        const auto frees = [&](const SyncObject& object, std::uint32_t state) {
            return [&object, state, isBegun] {
                if (isBegun)
                    beginToLetGo(firstInLine(object));
                setState(object, state, true);
            };
        };
        Semaphore units{0, "units"};
        QVERIFY(whatComesOf(
            units, [&] { return units.acquireFor(300ms, 2); }, frees(units, 3)));
        QCOMPARE(stateOf(units), 1u);
        QVERIFY(units.tryAcquire());
        Event event{"event"};
        QVERIFY(whatComesOf(
            event, [&] { return event.waitFor(300ms); }, frees(event, 1)));
        Mutex mutex{"m"};
        mutex.lock();
        QVERIFY(whatComesOf(
            mutex, [&] { return mutex.lockFor(10s); }, frees(mutex, 0)));
        for (const bool toWrite : {false, true}) {
            SharedMutex shared{"rw"};
            shared.lock();
            const auto found = whatComesOf(
                shared, [&] { return toWrite ? shared.lockFor(10s) : shared.lockSharedFor(10s); },
                frees(shared, 0));
            QCOMPARE(found, std::optional{Locked::AsUsual});
        }
    }

    void whoIsOutOfTheLineOfASetEventGoesOn() {
        makeRelatives();
        Event event{"event"};
        QVERIFY(whatComesOf(
            event, [&] { return event.waitFor(300ms); },
            [&] {
                letDownTheFirst(event);
                setState(event, 1, false);
            }));
        QVERIFY(event.isSet());
    }

    void whoWasAboutToBeLetGoIsGivenNoLessThanItWants() {
        makeRelatives();
        Semaphore units{0, "units"};
        QVERIFY(whatComesOf(
            units, [&] { return units.acquireFor(300ms, 2); },
            [&] {
                beginToLetGo(firstInLine(units));
                units.release(2);
            }));
        QVERIFY(!units.tryAcquire());
    }

    // A share that was noted for who waits still is forgotten before it waits on.
    void aShareThatWasNotCountedIsNotNoted() {
        makeRelatives();
        SharedMutex mutex{"rw"};
        mutex.lock();
        const auto found = whatComesOf(
            mutex,
            [&] {
                const auto locked = mutex.lockSharedFor(100s);
                mutex.unlockShared();
                return locked;
            },
            [&] {
                const TaskRef reader = letDownTheFirst(mutex);
                HEDDLE_CHECK(wire::noteReader(observedSegment(), recordOf(mutex), reader));
                while (waiters(mutex.id()) == 0) sleepFor(1ms);
                mutex.unlock();
            });
        QCOMPARE(found, std::optional{Locked::AsUsual});
        QVERIFY(wire::readersOf(observedSegment(), recordOf(mutex)).empty());
        QVERIFY(mutex.tryLock());
        mutex.unlock();
    }

    // Nothing has changed then: who reads keeps its share.
    void whoDoesNotReadCannotGiveAShareBack() {
        SharedMutex mutex{"rw"};
        mutex.lockShared();
        Process other{"other", [&] { mutex.unlockShared(); }};
        other.join();
        QCOMPARE(other.exitCode(), std::optional{kGivenUp});
        QCOMPARE(stateOf(mutex), 1u);
        QVERIFY(!mutex.tryLock());
        mutex.unlockShared();
        QVERIFY(mutex.tryLock());
        mutex.unlock();
    }
};

QTEST_GUILESS_MAIN(HalfDoneTest)
#include "tst_half_done.moc"
