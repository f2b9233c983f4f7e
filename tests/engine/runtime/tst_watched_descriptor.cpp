// Tasks wait for descriptors of the program's own: the others go on, and the wait is told.
#include <fcntl.h>
#include <unistd.h>

#include "engine/runtime/watched_descriptor.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;
using enum wire::EventKind;

namespace {

struct Ends {
    Ends() {
        int ends[2];
        HEDDLE_CHECK(::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
        in = FileDescriptor{ends[0]};
        out = FileDescriptor{ends[1]};
    }
    void write() const { HEDDLE_CHECK(::write(out.get(), "x", 1) == 1); }
    void fill() const {
        char much[4096] = {};
        while (::write(out.get(), much, sizeof much) > 0) {
        }
    }
    FileDescriptor in, out;
};

}  // namespace

class WatchedDescriptorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void aFiberThatWaitsLetsTheOthersGoOn() {
        SKIP_WITHOUT_FIBERS();
        Ends ends;
        std::vector<int> order;
        Thread{"carrier",
               [&] {
                   Fiber reader{"reader", [&] {
                                    WatchedDescriptor{ends.in.get(), "mail"}.awaitReadable();
                                    order.push_back(2);
                                }};
                   Fiber other{"other", [&] {
                                   yield();
                                   order.push_back(1);
                                   ends.write();
                               }};
               }}
            .join();
        QCOMPARE(order, (std::vector{1, 2}));
    }

    void theWaitIsToldWithItsObjectAndLine() {
        CollectedEvents& events = newEvents();
        Ends ends;
        int line = 0;
        Thread reader{"reader", [&] {
                          WatchedDescriptor mail{ends.in.get(), "mail"};
                          mail.awaitReadable(), line = __LINE__;
                      }};
        QTRY_VERIFY((events.drain(), events.count(WaitBegan) > 0));
        const ObjectId mail = events.objectNamed("mail");
        ends.write();
        reader.join();
        events.drain();
        const auto story = events.onObject(mail);
        QCOMPARE(story.size(), std::size_t{2});
        QCOMPARE(story[0].kind, WaitBegan);
        QCOMPARE(story[0].detailAs<wire::Operation>(), wire::Operation::Read);
        QCOMPARE(story[1].detailAs<wire::WaitOutcome>(), wire::WaitOutcome::Granted);
        const auto sites = events.of(SiteDefined);
        QVERIFY(std::any_of(sites.begin(), sites.end(), [&](const wire::Event& site) {
            return site.site == story[0].site && site.value == static_cast<std::uint64_t>(line);
        }));
    }

    void whatIsReadyIsNotWaitedFor() {
        CollectedEvents& events = newEvents();
        Ends ends;
        WatchedDescriptor out{ends.out.get()}, in{ends.in.get()};
        out.awaitWritable();
        ends.write();
        in.awaitReadable();
        QVERIFY(in.awaitReadableFor(1h));
        events.drain();
        QCOMPARE(events.count(WaitBegan), std::size_t{0});
    }

    void aLimitPasses_data() {
        QTest::addColumn<bool>("isFiber");
        QTest::newRow("of a thread") << false;
        QTest::newRow("of fibers") << true;
    }
    void aLimitPasses() {
        QFETCH(bool, isFiber);
        if (isFiber)
            SKIP_WITHOUT_FIBERS();
        Ends ends;
        ends.fill();
        bool hasCome = true, hasRoom = true;
        const Body wait = [&] {
            hasRoom = WatchedDescriptor{ends.out.get()}.awaitWritableFor(2ms);
            char much[4096];
            while (::read(ends.in.get(), much, sizeof much) > 0) {
            }
            hasCome = WatchedDescriptor{ends.in.get()}.awaitReadableFor(2ms);
        };
        Thread{"waits", [&] { isFiber ? Fiber{"fiber", wait}.join() : wait(); }}.join();
        QVERIFY(!hasRoom);
        QVERIFY(!hasCome);
    }

    void theEndOfTheOtherSideEndsTheWait() {
        Ends ends;
        WatchedDescriptor mail{ends.in.get(), "mail"};
        Thread reader{"reader", [&] { mail.awaitReadable(); }};
        ends.out = FileDescriptor{};
        reader.join();
        char byte = 0;
        QCOMPARE(::read(ends.in.get(), &byte, 1), ssize_t{0});
    }

    void aDescriptorThatIsNotOpenIsAMisuse() {
        Process never{"never open", [] { WatchedDescriptor{-1}; }};
        Process closed{"closed", [] {
                           Ends ends;
                           WatchedDescriptor in{ends.in.get()};
                           ends.in = FileDescriptor{};
                           in.awaitReadable();
                       }};
        for (Process* process : {&never, &closed}) {
            process->join();
            QCOMPARE(process->exitCode(), std::optional{kGivenUp});
        }
    }
};

QTEST_GUILESS_MAIN(WatchedDescriptorTest)
#include "tst_watched_descriptor.moc"
