// Records of a perf ring: each kind as the kernel writes it, and anything else.
#include <linux/perf_event.h>

#include <QTest>
#include <cstring>
#include <random>

#include "engine/capture/perf_record.h"

using namespace heddle;
using namespace heddle::capture;

namespace {

class Bytes {
public:
    Bytes(std::uint32_t type, std::uint16_t misc) {
        perf_event_header header{};
        header.type = type;
        header.misc = misc;
        add(header);
    }
    template <class T>
    Bytes& add(const T& value) {
        const auto at = m_bytes.size();
        m_bytes.resize(at + sizeof value);
        std::memcpy(m_bytes.data() + at, &value, sizeof value);
        const auto size = static_cast<std::uint16_t>(m_bytes.size());
        std::memcpy(m_bytes.data() + offsetof(perf_event_header, size), &size, sizeof size);
        return *this;
    }
    Bytes& addTask(std::int32_t pid, std::int32_t tid) { return add(pid).add(tid); }
    Bytes& addTrailer(std::int32_t pid, std::int32_t tid, std::uint64_t time) {
        return addTask(pid, tid).add(time);
    }
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }

private:
    std::vector<std::byte> m_bytes;
};

}  // namespace

class PerfRecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSwitchTellsWhoWhenAndWhetherItWasPreempted() {
        using Kind = PerfRecord::Kind;
        const std::pair<std::uint16_t, Kind> kinds[] = {
            {0, Kind::SwitchIn},
            {PERF_RECORD_MISC_SWITCH_OUT, Kind::SwitchOut},
            {PERF_RECORD_MISC_SWITCH_OUT | PERF_RECORD_MISC_SWITCH_OUT_PREEMPT, Kind::SwitchOutPreempted}};
        for (const auto& [misc, kind] : kinds) {
            PerfRecord record;
            QVERIFY(decodeRecord(Bytes(PERF_RECORD_SWITCH, misc).addTrailer(7, 8, 99).bytes(), record));
            QCOMPARE(record.kind, kind);
            QCOMPARE(record.pid, Pid{7});
            QCOMPARE(record.tid, Tid{8});
            QCOMPARE(record.time, 99u);
            QVERIFY(!record.cpuWide);
        }
    }

    void aCpuWideSwitchTellsTheOtherSideToo() {
        PerfRecord record;
        QVERIFY(decodeRecord(Bytes(PERF_RECORD_SWITCH_CPU_WIDE, 0).addTask(3, 4).addTrailer(7, 8, 99).bytes(),
                             record));
        QVERIFY(record.cpuWide);
        QCOMPARE(record.otherTid, Tid{4});
        QCOMPARE(record.tid, Tid{8});
    }

    void birthAndDeathNameParentAndChild() {
        for (const std::uint32_t type : {PERF_RECORD_FORK, PERF_RECORD_EXIT}) {
            Bytes bytes(type, 0);
            bytes.add(10).add(1).add(11).add(2).add(std::uint64_t{77}).addTrailer(1, 2, 78);
            PerfRecord record;
            QVERIFY(decodeRecord(bytes.bytes(), record));
            QCOMPARE(record.kind, type == PERF_RECORD_FORK ? PerfRecord::Kind::Fork : PerfRecord::Kind::Exit);
            QCOMPARE(record.pid, Pid{10});
            QCOMPARE(record.tid, Tid{11});
            QCOMPARE(record.otherPid, Pid{1});
            QCOMPARE(record.otherTid, Tid{2});
            QCOMPARE(record.time, 77u);
        }
    }

    void aNameEndsAtItsZero() {
        char name[16] = "worker";
        PerfRecord record;
        const Bytes bytes =
            Bytes(PERF_RECORD_COMM, PERF_RECORD_MISC_COMM_EXEC).addTask(5, 6).add(name).addTrailer(5, 6, 1);
        QVERIFY(decodeRecord(bytes.bytes(), record));
        QCOMPARE(record.kind, PerfRecord::Kind::Executed);
        QCOMPARE(record.name, std::string_view{"worker"});
    }

    void aNameWithoutAZeroEndsAtTheTrailer() {
        PerfRecord record;
        const Bytes bytes = Bytes(PERF_RECORD_COMM, 0)
                                .addTask(5, 6)
                                .add(std::uint64_t{0x4141414141414141})
                                .addTrailer(5, 6, 1);
        QVERIFY(decodeRecord(bytes.bytes(), record));
        QCOMPARE(record.name, std::string_view{"AAAAAAAA"});
    }

    void aSampleCarriesTheTracepointsBytes() {
        PerfRecord record;
        const Bytes bytes = Bytes(PERF_RECORD_SAMPLE, 0)
                                .add(std::uint64_t{3})
                                .add(std::uint32_t{4})
                                .add(std::uint32_t{0xabcd});
        QVERIFY(decodeRecord(bytes.bytes(), record));
        QCOMPARE(record.time, 3u);
        QCOMPARE(record.raw.size(), 4u);
    }

    void aSampleThatClaimsMoreBytesThanItHasIsRefused() {
        PerfRecord record;
        const Bytes bytes =
            Bytes(PERF_RECORD_SAMPLE, 0).add(std::uint64_t{3}).add(std::uint32_t{400}).add(std::uint32_t{0});
        QVERIFY(!decodeRecord(bytes.bytes(), record));
    }

    void aLossTellsHowManyWhicheverRecordFitsAgain() {
        PerfRecord record;
        const auto loss = [] {
            return Bytes(PERF_RECORD_LOST, 0).add(std::uint64_t{1}).add(std::uint64_t{42});
        };
        for (const Bytes& bytes : {loss().addTrailer(1, 2, 3), loss().add(std::uint64_t{3})}) {
            QVERIFY(decodeRecord(bytes.bytes(), record));
            QCOMPARE(record.kind, PerfRecord::Kind::Lost);
            QCOMPARE(record.lost, 42u);
            QCOMPARE(record.time, 3u);
        }
    }

    void everyRecordCutShortIsRefusedWithoutReadingOn() {
        const Bytes whole[] = {
            Bytes(PERF_RECORD_SWITCH, 0).addTrailer(7, 8, 99),
            Bytes(PERF_RECORD_FORK, 0).add(1).add(2).add(3).add(4).add(std::uint64_t{5}),
            Bytes(PERF_RECORD_COMM, 0).addTask(5, 6).addTrailer(5, 6, 1),
            Bytes(PERF_RECORD_LOST, 0).add(std::uint64_t{1}).add(std::uint64_t{4}).add(std::uint64_t{3})};
        for (const Bytes& bytes : whole) {
            PerfRecord record;
            QVERIFY(decodeRecord(bytes.bytes(), record));
            for (std::size_t size = 0; size < bytes.bytes().size(); ++size) {
                std::vector<std::byte> cut(bytes.bytes().begin(),
                                           bytes.bytes().begin() + static_cast<long>(size));
                QVERIFY(!decodeRecord(cut, record));  // its header still claims the whole size
                if (size < sizeof(perf_event_header))
                    continue;
                const auto claimed = static_cast<std::uint16_t>(size);
                std::memcpy(cut.data() + offsetof(perf_event_header, size), &claimed, sizeof claimed);
                QVERIFY(!decodeRecord(cut, record));
            }
        }
    }

    void nonsenseIsRefusedOrHarmless() {
        std::mt19937 random{1};
        for (int round = 0; round < 20'000; ++round) {
            std::vector<std::byte> bytes(random() % 96);
            for (auto& byte : bytes) byte = static_cast<std::byte>(random());
            if (bytes.size() >= sizeof(perf_event_header) && round % 2 == 0) {
                perf_event_header header{static_cast<std::uint32_t>(random() % 20),
                                         static_cast<std::uint16_t>(random()),
                                         static_cast<std::uint16_t>(bytes.size())};
                std::memcpy(bytes.data(), &header, sizeof header);
            }
            PerfRecord record;
            if (!decodeRecord(bytes, record))
                continue;
            QVERIFY(record.name.size() <= bytes.size());
            QVERIFY(record.raw.size() <= bytes.size());
        }
    }
};

QTEST_GUILESS_MAIN(PerfRecordTest)
#include "tst_perf_record.moc"
