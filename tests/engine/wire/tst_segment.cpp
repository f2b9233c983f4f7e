// A segment is shared by descriptor, refuses what is none, and hands out ids and blocks to many at once.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <thread>

#include <QTest>

#include "engine/wire/segment.h"

using namespace heddle;
using namespace heddle::wire;

namespace {

constexpr SegmentLimits kSmall{.channels = 4, .tasks = 1000, .objects = 10, .blocks = 16};

FileDescriptor copyOf(int fd) {
    return FileDescriptor{::fcntl(fd, F_DUPFD_CLOEXEC, 0)};
}

}  // namespace

class SegmentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoOpensItSeesWhatTheOtherWrites() {
        const auto made = Segment::create(kSmall);
        QVERIFY(made.ok());
        const auto opened = Segment::open(copyOf(made.value()->fd()));
        QVERIFY(opened.ok());
        QCOMPARE(opened.value()->limits().blocks, kSmall.blocks);
        QCOMPARE(opened.value()->tickKind(), made.value()->tickKind());
        made.value()->task(TaskRef{7}).grant = 42;
        QCOMPARE(opened.value()->task(TaskRef{7}).grant.load(), 42u);
        QCOMPARE(made.value()->newTask(), TaskRef{1});
        QCOMPARE(opened.value()->newTask(), TaskRef{2});
    }

    void aFreshOneOfTheUsualSizeCostsLittleMemory() {
        const auto made = Segment::create();
        QVERIFY(made.ok());
        struct stat status {};
        QCOMPARE(::fstat(made.value()->fd(), &status), 0);
        QVERIFY(status.st_size > (1LL << 32));
        QVERIFY(status.st_blocks * 512 < 1 << 20);
    }

    void whatIsNoSegmentIsRefused_data() {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QStringLiteral("empty") << QStringLiteral("too small");
        QTest::newRow("something else") << QStringLiteral("magic") << QStringLiteral("it is not one");
        QTest::newRow("another version") << QStringLiteral("version") << QStringLiteral("another version");
        QTest::newRow("cut short") << QStringLiteral("cut") << QStringLiteral("do not fit its size");
        QTest::newRow("tables elsewhere")
            << QStringLiteral("offset") << QStringLiteral("do not fit its size");
        QTest::newRow("more channels than it holds")
            << QStringLiteral("limits") << QStringLiteral("do not fit");
    }
    void whatIsNoSegmentIsRefused() {
        QFETCH(QString, damage);
        QFETCH(QString, says);
        const auto made = Segment::create(kSmall);
        SegmentHeader& header = made.value()->header();
        if (damage == QLatin1String("magic"))
            header.magic = 1;
        else if (damage == QLatin1String("version"))
            header.version = 99;
        else if (damage == QLatin1String("offset"))
            header.blocksAt += 4096;
        else if (damage == QLatin1String("limits"))
            header.limits.channels = 1'000'000;
        const FileDescriptor empty{::memfd_create("empty", MFD_CLOEXEC)};
        if (damage == QLatin1String("cut"))
            QCOMPARE(::ftruncate(made.value()->fd(), 8192), 0);
        const auto opened =
            Segment::open(copyOf(damage == QLatin1String("empty") ? empty.get() : made.value()->fd()));
        QVERIFY(!opened.ok());
        const QString sentence = QString::fromStdString(opened.error().sentence());
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
    }

    void idsCountFromOneAndEndAtTheLimit() {
        const auto segment = Segment::createPrivate(kSmall).value();
        for (std::uint32_t i = 1; i < kSmall.objects; ++i) QCOMPARE(segment->newObject(), ObjectId{i});
        for (int i = 0; i < 5; ++i) QVERIFY(segment->newObject().isNone());
    }

    // A program that waits for its next round reads it at any time.
    // Objects and rooms for readers share a table, from either end.
    void roomsForReadersLeaveTheNumbersOfObjectsAlone() {
        const auto segment = Segment::createPrivate(kSmall).value();
        const std::uint32_t most = segment->limits().objects;
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(segment->newShareRoom(), ObjectId{most - 1});
            segment->object(ObjectId{most - 1}).head = 5;
            QCOMPARE(segment->newObject(), ObjectId{1});
            QCOMPARE(segment->newShareRoom(), ObjectId{most - 2});
            for (std::uint32_t i = 2; i < most - 2; ++i) QCOMPARE(segment->newObject(), ObjectId{i});
            QVERIFY(segment->newShareRoom().isNone());
            QVERIFY(segment->newObject().isNone());
            segment->reset();
            QCOMPARE(segment->object(ObjectId{most - 1}).head.load(), std::uint64_t{0});
        }
    }

    void theRoundStaysWhileAllElseIsMadeAnew() {
        const auto segment = Segment::createPrivate(kSmall).value();
        std::atomic<std::uint32_t>& round = segment->header().round.number;
        round = 7;
        std::atomic<bool> hasEnded{false};
        std::atomic<std::uint64_t> looks{0}, others{0};
        std::thread program{[&] {
            for (; !hasEnded; ++looks) others += round != 7;
        }};
        while (looks < 100'000) segment->reset();
        hasEnded = true;
        program.join();
        QCOMPARE(others.load(), 0u);
    }

    void aSourceLineIsKnownToAllOnceItIsTold() {
        const auto segment = Segment::createPrivate(kSmall).value();
        SiteTable& sites = segment->header().sites;
        QVERIFY(sites.find(5).isNone());
        sites.publish(5, SiteId{1});
        sites.publish(5 + 128, SiteId{2});  // another one, in the same place
        QCOMPARE(sites.find(5), SiteId{1});
        QCOMPARE(sites.find(5 + 128), SiteId{2});
        sites.publish(5, SiteId{9});
        QCOMPARE(sites.find(5), SiteId{1});
        segment->reset();
        QVERIFY(segment->header().sites.find(5).isNone());
    }

    void aLineThatFindsNoRoomIsNoOthers() {
        const auto segment = Segment::createPrivate(kSmall).value();
        SiteTable& sites = segment->header().sites;
        for (std::uint32_t i = 1; i <= 1000; ++i) sites.publish(i, SiteId{i});
        std::uint32_t known = 0;
        for (std::uint32_t i = 1; i <= 1000; ++i) {
            const SiteId found = sites.find(i);
            QVERIFY(found.isNone() || found == SiteId{i});
            known += found.isNone() ? 0u : 1u;
        }
        QVERIFY(known > 100 && known <= 128);
    }

    void blocksAreGivenOutOnceAndComeBack() {
        const auto segment = Segment::createPrivate(kSmall).value();
        std::set<std::uint32_t> taken;
        for (std::uint32_t i = 0; i < kSmall.blocks; ++i) {
            const std::uint32_t block = segment->takeBlock();
            QVERIFY(segment->isBlock(block));
            QVERIFY(taken.insert(block).second);
        }
        QCOMPARE(segment->takeBlock(), kNoBlock);
        segment->giveBlockBack(5);
        QCOMPARE(segment->takeBlock(), 5u);
        QCOMPARE(segment->takeBlock(), kNoBlock);
    }

    void noBlockIsInTwoHands() {
        const auto segment = Segment::createPrivate(kSmall).value();
        std::vector<std::atomic<int>> owners(kSmall.blocks);
        std::atomic<bool> isShared{false};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 50'000; ++i) {
                    const std::uint32_t block = segment->takeBlock();
                    if (block == kNoBlock)
                        continue;
                    if (owners[block].exchange(1) != 0)
                        isShared = true;
                    owners[block] = 0;
                    segment->giveBlockBack(block);
                }
            });
        for (std::thread& thread : threads) thread.join();
        QVERIFY(!isShared);
        int count = 0;
        while (segment->takeBlock() != kNoBlock) ++count;
        QCOMPARE(count, static_cast<int>(kSmall.blocks));
    }

    void aPrivateOneIsSharedWithChildren() {
        const auto segment = Segment::createPrivate(kSmall).value();
        const pid_t child = ::fork();
        if (child == 0) {
            segment->object(ObjectId{3}).word = 99;
            ::_exit(0);
        }
        ::waitpid(child, nullptr, 0);
        QCOMPARE(segment->object(ObjectId{3}).word.load(), std::uint64_t{99});
    }
};

QTEST_GUILESS_MAIN(SegmentTest)
#include "tst_segment.moc"
