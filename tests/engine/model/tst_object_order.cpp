// The events of an object are applied in the order of their numbers, however late one comes; and what never
// comes is counted.
#include <QTest>

#include <array>

#include "engine/model/object_fold.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::Event;
using wire::GapSource;
using wire::ObjectKind;

namespace {

// A process with a second thread.
struct Threads {
    explicit Threads(StreamBuilder& s) {
        ids[0] = s.process("T0");
        ids[1] = s.thread(ids[0], "T1");
    }
    TaskId operator[](std::size_t i) const { return ids[i]; }
    std::array<TaskId, 2> ids;
};

}  // namespace

class ObjectOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Who lost its CPU between its step and its event.
    void anEventThatComesManyNumbersLateIsPutInItsPlace_data() {
        QTest::addColumn<int>("late");
        QTest::newRow("a few") << 3;
        QTest::newRow("a thousand") << 1000;
        QTest::newRow("fifty thousand") << 50'000;
    }
    void anEventThatComesManyNumbersLateIsPutInItsPlace() {
        QFETCH(int, late);
        StreamBuilder s;
        const Threads t{s};
        const ObjectId value = s.object(ObjectKind::Variable, "V", t[0]), q = s.queue("Q", t[0]);
        s.set(t[0], value, 1);
        auto events = s.takeEvents();
        const Event missing = s.set(t[0], value, 2).takeEvents().front();
        for (int i = 1; i <= late; ++i) s.set(t[1], value, i + 2);
        s.after(900ms).put(t[1], q);  // others go on meanwhile
        for (const Event& event : s.takeEvents()) events.push_back(event);
        Model model;
        model.apply(events);
        QCOMPARE(model.snapshot(s.now())->object(value)->level, 1);
        QCOMPARE(model.snapshot(s.now())->object(q)->level, 1);
        s.event(missing);
        model.apply(s.takeEvents());
        const auto snapshot = model.snapshot(s.now());
        const ObjectInfo& info = *snapshot->object(value);
        QVERIFY(info.certain);
        QCOMPARE(info.levels.size(), static_cast<std::size_t>(late + 3));  // with the 0 that it began with
        for (int i = 0; i < late + 3; ++i) QCOMPARE(info.levels[static_cast<std::size_t>(i)].level, i);
        QCOMPARE(snapshot->source().lostEvents, std::uint64_t{0});
    }

    void eachHoleHasItsOwnTime() {
        StreamBuilder s;
        const Threads t{s};
        const ObjectId q = s.queue("Q", t[0]);
        s.put(t[0], q);
        Model model;
        model.apply(s.takeEvents());
        for (int i = 0; i < 10; ++i) {
            const Event missing = s.put(t[0], q).takeEvents().front();
            s.put(t[1], q).after(900ms).event(missing);
            model.apply(s.takeEvents());
        }
        const auto snapshot = model.snapshot(s.now());
        QVERIFY(snapshot->object(q)->certain);
        QCOMPARE(snapshot->object(q)->level, 21);
        QCOMPARE(snapshot->source().lostEvents, std::uint64_t{0});
    }

    void moreThanCanBeKeptBackIsGivenUpAndCounted() {
        StreamBuilder s;
        const Threads t{s};
        const ObjectId q = s.queue("Q", t[0]);
        s.put(t[0], q);
        auto events = s.takeEvents();
        (void)s.put(t[0], q).put(t[0], q).takeEvents();
        const int most = static_cast<int>(ObjectFold::kEarlyLimit);
        for (int i = 0; i < most; ++i) s.put(t[1], q);
        for (const Event& event : s.takeEvents()) events.push_back(event);
        Model model;
        model.apply(events);
        QCOMPARE(model.snapshot(s.now())->object(q)->level, 1);
        s.put(t[1], q);
        model.apply(s.takeEvents());
        const auto snapshot = model.snapshot(s.now());
        QCOMPARE(snapshot->object(q)->level, most + 2);
        QVERIFY(!snapshot->object(q)->certain);
        QCOMPARE(snapshot->source().lostEvents, std::uint64_t{2});
        QCOMPARE(snapshot->source().gaps, std::uint64_t{1});
    }

    void whatARingLostCountsOnceAndIsNotAwaitedLong() {
        StreamBuilder s;
        const Threads t{s};
        const ObjectId q = s.queue("Q", t[0]);
        s.put(t[0], q);
        auto events = s.takeEvents();
        (void)s.put(t[0], q).put(t[0], q).takeEvents();
        s.gapBegan(GapSource::Runtime, t[0].value()).gapEnded(GapSource::Runtime, t[0].value(), 5);
        s.put(t[1], q).after(110ms).woken(t[0]);
        for (const Event& event : s.takeEvents()) events.push_back(event);
        Model model;
        model.apply(events);
        const auto snapshot = model.snapshot(s.now());
        QCOMPARE(snapshot->object(q)->level, 2);
        QCOMPARE(snapshot->source().lostEvents, std::uint64_t{5});
        QCOMPARE(snapshot->source().gaps, std::uint64_t{1});
    }
};

QTEST_GUILESS_MAIN(ObjectOrderTest)
#include "tst_object_order.moc"
