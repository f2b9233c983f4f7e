// What real processes, threads and fibers do to each other in a free run is told: who waits for whom, and for
// what.
#include <QTest>

#include "engine/session/session.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using model::Deadlock;
using model::WaitEnder;
using session::Session;

namespace {

// The names of the tasks and objects of the verdict, each list in the order of the alphabet.
struct Names {
    QStringList tasks, objects;
};
Names namesIn(const model::Snapshot& snapshot, const Deadlock& deadlock) {
    Names names;
    for (const TaskId task : deadlock.tasks) names.tasks << QString::fromStdString(snapshot.nameOf(task));
    for (const ObjectId object : deadlock.objects)
        if (!object.isNone())  // not the end of a task
            names.objects << QString::fromStdString(snapshot.nameOf(object));
    names.tasks.sort();
    names.objects.sort();
    return names;
}

std::unique_ptr<Session> launched(const std::string& program) {
    session::RunRequest request;
    request.command = {HEDDLE_DEADLOCK_PUPPET, program};
    auto session = Session::launch(request);
    if (!session)
        qFatal("%s", session.error().sentence().c_str());
    return std::move(session).value();
}

const Deadlock* lastingOne(const model::Snapshot& snapshot) {
    for (const Deadlock& deadlock : snapshot.deadlocks())
        if (deadlock.ending == Deadlock::Ending::None)
            return &deadlock;
    return nullptr;
}

}  // namespace

class FreeDeadlocksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeadlockOfAFreeRunIsTold_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<int>("shape");
        QTest::addColumn<QStringList>("tasks");
        QTest::addColumn<QStringList>("objects");
        const auto row = [](const char* program, Deadlock::Shape shape, const QStringList& tasks,
                            const QStringList& objects) {
            QTest::newRow(program) << QString::fromLatin1(program) << static_cast<int>(shape) << tasks
                                   << objects;
        };
        const auto names = [](const char* text) { return QString::fromLatin1(text).split(QLatin1Char(',')); };
        for (const char* program : {"locks-threads", "locks-processes", "locks-fibers", "books-processes",
                                    "semaphores-threads", "semaphores-processes", "semaphores-fibers"})
            row(program, Deadlock::Shape::Circle, names("left,right"), names("a,b"));
        // Who joins it is the only one who could let it go on.
        const auto withMain = [](const char* program, const char* task) {
            return QStringList{QString::fromLatin1(program), QString::fromLatin1(task)};
        };
        for (const char* program : {"item-thread", "item-process", "item-fiber"})
            row(program, Deadlock::Shape::Circle, withMain(program, "getter"), names("items"));
        for (const char* program : {"notification-thread", "notification-process", "notification-fiber"})
            row(program, Deadlock::Shape::Circle, withMain(program, "waiter"), names("told"));
        for (const char* program : {"units-process", "units-fiber"})
            row(program, Deadlock::Shape::Circle, withMain(program, "waiter"), names("units"));
    }
    void aDeadlockOfAFreeRunIsTold() {
        if (test::kIsThreadSanitizer)
            QSKIP("ThreadSanitizer adds a thread of its own to each process, which might end a wait");
        QFETCH(QString, program);
        QFETCH(int, shape);
        QFETCH(QStringList, tasks);
        QFETCH(QStringList, objects);
        tasks.sort();
        if (program.contains(QLatin1String("fiber")))
            SKIP_WITHOUT_FIBERS();
        const auto session = launched(program.toStdString());
        // It is a partial one for as long as main has not come to its joins.
        const auto isWhole = [](const model::Snapshot& snapshot) {
            const Deadlock* deadlock = lastingOne(snapshot);
            return deadlock && !deadlock->isPartial;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWhole(*session->snapshot()), 20'000);
        const model::SnapshotPtr seen = session->snapshot();
        const Deadlock* deadlock = lastingOne(*seen);
        QVERIFY(deadlock != nullptr);
        const Names told = namesIn(*seen, *deadlock);
        QCOMPARE(told.tasks, tasks);
        QCOMPARE(told.objects, objects);
        QCOMPARE(static_cast<int>(deadlock->shape), shape);
    }

    // Units have no owner that could die; but who waits for ever for those of a dead one is told of it.
    void whoWaitsForTheUnitsOfADeadOneIsToldWhoHasThem() {
        const auto session = launched("dead-holder");
        QTRY_VERIFY_WITH_TIMEOUT(lastingOne(*session->snapshot()) != nullptr, 20'000);
        const model::SnapshotPtr seen = session->snapshot();
        const Deadlock* deadlock = lastingOne(*seen);
        QVERIFY(deadlock != nullptr);
        const auto edge = std::find_if(deadlock->edges.begin(), deadlock->edges.end(),
                                       [&](const auto& one) { return seen->nameOf(one.task) == "waiter"; });
        QVERIFY(edge != deadlock->edges.end());
        QCOMPARE(seen->nameOf(edge->wait.object), std::string{"room"});
        QCOMPARE(edge->holders.size(), std::size_t{1});
        QCOMPARE(seen->nameOf(edge->holders.front().task), std::string{"holder"});
        QVERIFY(!seen->task(edge->holders.front().task)->isAlive());
    }
};

QTEST_GUILESS_MAIN(FreeDeadlocksTest)
#include "tst_free_deadlocks.moc"
