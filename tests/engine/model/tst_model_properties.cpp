// What holds of the model for any stream, tried on many by chance; witnesses count in the plainest way there
// is.
#include <QTest>

#include <atomic>
#include <mutex>
#include <random>
#include <thread>

#include "engine/model/wait_story.h"
#include "tests/support/describe.h"
#include "tests/support/random_stream.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using wire::Event;
using wire::EventKind;

namespace {

SnapshotPtr foldInBatches(const std::vector<Event>& events, std::size_t batch, Instant now) {
    Model model;
    for (std::size_t done = 0; done < events.size(); done += batch)
        model.apply({events.data() + done, std::min(batch, events.size() - done)});
    return model.snapshot(now);
}

Instant endOf(const std::vector<Event>& events) {
    return events.back().instant() + Duration{500};
}

// The witness: goes through all intervals.
StateTotals totalsByCounting(const HistoryView& history, Instant from, Instant to) {
    StateTotals totals{};
    for (std::size_t i = 0; i < history.size(); ++i) {
        const Interval interval = history.at(i);
        const Instant begin = std::max(interval.begin, from), end = std::min(interval.end, to);
        if (begin < end)
            totals[indexOf(interval.state)] += end - begin;
    }
    return totals;
}

void eachSeed() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed) QTest::addRow("seed %u", seed) << seed;
}

}  // namespace

class ModelPropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void historiesAreContiguousAndAddUpToTheLife_data() { eachSeed(); }
    void historiesAreContiguousAndAddUpToTheLife() {
        QFETCH(unsigned, seed);
        const auto events = busyStream(seed, 20'000);
        const auto snapshot = foldInBatches(events, 512, endOf(events));
        QVERIFY(snapshot->tasks().size() > 3);
        std::array<std::array<std::uint64_t, kStateCount>, kStateCount> transitions{};
        std::size_t intervals = 0;
        for (const TaskInfo& task : snapshot->tasks()) {
            const HistoryView history = snapshot->history(task.id);
            QVERIFY(!history.isEmpty());
            intervals += history.size();
            QCOMPARE(history.begin(), task.created);
            QCOMPARE(history.end(), snapshot->now());
            for (std::size_t i = 0; i + 1 < history.size(); ++i) {
                const Interval one = history.at(i), next = history.at(i + 1);
                QVERIFY(one.begin < one.end);
                QCOMPARE(one.end, next.begin);
                QVERIFY(one.state != next.state || one.cpu != next.cpu || one.waker != next.waker ||
                        one.wait != next.wait || one.onCarrier != next.onCarrier);
                if (one.state != next.state)
                    ++transitions[indexOf(one.state)][indexOf(next.state)];
            }
            const Interval last = history.at(history.size() - 1);
            QCOMPARE(last.end, snapshot->now());
            QCOMPARE(last.state, task.state);
            QCOMPARE(last.begin, task.stateSince);
            Duration sum{};
            for (const Duration total : task.totals) sum += total;
            QCOMPARE(sum, snapshot->now() - task.created);
            QCOMPARE(history.totals(history.begin(), history.end()), task.totals);
            QCOMPARE(task.exited.has_value(), task.state == State::Terminated);
        }
        QVERIFY(intervals > 100);
        for (std::size_t from = 0; from < kStateCount; ++from) {
            for (std::size_t to = 0; to < kStateCount; ++to)
                QCOMPARE(snapshot->transitions(static_cast<State>(from), static_cast<State>(to)),
                         transitions[from][to]);
        }
    }

    void sumsAgreeWithCounting_data() { eachSeed(); }
    void sumsAgreeWithCounting() {
        QFETCH(unsigned, seed);
        const auto events = busyStream(seed, 10'000);
        const auto snapshot = foldInBatches(events, 512, endOf(events));
        std::mt19937_64 random{seed};
        const Duration length = snapshot->now() - snapshot->start();
        const auto anyInstant = [&] {
            return snapshot->start() - length / 20 +
                   Duration{static_cast<std::int64_t>(random() %
                                                      static_cast<std::uint64_t>(length.count() * 11 / 10))};
        };
        for (const TaskInfo& task : snapshot->tasks()) {
            const HistoryView history = snapshot->history(task.id);
            std::vector<Instant> times;
            for (int i = 0; i < 150; ++i) times.push_back(anyInstant());
            times.push_back(history.at(history.size() / 2).begin);
            times.push_back(history.at(history.size() / 2).begin + Duration{1});
            times.push_back(history.at(history.size() - 1).begin);
            times.push_back(history.at(history.size() - 1).begin + Duration{1});
            times.push_back(history.end());
            times.push_back(history.end() + Duration{1000});
            std::sort(times.begin(), times.end());
            std::vector<StateTotals> sums(times.size());
            history.totalsUntilEach(times.data(), times.size(), sums.data());
            for (std::size_t i = 0; i < times.size(); ++i) {
                QCOMPARE(sums[i], totalsByCounting(history, history.begin(), times[i]));
                QCOMPARE(history.totalsUntil(times[i]), sums[i]);
                if (i > 0)
                    QCOMPARE(history.totals(times[i - 1], times[i]),
                             totalsByCounting(history, times[i - 1], times[i]));
                const std::size_t index = history.indexAt(times[i]);
                if (times[i] < history.begin()) {
                    QCOMPARE(index, history.size());
                } else {
                    QVERIFY(index < history.size() && history.at(index).begin <= times[i]);
                    QVERIFY(index + 1 == history.size() || times[i] < history.at(index + 1).begin);
                }
            }
        }
    }

    void batchesMakeNoDifference_data() { eachSeed(); }
    void batchesMakeNoDifference() {
        QFETCH(unsigned, seed);
        const auto events = busyStream(seed, 5'000);
        const std::string whole = describe(*foldInBatches(events, events.size(), endOf(events)));
        for (const std::size_t batch : {1u, 7u, 1000u})
            QCOMPARE(describe(*foldInBatches(events, batch, endOf(events))), whole);
    }

    void takingSnapshotsMakesNoDifferenceAndEarlyOnesDoNotChange_data() { eachSeed(); }
    void takingSnapshotsMakesNoDifferenceAndEarlyOnesDoNotChange() {
        QFETCH(unsigned, seed);
        const auto events = busyStream(seed, 5'000);
        Model model;
        std::vector<std::pair<SnapshotPtr, std::string>> kept;
        for (std::size_t done = 0; done < events.size(); done += 100) {
            model.apply({events.data() + done, std::min<std::size_t>(100, events.size() - done)});
            const auto snapshot = model.snapshot(events[std::min(done + 99, events.size() - 1)].instant());
            if (done % 700 == 0)  // the others let their tables be used again
                kept.emplace_back(snapshot, describe(*snapshot));
        }
        for (const auto& [snapshot, description] : kept) QCOMPARE(describe(*snapshot), description);
        QCOMPARE(describe(*model.snapshot(endOf(events))),
                 describe(*foldInBatches(events, 64, endOf(events))));
        for (std::size_t i = 1; i < kept.size(); ++i)
            QVERIFY(kept[i - 1].first->version() < kept[i].first->version());
    }

    void aSnapshotOutlivesItsModel() {
        const auto events = busyStream(3, 3'000);
        SnapshotPtr snapshot;
        std::string description;
        {
            Model model;
            model.apply(events);
            snapshot = model.snapshot(endOf(events));
            description = describe(*snapshot);
        }
        QCOMPARE(describe(*snapshot), description);
    }

    void withoutNewsTheSnapshotIsTheSame() {
        StreamBuilder s;
        (void)s.process("P");
        Model model;
        model.apply(s.events());
        const auto first = model.snapshot(s.now());
        QCOMPARE(model.snapshot(s.now()), first);
        QVERIFY(model.snapshot(s.now() + Duration{1}) != first);
    }

    // The generator knows what each thread does; the model only hears what a scheduler would report of it.
    void aSchedulersReportsGiveBackWhatTheThreadsDid_data() { eachSeed(); }
    void aSchedulersReportsGiveBackWhatTheThreadsDid() {
        QFETCH(unsigned, seed);
        std::mt19937 random{seed};
        constexpr int kTasks = 7, kCpus = 2;
        StreamBuilder s;
        std::vector<TaskId> ids;
        std::vector<State> truth(kTasks, State::New);
        std::vector<Instant> born(kTasks), since(kTasks);
        std::vector<StateTotals> expected(kTasks);
        std::vector<std::uint64_t> voluntary(kTasks), involuntary(kTasks);
        int on[kCpus] = {-1, -1};
        for (int i = 0; i < kTasks; ++i) {
            ids.push_back(i == 0 ? s.process("P") : s.thread(ids[0], "T"));
            since[std::size_t(i)] = born[std::size_t(i)] = instantFromNs(0);
        }
        const auto move = [&](int i, State to) {
            const auto t = static_cast<std::size_t>(i);
            if (born[t] == instantFromNs(0))
                born[t] = since[t] = s.now();  // counting starts at its first event
            else
                expected[t][indexOf(truth[t])] += s.now() - since[t];
            since[t] = s.now();
            truth[t] = to;
        };
        for (int step = 0; step < 3'000; ++step) {
            s.after(Duration{random() % 2000});
            const int i = static_cast<int>(random() % kTasks), cpu = static_cast<int>(random() % kCpus);
            const auto t = static_cast<std::size_t>(i);
            if (truth[t] == State::New || truth[t] == State::Blocked) {
                s.woken(ids[t]);
                move(i, State::Ready);
            } else if (truth[t] == State::Ready && on[cpu] < 0) {
                s.in(ids[t], cpu);
                on[cpu] = i;
                move(i, State::Running);
            } else if (truth[t] == State::Running) {
                const bool isPreempted = random() % 2 == 0;
                isPreempted ? s.preempt(ids[t]) : s.out(ids[t]);
                (isPreempted ? involuntary : voluntary)[t]++;
                on[on[0] == i ? 0 : 1] = -1;
                move(i, isPreempted ? State::Ready : State::Blocked);
            }
        }
        const auto snapshot = s.snapshot();
        for (std::size_t t = 0; t < kTasks; ++t) {
            if (born[t] == instantFromNs(0))
                continue;
            expected[t][indexOf(truth[t])] += snapshot->now() - since[t];
            QCOMPARE(snapshot->history(ids[t]).totals(born[t], snapshot->now()), expected[t]);
            QCOMPARE(snapshot->task(ids[t])->state, truth[t]);
            QCOMPARE(snapshot->task(ids[t])->voluntarySwitches, voluntary[t]);
            QCOMPARE(snapshot->task(ids[t])->involuntarySwitches, involuntary[t]);
        }
    }

    void hostileEventsNeitherCrashNorEatMemory_data() { eachSeed(); }
    void hostileEventsNeitherCrashNorEatMemory() {
        QFETCH(unsigned, seed);
        const auto events = hostileStream(seed, 30'000);
        Model model;
        for (std::size_t done = 0; done < events.size(); done += 1000) {
            model.apply({events.data() + done, 1000});
            const auto snapshot = model.snapshot(instantFromNs(0));
            for (const TaskInfo& task : snapshot->tasks()) {
                if (task.id.value() % 50 == seed % 50)
                    (void)whyNotRunning(*snapshot, task.id, snapshot->now());
            }
        }
        QVERIFY(!describe(*model.snapshot(instantFromNs(0))).empty());
        // 30,000 events of 32 bytes are 1 MB.
        QVERIFY2(model.bytesUsed() < 80u << 20, qPrintable(QString::number(model.bytesUsed())));
    }

    void manyStopsOfManyThreadsStayBounded() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        for (int i = 0; i < 3'000; ++i) s.woken(s.thread(p, "T"));
        for (int i = 0; i < 20'000; ++i) s.stop(p).resume(p);
        Model model;
        model.apply(s.events());
        QVERIFY2(model.bytesUsed() < 200u << 20, qPrintable(QString::number(model.bytesUsed())));
    }

    void snapshotsAreReadOnAnotherThreadWhileTheModelGoesOn() {
        const auto events = busyStream(5, 60'000);
        Model model;
        model.apply({events.data(), 2'000});
        std::mutex mutex;
        SnapshotPtr shared = model.snapshot(events[1'999].instant());
        std::atomic<bool> isDone{false};
        std::atomic<std::size_t> reads{0};
        std::thread reader{[&] {
            while (!isDone.load()) {
                SnapshotPtr snapshot;
                {
                    const std::lock_guard lock{mutex};
                    snapshot = shared;
                }
                if (describe(*snapshot) != describe(*snapshot))
                    qFatal("a snapshot changed under its reader");
                ++reads;
            }
        }};
        for (std::size_t done = 2'000; done < events.size(); done += 500) {
            model.apply({events.data() + done, 500});
            SnapshotPtr snapshot = model.snapshot(events[done + 499].instant());
            {
                const std::lock_guard lock{mutex};
                shared.swap(snapshot);
            }
            while (done % 10'000 == 0 && reads.load() == 0) std::this_thread::yield();
        }
        isDone = true;
        reader.join();
        QVERIFY(reads.load() > 0);
    }
};

QTEST_GUILESS_MAIN(ModelPropertiesTest)
#include "tst_model_properties.moc"
