#include "tests/ui/timeline/demo_stream.h"

#include <string>

namespace heddle::ui {

using namespace std::chrono_literals;
using model::StreamBuilder;
using wire::Operation;

namespace {

// Small and the same on every machine.
class Dice {
public:
    std::uint64_t next() {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return m_state;
    }
    Duration between(Duration least, Duration most) {
        return least + Duration{static_cast<std::int64_t>(
                           next() % static_cast<std::uint64_t>((most - least).count()))};
    }

private:
    std::uint64_t m_state = 88172645463325252ULL;
};

// Two mutexes, taken in the wrong order.
void deadlock(StreamBuilder& s) {
    const TaskId main = s.process("deadlock-ab");
    s.admit(main).in(main, 0).after(80ms);
    const ObjectId a = s.mutex("A", main), b = s.mutex("B", main);
    std::vector<TaskId> threads;
    for (int i = 1; i <= 6; ++i) {
        threads.push_back(s.thread(main, "Thread-" + std::to_string(i)));
        s.after(12ms).admit(threads.back()).after(6ms);
    }
    s.join(main, threads[0]).out(main);
    s.in(threads[0], 0).in(threads[1], 1).after(50ms).acquire(threads[0], a).after(40ms);
    s.wait(threads[0], Operation::Sleep).out(threads[0]).in(threads[2], 0).after(30ms);
    s.wait(threads[2], Operation::Lock, a).out(threads[2]).in(threads[3], 0).after(35ms);
    s.wait(threads[3], Operation::Lock, a).out(threads[3]).after(20ms);
    s.acquire(threads[1], b).after(60ms).wait(threads[1], Operation::Sleep).out(threads[1]);
    s.in(threads[4], 1).after(50ms).wait(threads[4], Operation::Lock, b).out(threads[4]);
    s.in(threads[5], 0).after(60ms).wait(threads[5], Operation::Lock, b).out(threads[5]).after(60ms);
    s.waitEnd(threads[0]).woken(threads[0]).after(25ms).in(threads[0], 0).after(60ms);
    s.release(threads[0], a)
        .acquire(threads[0], a)
        .after(20ms)
        .wait(threads[0], Operation::Lock, b)
        .out(threads[0]);
    s.after(30ms).waitEnd(threads[1]).woken(threads[1]).after(15ms).in(threads[1], 1).after(45ms);
    s.wait(threads[1], Operation::Lock, a).out(threads[1]);
    s.after(80ms).stop(threads[4]).after(200ms).resume(threads[4]);
}

// Producer and consumer, a semaphore of three, fibers; everybody on two CPUs.
void market(StreamBuilder& s, Dice& dice) {
    const TaskId main = s.process("market");
    s.admit(main).in(main, 0).after(5ms);
    const ObjectId queue = s.queue("orders", main, 8), permits = s.semaphore("S", main, 3);
    const TaskId producer = s.thread(main, "producer"), consumer = s.thread(main, "consumer");
    const TaskId server = s.thread(main, "server");
    s.admit(producer).admit(consumer).admit(server);
    std::vector<TaskId> fibers;
    for (const char* name : {"accept", "parse", "reply"}) fibers.push_back(s.fiber(server, name));
    for (const TaskId fiber : fibers) s.admit(fiber);
    s.join(main, producer).out(main);
    int depth = 0;
    const TaskId guests[] = {producer, consumer, server};
    for (int round = 0; round < 120; ++round) {
        const TaskId guest = guests[round % 3];
        s.in(producer, 0).after(dice.between(500us, 3ms));
        if (depth < 8 && (round % 5 != 4)) {
            s.put(producer, queue);
            ++depth;
        }
        s.preempt(producer).in(server, 0);
        for (const TaskId fiber : fibers) {
            s.fiberIn(fiber, server).after(dice.between(300us, 2ms));
            if (fiber == fibers[1] && round % 4 == 1)
                s.wait(fiber, Operation::Sleep);
            s.fiberOut(fiber, server, round % 4 == 1 ? wire::FiberPause::Blocked : wire::FiberPause::Yielded);
            if (round % 4 == 3)
                s.woken(fiber, server);
        }
        if (round % 3 == 0)
            s.acquire(guest, permits);
        s.out(server).in(consumer, 1).after(dice.between(200us, 2ms));
        if (depth > 0 && round % 3 != 2) {
            s.take(consumer, queue);
            --depth;
        }
        s.out(consumer).after(dice.between(100us, 1ms)).woken(server, consumer).woken(consumer, producer);
        if (round % 3 == 2)
            for (const TaskId g : guests)
                if (g == guests[0])
                    s.release(g, permits);
        if (round == 60) {
            s.gapBegan(wire::GapSource::KernelCpu, 0)
                .after(45ms)
                .gapEnded(wire::GapSource::KernelCpu, 0, 4711);
        }
    }
    for (const TaskId fiber : fibers) s.exit(fiber);
    s.in(server, 0).after(2ms).exit(server).in(consumer, 0).after(2ms).exit(consumer);
    s.in(producer, 0).after(2ms).exit(producer);
    s.waitEnd(main).woken(main, producer).in(main, 0).after(9ms).exit(main).after(20ms).reap(main);
}

}  // namespace

model::SnapshotPtr demoSnapshot() {
    StreamBuilder s;
    Dice dice;
    deadlock(s);
    market(s, dice);
    s.after(60ms).end();
    return s.snapshot();
}

model::Model busyModel(std::size_t tasks, std::size_t intervals, Instant& now) {
    constexpr int kCpus = 8;
    StreamBuilder s;
    Dice dice;
    std::vector<TaskId> ids;
    TaskId process;
    for (std::size_t i = 0; i < tasks; ++i) {
        if (i % 50 == 0)
            process = s.process("process " + std::to_string(i / 50));
        ids.push_back(i % 50 == 0 ? process : s.thread(process, "thread " + std::to_string(i)));
        s.admit(ids.back());
    }
    model::Model model;
    model.apply(s.takeEvents());
    // A turn on a CPU makes three intervals: running, blocked, ready.
    for (std::size_t turn = 0; turn < intervals / 3; ++turn) {
        const TaskId task = ids[dice.next() % ids.size()];
        s.after(dice.between(1us, 20us)).woken(task, ids[dice.next() % ids.size()]);
        s.after(dice.between(500ns, 9us)).in(task, static_cast<int>(turn % kCpus));
        s.after(dice.between(1us, 15us));
        if (turn % 4 == 0)
            s.preempt(task);
        else
            s.out(task);
        if (s.events().size() > 100'000)
            model.apply(s.takeEvents());
    }
    model.apply(s.takeEvents());
    now = s.now();
    return model;
}

}  // namespace heddle::ui
