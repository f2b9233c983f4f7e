// Schedules: what is written comes back, replays to the same run, and is refused with the line or the step
// otherwise.
#include <QTest>

#include "engine/control/replay.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"
#include "tests/engine/control/programs.h"

using namespace heddle;
using namespace heddle::control;
using namespace heddle::control::testing;

namespace {

const ScheduleSubject kSubject{"deadlock-ab", 0x5f3a9c0011223344u, {{"tasks", "2"}}};
const std::string kHead = "heddle-schedule 1\nscenario deadlock-ab\nversion 5f3a9c0011223344\nset tasks=2\n";

Schedule deadlock() {
    return {kSubject, {{"P1", OperationKind::Lock, "A", false}, {"P2", OperationKind::Lock, "B", false}}};
}

}  // namespace

class ScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTextIsWhatTheHeaderShows() {
        QCOMPARE(written(deadlock()), kHead + "choices 2\nP1 lock A\nP2 lock B\n");
    }

    void whatIsWrittenComesBack() {
        Schedule schedule = deadlock();
        schedule.subject.parameters = {{"", ""}, {"a b", "c=d"}, {"%", "\n"}};
        schedule.entries.push_back({"a b", OperationKind::Wake, "-", true});
        schedule.entries.push_back({"#1", OperationKind::Yield, "", false});
        schedule.entries.push_back({"", OperationKind::TryGet, "\xe4\xb8\xad\xff", false});
        for (int kind = 1; kind < static_cast<int>(OperationKind::Count); ++kind)
            schedule.entries.push_back({"P1", static_cast<OperationKind>(kind), "X", false});
        schedule.entries.push_back({"P1", OperationKind::None, "", false, Intervention::Kill});
        schedule.entries.push_back({"P2", OperationKind::None, "B", false, Intervention::TakeBack});
        const auto again = parseSchedule(written(schedule), "x");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().sentence().c_str());
        QVERIFY(again.value() == schedule);
    }

    void aFileTypedByHandMayHaveCommentsAndOtherLineEnds() {
        const auto schedule = parseSchedule(
            "# mine\r\nheddle-schedule 1\r\n\r\nscenario deadlock-ab\r\nversion 5f3a9c0011223344\r\nset  "
            "tasks=2\r\n"
            "choices 2\r\nP1 lock  A\r\n# now\r\nP2 lock B",
            "x");
        QVERIFY(schedule.ok());
        QVERIFY(schedule.value() == deadlock());
    }

    void whatCannotBeReadIsRefusedWithTheLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("why");
        const QByteArray head = QByteArray::fromStdString(kHead);
        QTest::newRow("empty") << QByteArray{} << QByteArray("it is empty");
        QTest::newRow("another file")
            << QByteArray("#!/bin/sh\necho\n") << QByteArray("it is not a schedule");
        QTest::newRow("other format") << QByteArray("heddle-schedule 2\n") << QByteArray("it has format '2'");
        QTest::newRow("only a head") << head << QByteArray("it ends before its choices");
        QTest::newRow("cut short") << head + "choices 2\nP1 lock A\n"
                                   << QByteArray("it is cut short: it announces 2");
        QTest::newRow("too many") << head + "choices 1\nP1 lock A\nP2 lock B\n"
                                  << QByteArray("line 7: more than the 1");
        QTest::newRow("no count") << head + "choices x\n" << QByteArray("line 5: 'x' is no number");
        QTest::newRow("large count") << head + "choices 99999999\n"
                                     << QByteArray("line 5: more than 1000000");
        QTest::newRow("huge count") << head + "choices 99999999999999999999999\n"
                                    << QByteArray("line 5: '9999");
        QTest::newRow("negative count") << head + "choices -1\n" << QByteArray("line 5: '-1' is no number");
        QTest::newRow("no version") << QByteArray("heddle-schedule 1\nscenario a\nchoices 0\n")
                                    << QByteArray("line 3: the version is missing");
        QTest::newRow("short version")
            << QByteArray("heddle-schedule 1\nversion 12\n") << QByteArray("line 2: '12' is no version");
        QTest::newRow("two scenarios") << head + "scenario b\n" << QByteArray("line 5: a second 'scenario'");
        QTest::newRow("parameter twice") << head + "set tasks=3\n"
                                         << QByteArray("line 5: the parameter 'tasks' is set twice");
        QTest::newRow("no parameter") << head + "set tasks\n"
                                      << QByteArray("line 5: 'tasks' is no parameter");
        QTest::newRow("unknown word") << head + "sett a=b\n" << QByteArray("line 5: unknown word 'sett'");
        QTest::newRow("unknown operation") << head + "choices 1\nP1 lok A\n"
                                           << QByteArray("line 6: unknown operation 'lok'");
        QTest::newRow("half a choice") << head + "choices 1\nP1 lock\n"
                                       << QByteArray("line 6: 'P1 lock' is no choice");
        QTest::newRow("nothing to lose") << head + "choices 1\nP1 loses -\n"
                                         << QByteArray("line 6: 'P1 loses -' is no choice");
        QTest::newRow("killed by what") << head + "choices 1\nP1 killed A\n"
                                        << QByteArray("line 6: 'P1 killed A' is no choice");
        QTest::newRow("bad escape") << head + "choices 1\nP%1 lock A\n" << QByteArray("line 6: a '%'");
        QTest::newRow("long line") << head + "#" + QByteArray(5000, 'x') + "\n"
                                   << QByteArray("line 5: it is longer than 4096");
        QTest::newRow("large") << QByteArray(17 << 20, '\n') << QByteArray("it is larger than 16 MiB");
    }
    void whatCannotBeReadIsRefusedWithTheLine() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, why);
        const auto schedule =
            parseSchedule({text.constData(), static_cast<std::size_t>(text.size())}, "a.schedule");
        QVERIFY(!schedule.ok());
        QVERIFY2(schedule.error().why.starts_with(why.toStdString()), schedule.error().why.c_str());
        QCOMPARE(schedule.error().what, std::string("read schedule 'a.schedule'"));
        QVERIFY(!schedule.error().wayOut.empty());
    }

    void aFileCutAnywhereIsRefusedOrWhole() {
        const std::string text = written(deadlock());
        for (std::size_t cut = 0; cut < text.size(); ++cut) {
            const auto schedule = parseSchedule(std::string_view(text).substr(0, cut), "x");
            // Without its last line end it is whole; a name cut in its middle would show at its replay.
            QVERIFY(!schedule.ok() || cut + 1 == text.size());
        }
    }

    void aScheduleOfAnotherSubjectIsRefused_data() {
        QTest::addColumn<ScheduleSubject>("wanted");
        QTest::addColumn<QByteArray>("why");
        ScheduleSubject s = kSubject;
        s.scenario = "peterson";
        QTest::newRow("scenario") << s << QByteArray("it was made for scenario 'deadlock-ab'");
        s = kSubject;
        s.parameters["tasks"] = "3";
        QTest::newRow("value") << s << QByteArray("it was made with tasks=2, and this run has tasks=3");
        s.parameters = {{"tasks", "2"}, {"more", "1"}};
        QTest::newRow("parameter missing") << s << QByteArray("it says nothing of the parameter 'more'");
        s.parameters = {};
        QTest::newRow("parameter unknown") << s << QByteArray("its parameter 'tasks' is unknown");
    }
    void aScheduleOfAnotherSubjectIsRefused() {
        QFETCH(ScheduleSubject, wanted);
        QFETCH(QByteArray, why);
        QVERIFY(checkSubject(deadlock(), kSubject).ok());
        ScheduleSubject changed = kSubject;
        changed.version = 1;
        QVERIFY(checkSubject(deadlock(), changed).ok());  // its replay shows whether it fits
        const auto checked = checkSubject(deadlock(), wanted);
        QVERIFY(!checked.ok());
        QVERIFY2(checked.error().why.starts_with(why.toStdString()), checked.error().why.c_str());
    }

    void aReplayMakesTheSameRun() {
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            const Program program = randomProgram(seed);
            MachineExecutor executor{program};
            RandomStrategy strategy{seed};
            QVERIFY(executor.restart().ok());
            std::vector<Step> steps;
            while (executor.standing() == Outcome::GoesOn) {
                const Choice choice = *strategy.choose(executor.tasks());
                steps.push_back({choice, executor.tasks()[indexOf(choice.task)].next});
                executor.step(choice);
            }
            const std::uint64_t end = executor.fingerprint();
            const Schedule schedule = scheduleOf(executor, kSubject, steps);
            const auto text = parseSchedule(written(schedule), "x");
            QVERIFY(text.ok());
            const auto again = replay(executor, text.value());
            QVERIFY2(again.ok(), again.ok() ? "" : again.error().sentence().c_str());
            QVERIFY(again->steps == steps);
            QCOMPARE(executor.fingerprint(), end);
            QVERIFY(replay(executor, steps).ok());
            QCOMPARE(executor.fingerprint(), end);
        }
    }

    void aReplayTellsTheFailure() {
        const Program program = deadlockAb(2, false);
        MachineExecutor executor{program};
        const auto run = replay(executor, deadlock());
        QVERIFY(run.ok());
        QVERIFY(run->failure.has_value());
        QCOMPARE(static_cast<int>(run->failure->outcome), static_cast<int>(Outcome::Deadlock));
        QCOMPARE(run->failure->stuck.size(), 2u);
    }

    void aStepThatDoesNotFitIsNamed_data() {
        QTest::addColumn<int>("step");
        QTest::addColumn<ScheduleEntry>("entry");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("no such task") << 1 << ScheduleEntry{"P9", OperationKind::Lock, "B", false}
                                      << QByteArray("'P9' should lock 'B', and there is no such task");
        QTest::newRow("another operation") << 1 << ScheduleEntry{"P2", OperationKind::Unlock, "B", false}
                                           << QByteArray("'P2' should unlock 'B', and is about to lock 'B'");
        QTest::newRow("another object") << 0 << ScheduleEntry{"P1", OperationKind::Lock, "C", false}
                                        << QByteArray("'P1' should lock 'C', and is about to lock 'A'");
        QTest::newRow("without object") << 1 << ScheduleEntry{"P2", OperationKind::Yield, "", false}
                                        << QByteArray("'P2' should yield, and is about to lock 'B'");
        QTest::newRow("no time limit") << 0 << ScheduleEntry{"P1", OperationKind::Lock, "A", true}
                                       << QByteArray("'P1' cannot lock 'A': its operation has no time limit");
        QTest::newRow("blocked")
            << 2 << ScheduleEntry{"P1", OperationKind::Lock, "B", false}
            << QByteArray("'P1' cannot lock 'B': it is blocked: it waits in lock on 'B', held by 'P2'");
    }
    void aStepThatDoesNotFitIsNamed() {
        QFETCH(int, step);
        QFETCH(ScheduleEntry, entry);
        QFETCH(QByteArray, why);
        Schedule schedule = deadlock();
        schedule.entries.resize(static_cast<std::size_t>(step));
        schedule.entries.push_back(entry);
        const Program program = deadlockAb(2, false);
        MachineExecutor executor{program};
        const auto run = replay(executor, schedule);
        QVERIFY(!run.ok());
        QCOMPARE(run.error().what, "replay step " + std::to_string(step + 1));
        QCOMPARE(run.error().why, why.toStdString());
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
