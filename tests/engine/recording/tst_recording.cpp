// The file: what was written comes back; what is cut or damaged costs only what is cut or damaged.
#include <sys/resource.h>
#include <sys/stat.h>
#include <csignal>

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include "engine/recording/format.h"
#include "engine/recording/recording_reader.h"
#include "engine/recording/recording_writer.h"

using namespace heddle;
using recording::RecordingReader;
using recording::RecordingWriter;
using wire::Event;
using wire::EventKind;

namespace {

const recording::RunDescription kDescription{
    .heddle = "0.1.0",
    .scenario = {},
    .parameters = {{"permits", "3"}, {"x", ""}},
    .command = {"prog", "", "an argument\nwith a line end", "\xff\xfe"}};

std::vector<Event> someEvents(std::size_t count, std::uint64_t first = 0) {
    std::vector<Event> events(count);
    for (std::size_t i = 0; i < count; ++i)
        events[i] = {
            .time = 1'000 + 10 * (first + i), .value = first + i, .task = 1, .kind = EventKind::SwitchedIn};
    return events;
}

// Fails the test (by an empty result) if the file does not open.
std::vector<Event> readAll(const std::string& path, std::string* damage = nullptr) {
    auto reader = RecordingReader::open(path);
    std::vector<Event> events;
    if (!reader)
        return events;
    for (auto span = reader->next(); !span.empty(); span = reader->next())
        events.insert(events.end(), span.begin(), span.end());
    for (const std::string& sentence : reader->damage())
        if (damage)
            *damage += sentence;
    return events;
}

}  // namespace

class RecordingTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

    // Writes `chunks` chunks of `each` events and returns the file's bytes.
    QByteArray write(const std::string& file, int chunks, std::size_t each) const {
        auto writer = RecordingWriter::create(file, kDescription);
        for (int i = 0; i < chunks; ++i) {
            if (!writer->append(someEvents(each, static_cast<std::size_t>(i) * each)) || !writer->flush())
                return {};
        }
        if (!writer->close())
            return {};
        QFile f{QString::fromStdString(file)};
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray{};
    }
    static void overwrite(const std::string& file, const QByteArray& bytes) {
        QFile f{QString::fromStdString(file)};
        QVERIFY(f.open(QIODevice::WriteOnly));
        QCOMPARE(f.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void whatWasWrittenComesBack_data() {
        QTest::addColumn<std::size_t>("count");
        QTest::addColumn<std::size_t>("batch");
        for (std::size_t count : {0u, 1u, 2u, 16383u, 16384u, 16385u, 100'000u})
            for (std::size_t batch : {1u, 1000u, 16384u, 50'000u})
                QTest::addRow("%zu events in batches of %zu", count, batch) << count << batch;
    }
    void whatWasWrittenComesBack() {
        QFETCH(std::size_t, count);
        QFETCH(std::size_t, batch);
        const auto events = someEvents(count);
        {
            auto writer = RecordingWriter::create(path("a"), kDescription);
            QVERIFY(writer.ok());
            for (std::size_t i = 0; i < count; i += batch)
                QVERIFY(writer->append(std::span{events}.subspan(i, std::min(batch, count - i))).ok());
            QVERIFY(writer->close().ok());
            QCOMPARE(writer->eventsWritten(), count);
        }
        auto reader = RecordingReader::open(path("a"));
        QVERIFY(reader.ok());
        QVERIFY(reader->description() == kDescription);
        std::string damage;
        QVERIFY(readAll(path("a"), &damage) == events);
        QCOMPARE(damage, std::string{});
    }

    void whatWasFlushedCanBeReadWhileTheRunGoesOn() {
        auto writer = RecordingWriter::create(path("live"), kDescription);
        QVERIFY(writer->append(someEvents(10)).ok());
        QVERIFY(writer->flush().ok());
        auto reader = RecordingReader::open(path("live"));
        QCOMPARE(reader->next().size(), 10u);
        QVERIFY(reader->next().empty());
        QVERIFY(writer->append(someEvents(5, 10)).ok());
        QVERIFY(writer->flush().ok());
        QCOMPARE(reader->next().size(), 5u);
        QVERIFY(reader->damage().empty());
    }

    void aFileCutAnywhereOpensUpToItsLastWholeChunk() {
        constexpr std::size_t kEach = 7, kChunkBytes = (kEach + 1) * 32;
        const QByteArray bytes = write(path("whole"), 5, kEach);
        const auto events = someEvents(5 * kEach);
        const qsizetype headerBytes = bytes.size() - 5 * qsizetype{kChunkBytes};
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            overwrite(path("cut"), bytes.first(cut));
            auto reader = RecordingReader::open(path("cut"));
            if (cut < headerBytes - 31) {  // within the header or the description: the padding may be missing
                if (reader.ok())
                    continue;
                QVERIFY(reader.error().fault == Fault::BadInput);
                QVERIFY(!reader.error().wayOut.empty());
                continue;
            }
            const std::size_t whole =
                cut < headerBytes ? 0 : static_cast<std::size_t>(cut - headerBytes) / kChunkBytes * kEach;
            std::string damage;
            const auto got = readAll(path("cut"), &damage);
            QVERIFY(std::equal(got.begin(), got.end(), events.begin(),
                               events.begin() + static_cast<std::ptrdiff_t>(whole)));
            const bool isCut =
                cut > headerBytes && static_cast<std::size_t>(cut - headerBytes) % kChunkBytes != 0;
            QCOMPARE(!damage.empty(), isCut);
        }
    }

    void aDamagedChunkBecomesAGapAndReadingGoesOn_data() {
        QTest::addColumn<int>("chunk");
        QTest::addColumn<int>("byteOfChunk");
        for (int chunk : {0, 2})
            for (int byte : {0, 9, 20, 25, 30, 32, 100})  // magic, number, checksum, count, checksum, payload
                QTest::addRow("byte %d of chunk %d", byte, chunk) << chunk << byte;
    }
    void aDamagedChunkBecomesAGapAndReadingGoesOn() {
        QFETCH(int, chunk);
        QFETCH(int, byteOfChunk);
        constexpr std::size_t kEach = 7;
        QByteArray bytes = write(path("good"), 4, kEach);
        const qsizetype at = bytes.size() - (4 - chunk) * qsizetype{(kEach + 1) * 32} + byteOfChunk;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        overwrite(path("bad"), bytes);
        std::string damage;
        const auto got = readAll(path("bad"), &damage);
        const auto hurt = static_cast<std::size_t>(chunk) * kEach;
        QCOMPARE(got.size(), 3 * kEach + 2);
        QCOMPARE(got[hurt].kind, EventKind::GapBegan);
        QCOMPARE(got[hurt + 1].kind, EventKind::GapEnded);
        QVERIFY(got[hurt + 1].detailAs<wire::GapSource>() == wire::GapSource::Recording);
        QCOMPARE(got[hurt + 1].value, kEach);  // how many were lost
        QCOMPARE(got[hurt + 1].time, got[hurt + 2].time);
        QVERIFY(got[hurt].time <= got[hurt + 1].time);
        QVERIFY(damage.find("7 events are lost") != std::string::npos);
    }

    void bytesThatGotLostOrAddedInTheMiddleCostOnlyTheirChunks() {
        const QByteArray bytes = write(path("good"), 6, 7);
        auto* random = QRandomGenerator::global();
        for (int round = 0; round < 200; ++round) {
            QByteArray hurt = bytes;
            const qsizetype at = bytes.size() - 4 * 256 + random->bounded(256);
            if (round % 2)
                hurt.remove(at, 1 + random->bounded(40));
            else
                hurt.insert(at, QByteArray(1 + random->bounded(40), 'x'));
            overwrite(path("bad"), hurt);
            const auto got = readAll(path("bad"));
            QVERIFY(got.size() >= 4 * 7);
            QCOMPARE(got.back(), someEvents(6 * 7).back());
        }
    }

    void eventsThatAreSkippedComeOutAsAGapOfThatMany() {
        auto writer = RecordingWriter::create(path("skipped"), kDescription);
        QVERIFY(writer->append(someEvents(3)).ok());
        QVERIFY(writer->skip(40).ok());
        QVERIFY(writer->append(someEvents(3, 43)).ok());
        QVERIFY(writer->close().ok());
        const auto got = readAll(path("skipped"));
        QCOMPARE(got.size(), 8u);
        QCOMPARE(got[3].kind, EventKind::GapBegan);
        QCOMPARE(got[4].kind, EventKind::GapEnded);
        QCOMPARE(got[4].value, 40u);
        QVERIFY(got[5] == someEvents(1, 43)[0]);
    }

    void aTemporaryRecordingCanBeSavedWhileItGrows() {
        auto writer = RecordingWriter::createTemporary(kDescription);
        QVERIFY(writer.ok());
        QVERIFY(writer->append(someEvents(100)).ok());
        QVERIFY(writer->copyTo(path("early")).ok());
        QVERIFY(readAll(path("early")).empty());  // its chunk is not full yet
        QVERIFY(writer->flush().ok());
        QVERIFY(writer->copyTo(path("saved")).ok());
        QVERIFY(readAll(path("saved")) == someEvents(100));
        QVERIFY(!writer->copyTo("/dev/full").ok());
    }
    void savingARecordingOntoItselfLosesNothing() {
        auto writer = RecordingWriter::create(path("self"), kDescription);
        QVERIFY(writer->append(someEvents(100)).ok());
        QVERIFY(writer->flush().ok());
        QVERIFY(writer->copyTo(path("self")).ok());
        QVERIFY(writer->append(someEvents(100, 100)).ok());
        QVERIFY(writer->close().ok());
        QVERIFY(readAll(path("self")) == someEvents(200));
    }

    void whatIsNoRecordingIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("why");
        QByteArray otherVersion = write(path("version"), 1, 1), badHeader = otherVersion;
        otherVersion[8] = 9;
        badHeader[17] = static_cast<char>(badHeader[17] ^ 1);
        QTest::newRow("empty") << QByteArray{} << QStringLiteral("it is empty");
        QTest::newRow("a text") << QByteArray("#!/bin/sh\n") << QStringLiteral("it is not a recording");
        QTest::newRow("zeroes") << QByteArray(100'000, '\0') << QStringLiteral("it is not a recording");
        QTest::newRow("other version") << otherVersion << QStringLiteral("it has format 9");
        QTest::newRow("damaged header") << badHeader << QStringLiteral("its header is damaged");
        QTest::newRow("cut header") << otherVersion.first(20)
                                    << QStringLiteral("it is cut short within its header");
    }
    void whatIsNoRecordingIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, why);
        overwrite(path("no"), bytes);
        const auto reader = RecordingReader::open(path("no"));
        QVERIFY(!reader.ok());
        QVERIFY2(QString::fromStdString(reader.error().why).startsWith(why), reader.error().why.c_str());
        QVERIFY(!reader.error().wayOut.empty());
    }
    void whatIsNoFileIsRefused() {
        QCOMPARE(RecordingReader::open(path("missing")).error().why, errnoText(ENOENT));
        QCOMPARE(RecordingReader::open("/").error().why, std::string("it is a directory"));
        QCOMPARE(RecordingReader::open("/dev/zero").error().why, std::string("it is not a regular file"));
    }

    void anOutputThatCannotBeWrittenIsRefused_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("error");
        QTest::newRow("no such folder") << m_folder.filePath(QStringLiteral("missing/folder/file")) << ENOENT;
        QTest::newRow("a folder") << m_folder.path() << EISDIR;
        QTest::newRow("a full device") << QStringLiteral("/dev/full") << ENOSPC;
        const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(pipe.toStdString().c_str(), 0600), 0);
        QTest::newRow("a pipe that nobody reads") << pipe << ENXIO;
    }
    void anOutputThatCannotBeWrittenIsRefused() {
        QFETCH(QString, path);
        QFETCH(int, error);
        const auto writer = RecordingWriter::create(path.toStdString(), kDescription);
        QVERIFY(!writer.ok());
        QCOMPARE(writer.error().why, errnoText(error));
        QVERIFY(writer.error().what.find(path.toStdString()) != std::string::npos);
    }

    void whatWasWrittenBeforeTheDiskFilledUpStaysReadable() {
        // A limit on the size of files stands in for the disk.
        rlimit old{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        rlimit small = old;
        small.rlim_cur = 700'000;  // one chunk of 16 Ki events and a part of the second
        ::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        auto writer = RecordingWriter::create(path("full"), kDescription);
        QVERIFY(writer.ok());
        auto first = writer->append(someEvents(16'384));
        auto second = writer->append(someEvents(16'384, 16'384));
        auto third = writer->append(someEvents(1, 32'768));
        ::setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(first.ok());
        QVERIFY(!second.ok() && !third.ok());
        QCOMPARE(second.error().sentence(), third.error().sentence());
        QVERIFY(second.error().wayOut.find("16384") != std::string::npos);
        std::string damage;
        QVERIFY(readAll(path("full"), &damage) == someEvents(16'384));
        QCOMPARE(damage, std::string{});
    }
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "tst_recording.moc"
