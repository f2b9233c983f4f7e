// A program attaches to the segment that its environment names, and works all the same without one.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include <QTest>

#include "engine/runtime/mutex.h"
#include "engine/runtime/thread.h"
#include "tests/engine/runtime/collected_events.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::runtime;

namespace {

// In a process of its own, for a process attaches once.
int statusOf(const std::function<int()>& body) {
    const pid_t pid = ::fork();
    if (pid == 0)
        ::_exit(body());
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void lockOnce() {
    Mutex mutex{"m"};
    Thread{"T",
           [&] {
               mutex.lock();
               mutex.unlock();
           }}
        .join();
}

}  // namespace

class RuntimeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        if (test::kIsThreadSanitizer)
            QSKIP(
                "ThreadSanitizer lets no thread begin in the fork of a process with threads, and Qt Test has "
                "one");
    }

    void withoutAnObserverAllWorksAndNothingIsWritten() {
        QCOMPARE(statusOf([] {
                     lockOnce();
                     const wire::Segment& segment = Runtime::instance().segment();
                     return Runtime::instance().isObserved() || segment.header().channelsUsed != 0;
                 }),
                 0);
    }

    void theSegmentIsTheOneInTheEnvironment_data() {
        QTest::addColumn<bool>("byPath");
        QTest::newRow("a descriptor") << false;
        QTest::newRow("a path") << true;
    }
    void theSegmentIsTheOneInTheEnvironment() {
        QFETCH(bool, byPath);
        auto segment = wire::Segment::create({.channels = 16, .tasks = 64, .objects = 64, .blocks = 64});
        QVERIFY(segment.ok());
        const std::string fd = std::to_string(segment.value()->fd());
        QCOMPARE(statusOf([&] {
                     ::setenv("HEDDLE_SEGMENT", byPath ? ("/proc/self/fd/" + fd).c_str() : fd.c_str(), 1);
                     lockOnce();
                     return Runtime::instance().isObserved() ? 0 : 1;
                 }),
                 0);
        test::CollectedEvents events{*segment.value()};
        events.drain();
        QCOMPARE(events.count(wire::EventKind::TaskBound), std::size_t{2});
        QCOMPARE(events.count(wire::EventKind::Acquired), std::size_t{1});
    }

    void aSleepMayNotLastLongerForTheKernelsConvenience() {
        QCOMPARE(statusOf([] {
                     lockOnce();
                     int ofThread = 0;
                     Thread{"T", [&] { ofThread = ::prctl(PR_GET_TIMERSLACK); }}.join();
                     return ofThread == 1 ? 0 : 1;
                 }),
                 0);
    }

    // Though its timer is set a little earlier.
    void noSleepIsShorterThanAsked() {
        QCOMPARE(statusOf([] {
                     lockOnce();
                     for (const int us : {0, 1, 20, 500, 1500, 3000})
                         for (int i = 0; i < 40; ++i) {
                             const Instant end = MonotonicClock::now() + std::chrono::microseconds{us};
                             sleepFor(std::chrono::microseconds{us});
                             if (MonotonicClock::now() < end)
                                 return 1;
                         }
                     return 0;
                 }),
                 0);
    }

    void aSegmentThatIsNoneIsRefusedAndTheProgramGoesOn() {
        QCOMPARE(statusOf([] {
                     const int null = ::open("/dev/null", O_WRONLY);
                     ::dup2(null, STDERR_FILENO);
                     ::setenv("HEDDLE_SEGMENT", "/etc/passwd", 1);
                     lockOnce();
                     return Runtime::instance().isObserved() ? 1 : 0;
                 }),
                 0);
    }

    void aRunThatIsFullEndsTheProgramWithItsStatus() {
        auto segment = wire::Segment::create({.channels = 16, .tasks = 64, .objects = 8, .blocks = 64});
        QVERIFY(segment.ok());
        QCOMPARE(statusOf([&] {
                     const int null = ::open("/dev/null", O_WRONLY);
                     ::dup2(null, STDERR_FILENO);
                     ::setenv("HEDDLE_SEGMENT", std::to_string(segment.value()->fd()).c_str(), 1);
                     for (int i = 0; i < 8; ++i) lockOnce();
                     return 0;
                 }),
                 3);
    }
};

QTEST_GUILESS_MAIN(RuntimeTest)
#include "tst_runtime.moc"
