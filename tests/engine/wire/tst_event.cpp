// The event's layout, its packed fields, and which of them name tasks.
#include <QSet>
#include <QTest>

#include "engine/wire/event.h"

using namespace heddle;
using namespace heddle::wire;

class EventTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsLayoutIsThatOfEveryFile() {
        QCOMPARE(offsetof(Event, time), std::size_t{0});
        QCOMPARE(offsetof(Event, value), std::size_t{8});
        QCOMPARE(offsetof(Event, task), std::size_t{16});
        QCOMPARE(offsetof(Event, object), std::size_t{20});
        QCOMPARE(offsetof(Event, site), std::size_t{24});
        QCOMPARE(offsetof(Event, kind), std::size_t{28});
        QCOMPARE(offsetof(Event, detail), std::size_t{30});
    }

    void idsAndSequencesComeOutAsTheyWentIn() {
        const Event bound{.value = packIds(Pid{4711}, Tid{4712})};
        QCOMPARE(pidOf(bound), Pid{4711});
        QCOMPARE(tidOf(bound), Tid{4712});
        const Event granted{.value = packPair(7, 0xffffffff)};
        QCOMPARE(granted.other(), TaskId{7});
        QCOMPARE(granted.sequence(), 0xffffffffu);
    }

    void aWaitNamesItsOperationAndWhetherTimeEndsIt() {
        const auto lock = static_cast<std::uint16_t>(Operation::Lock);
        const Event forEver{.kind = EventKind::WaitBegan, .detail = lock};
        QCOMPARE(operationOf(forEver), Operation::Lock);
        QVERIFY(!hasTimeLimit(forEver));
        const Event limited{.kind = EventKind::WaitBegan,
                            .detail = static_cast<std::uint16_t>(lock | kHasTimeLimit)};
        QCOMPARE(operationOf(limited), Operation::Lock);
        QVERIFY(hasTimeLimit(limited));
        QCOMPARE(operationOf({.kind = EventKind::WaitBegan, .detail = 999}), Operation::None);
    }

    void aWaitForUnitsTellsHowManyAndNamesNoTask() {
        Event wait{.value = packPair(3, 9),
                   .kind = EventKind::WaitBegan,
                   .detail = static_cast<std::uint16_t>(Operation::Acquire)};
        QCOMPARE(unitsAskedFor(wait), std::uint16_t{3});
        QVERIFY(!taskFieldsOf(wait).other);
        wait.value = 9;  // as it was written before
        QCOMPARE(unitsAskedFor(wait), std::uint16_t{1});
        wait = {.value = packPair(3, 0),
                .kind = EventKind::WaitBegan,
                .detail = static_cast<std::uint16_t>(Operation::Join)};
        QCOMPARE(unitsAskedFor(wait), std::uint16_t{1});
        QVERIFY(taskFieldsOf(wait).other);
    }

    void everyKindHasANameOfItsOwn() {
        QSet<QByteArray> names;
        for (std::uint16_t kind = 0; kind < static_cast<std::uint16_t>(EventKind::Count); ++kind)
            names.insert(nameOf(static_cast<EventKind>(kind)));
        QCOMPARE(names.size(), static_cast<qsizetype>(EventKind::Count));
        QVERIFY(!names.contains("?"));
        QCOMPARE(QByteArray{nameOf(static_cast<EventKind>(60'000))}, QByteArray{"?"});
    }

    void fieldsThatNameTasksAreKnown_data() {
        QTest::addColumn<EventKind>("kind");
        QTest::addColumn<int>("detail");
        QTest::addColumn<QByteArray>("fields");
        const auto row = [](const char* name, EventKind kind, int detail, const char* fields) {
            QTest::newRow(name) << kind << detail << QByteArray{fields};
        };
        row("a text is no task", EventKind::TextPiece, 0, "");
        row("a site is no task", EventKind::SiteDefined, 0, "");
        row("a creator", EventKind::TaskSpawning, 0, "task object");
        row("a fiber has a carrier", EventKind::TaskCreated, static_cast<int>(TaskKind::Fiber),
            "task object lower");
        row("a thread has ids of the kernel", EventKind::TaskCreated, static_cast<int>(TaskKind::Thread),
            "task object");
        row("a name", EventKind::TaskNamed, 0, "task");
        row("a waker", EventKind::Woken, 0, "task object");
        row("a carrier", EventKind::FiberResumed, 0, "task object");
        row("the task joined", EventKind::WaitBegan, 0, "task other");
        row("who is given to", EventKind::Granted, 0, "task other");
        row("a lock", EventKind::Acquired, 0, "task");
        row("a step of a creation", EventKind::TaskStepDone, static_cast<int>(CreationStep::Filled), "task");
    }
    void fieldsThatNameTasksAreKnown() {
        QFETCH(EventKind, kind);
        QFETCH(int, detail);
        QFETCH(QByteArray, fields);
        const TaskFields known = taskFieldsOf({.kind = kind, .detail = static_cast<std::uint16_t>(detail)});
        QCOMPARE(known.task, fields.contains("task"));
        QCOMPARE(known.object, fields.contains("object"));
        QCOMPARE(known.other, fields.contains("other"));
        QCOMPARE(known.lowerValue, fields.contains("lower"));
    }
};

QTEST_GUILESS_MAIN(EventTest)
#include "tst_event.moc"
