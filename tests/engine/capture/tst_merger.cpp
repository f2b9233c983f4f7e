// Merging by time.
#include <QTest>
#include <algorithm>
#include <random>

#include "engine/capture/merger.h"

using namespace heddle::capture;
using heddle::wire::Event;

namespace {

// value: the stream, object: the place in it.
Event factOf(std::uint32_t stream, std::uint32_t place, std::uint64_t time) {
    return {.time = time, .value = stream, .object = place, .kind = heddle::wire::EventKind::Woken};
}

std::vector<Event> merged(Merger& merger, std::uint64_t until) {
    std::vector<Event> out;
    merger.merge(until, [&](std::uint32_t, std::span<const Event> facts) {
        out.insert(out.end(), facts.begin(), facts.end());
    });
    return out;
}

}  // namespace

class MergerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theResultIsThatOfAStableSort_data() {
        QTest::addColumn<int>("streams");
        QTest::addColumn<int>("facts");
        for (const int streams : {0, 1, 2, 3, 7, 64, 4000}) QTest::addRow("%d", streams) << streams << 20'000;
    }
    void theResultIsThatOfAStableSort() {
        QFETCH(int, streams);
        QFETCH(int, facts);
        std::mt19937 random{static_cast<unsigned>(streams)};
        Merger merger;
        std::vector<std::uint64_t> clock(static_cast<std::size_t>(streams), 100);
        for (int i = 0; i < streams; ++i) QCOMPARE(merger.add(), static_cast<std::uint32_t>(i));
        std::vector<Event> expected, got;
        for (int i = 0; streams > 0 && i < facts; ++i) {
            const auto stream = static_cast<std::uint32_t>(random()) % static_cast<std::uint32_t>(streams);
            clock[stream] += random() % 3;  // many at the same time
            const Event fact = factOf(stream, static_cast<std::uint32_t>(i), clock[stream]);
            merger.stream(stream).append(fact);
            expected.push_back(fact);
        }
        // In three portions: a portion never holds back what it may give.
        for (const std::uint64_t until : {std::uint64_t{110}, std::uint64_t{130}, ~std::uint64_t{0}}) {
            const auto part = merged(merger, until);
            QVERIFY(std::all_of(part.begin(), part.end(), [&](const Event& e) { return e.time <= until; }));
            got.insert(got.end(), part.begin(), part.end());
        }
        std::stable_sort(expected.begin(), expected.end(), [](const Event& a, const Event& b) {
            return a.time != b.time ? a.time < b.time : a.value < b.value;
        });
        QCOMPARE(got.size(), expected.size());
        QVERIFY(got == expected);
    }

    void aFactThatComesLateMovesToItsPlace() {
        Merger merger;
        FactStream& stream = merger.stream(merger.add());
        for (const std::uint64_t time : {10u, 30u, 20u, 30u, 15u}) stream.append(factOf(0, 0, time));
        std::vector<std::uint64_t> times;
        for (const Event& e : merged(merger, ~0ull)) times.push_back(e.time);
        QCOMPARE(times, (std::vector<std::uint64_t>{10, 15, 20, 30, 30}));
    }

    void aFactThatComesTooLateDoesNotRunBack() {
        Merger merger;
        FactStream& stream = merger.stream(merger.add());
        stream.append(factOf(0, 0, 10));
        QCOMPARE(merged(merger, 20).size(), 1u);
        stream.append(factOf(0, 1, 5));
        const auto late = merged(merger, 20);
        QCOMPARE(late.size(), 1u);
        QCOMPARE(late.front().time, 10u);
    }

    void theNumberOfARemovedStreamIsUsedAgain() {
        Merger merger;
        const auto first = merger.add(), second = merger.add();
        merger.remove(first);
        QCOMPARE(merger.add(), first);
        QVERIFY(merger.stream(first).isEmpty());
        QVERIFY(merger.stream(second).isEmpty());
    }
};

QTEST_GUILESS_MAIN(MergerTest)
#include "tst_merger.moc"
