// Why a task is not running: the chain for each kind of reason, now and in the past.
#include <QTest>

#include "engine/model/wait_story.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::FiberPause;
using wire::KernelSource;
using wire::Operation;

namespace {

QList<unsigned> tasksOf(const WaitStory& story) {
    QList<unsigned> tasks;
    for (const StoryLink& link : story.links) tasks.append(link.task.value());
    return tasks;
}

}  // namespace

class WaitStoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLockLeadsToItsHolderAndOn() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q"), r = s.thread(p, "R");
        const ObjectId a = s.mutex("A", p), b = s.mutex("B", p);
        const SiteId here = s.site("main.cpp", 9);
        s.in(p, 0).in(q, 1).in(r, 2).acquire(r, b).acquire(q, a, 1, here);
        s.wait(q, Operation::Lock, b).out(q).wait(p, Operation::Lock, a).out(p).after(10us);
        const auto snapshot = s.snapshot();
        const WaitStory story = whyNotRunning(*snapshot, p, snapshot->now());
        QCOMPARE(tasksOf(story), (QList<unsigned>{p.value(), q.value(), r.value()}));
        QCOMPARE(story.links[0].state, State::Blocked);
        QCOMPARE(story.links[0].interval.wait.object, a);
        QCOMPARE(story.links[0].holders.size(), 1u);
        QCOMPARE(story.links[0].holders[0].task, q);
        QCOMPARE(story.links[0].holders[0].site, here);
        QVERIFY(!story.links[0].endedBy);
        QCOMPARE(story.links[2].state, State::Running);
    }

    void aSemaphoreNamesAllItsHoldersOfThatTimeAndWhoReleased() {
        StreamBuilder s;
        const TaskId p1 = s.process("P1"), p2 = s.process("P2"), p3 = s.process("P3"), p4 = s.process("P4");
        const ObjectId sem = s.semaphore("S", p1, 3);
        s.in(p1, 0).acquire(p1, sem).in(p2, 1).acquire(p2, sem).in(p3, 2).acquire(p3, sem);
        s.in(p4, 3).wait(p4, Operation::Acquire, sem).out(p4).after(10us);
        const Instant then = s.now();
        s.after(10us).grant(p1, sem, p4).woken(p4, p1).in(p4, 3).waitEnd(p4, sem).after(5us);
        s.release(p2, sem).release(p3, sem).release(p4, sem).acquire(p1, sem).after(10us);
        const auto snapshot = s.snapshot();
        const WaitStory story = whyNotRunning(*snapshot, p4, then);
        QCOMPARE(story.links[0].holders.size(), 3u);
        QCOMPARE(story.links[0].holders[0].task, p1);
        QCOMPARE(story.links[0].holders[1].task, p2);
        QCOMPARE(story.links[0].holders[2].task, p3);
        QCOMPARE(story.links[0].endedBy.value(), p1);
        QCOMPARE(tasksOf(story), (QList<unsigned>{p4.value(), p1.value()}));
    }

    void anEmptyQueueHasNoHolderButAWaker() {
        StreamBuilder s{KernelSource::Switches};
        const TaskId p = s.process("P"), c = s.thread(p, "C");
        const ObjectId q = s.queue("Q", p);
        s.in(p, 0).in(c, 1).wait(c, Operation::Get, q).out(c).after(10us);
        const Instant then = s.now();
        QVERIFY(whyNotRunning(*s.snapshot(), c, then).links[0].holders.empty());
        s.after(1us).put(p, q).grant(p, q, c).take(c, q).after(2us).in(c, 1).waitEnd(c, q);
        const WaitStory story = whyNotRunning(*s.snapshot(), c, then);
        QCOMPARE(story.links.size(), 1u);
        QCOMPARE(story.links[0].interval.wait.operation, Operation::Get);
        QCOMPARE(story.links[0].endedBy.value(), p);
    }

    void aJoinLeadsToTheTaskJoined() {
        StreamBuilder s;
        const TaskId p = s.process("P"), t = s.thread(p, "T");
        s.in(p, 0).in(t, 1).join(p, t).out(p).after(10us);
        const Instant then = s.now();
        QCOMPARE(tasksOf(whyNotRunning(*s.snapshot(), p, then)), (QList<unsigned>{p.value(), t.value()}));
        s.exit(t).woken(p).in(p, 0);
        const WaitStory story = whyNotRunning(*s.snapshot(), p, then);
        QCOMPARE(story.links[0].endedBy.value(), t);
    }

    void aReadyThreadStandsBehindThoseOnTheCpus() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q"), r = s.thread(p, "R");
        s.in(q, 0).in(r, 1).woken(p).after(10us);
        const Instant then = s.now();
        s.preempt(q).in(p, 0).after(10us);
        const WaitStory story = whyNotRunning(*s.snapshot(), p, then);
        QCOMPARE(story.links.size(), 1u);
        QCOMPARE(story.links[0].state, State::Ready);
        QCOMPARE(story.links[0].readyBehind, (std::vector{q, r}));
    }

    void aReadyFiberOnABlockedCarrierIsHeldUpByTheFiberThatMadeTheCall() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p);
        const TaskId f = s.fiber(p, "F"), g = s.fiber(p, "G"), h = s.fiber(p, "H");
        const ObjectId m = s.mutex("M", p);
        s.admit(f)
            .admit(g)
            .admit(h)
            .fiberIn(h, p)
            .wait(h, Operation::Lock, m)
            .fiberOut(h, p, FiberPause::Blocked);
        s.fiberIn(f, p).wait(f, Operation::Read).after(1us).out(p).after(50us);
        const WaitStory story = whyNotRunning(*s.snapshot(), g, s.now());
        QCOMPARE(tasksOf(story), (QList<unsigned>{g.value(), f.value()}));
        QCOMPARE(story.links[0].readyBehind, std::vector{f});
        QCOMPARE(story.links[1].state, State::Blocked);
        QCOMPARE(story.links[1].interval.wait.operation, Operation::Read);
    }

    void aCircleIsFollowedOnce() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q"), r = s.thread(p, "R");
        const ObjectId a = s.mutex("A", p), b = s.mutex("B", p);
        s.in(p, 0).in(q, 1).in(r, 2).acquire(p, a).acquire(q, b);
        s.wait(p, Operation::Lock, b)
            .out(p)
            .wait(q, Operation::Lock, a)
            .out(q)
            .wait(r, Operation::Lock, a)
            .out(r);
        s.after(10us);
        const auto snapshot = s.snapshot();
        const WaitStory circle = whyNotRunning(*snapshot, p, snapshot->now());
        QCOMPARE(tasksOf(circle), (QList<unsigned>{p.value(), q.value()}));
        const WaitStory leadingIn = whyNotRunning(*snapshot, r, snapshot->now());
        QCOMPARE(tasksOf(leadingIn), (QList<unsigned>{r.value(), p.value(), q.value()}));
    }

    void thePastIsAskedAsItWas() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q");
        const ObjectId m = s.mutex("M", p);
        s.in(p, 0).in(q, 1);
        for (int i = 0; i < 50; ++i) {  // turn about
            s.acquire(p, m)
                .after(1us)
                .wait(q, Operation::Lock, m)
                .out(q)
                .after(1us)
                .grant(p, m, q)
                .woken(q, p);
            s.in(q, 1).waitEnd(q, m).after(1us).wait(p, Operation::Lock, m).out(p).after(1us).grant(q, m, p);
            s.woken(p, q).in(p, 0).waitEnd(p, m).release(p, m);
        }
        const auto snapshot = s.snapshot();
        int waits = 0;
        for (const auto& [waiter, holder] : {std::pair{p, q}, std::pair{q, p}}) {
            const HistoryView history = snapshot->history(waiter);
            for (std::size_t i = 0; i < history.size(); ++i) {
                const Interval interval = history.at(i);
                if (interval.state != State::Blocked)
                    continue;
                const auto link =
                    whyNotRunning(*snapshot, waiter, interval.begin + interval.length() / 2).links[0];
                QCOMPARE(link.holders.size(), 1u);
                QCOMPARE(link.holders[0].task, holder);
                QCOMPARE(link.endedBy.value(), holder);
                ++waits;
            }
        }
        QCOMPARE(waits, 100);
    }

    void whoIsNotThereHasNoStory() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        QVERIFY(whyNotRunning(*s.snapshot(), TaskId{9}, s.now()).links.empty());
        QVERIFY(whyNotRunning(*s.snapshot(), p, instantFromNs(0)).links.empty());
    }
};

QTEST_GUILESS_MAIN(WaitStoryTest)
#include "tst_wait_story.moc"
