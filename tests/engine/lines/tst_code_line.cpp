// The line of an instruction, as a program's own debug information tells it: this program's.
#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <random>

#include <QTemporaryDir>
#include <QTest>

#include "engine/lines/code_line.h"
#include "engine/lines/look_up.h"
#include "engine/wire/program_mark.h"

using namespace heddle::lines;

namespace {

// Of the call, as the file was linked.
[[gnu::noinline]] std::uint64_t callersAddress() {
    std::uintptr_t shift = 0;
    ::dl_iterate_phdr(
        [](dl_phdr_info* program, std::size_t, void* to) {
            *static_cast<std::uintptr_t*>(to) = program->dlpi_addr;
            return 1;
        },
        &shift);
    return reinterpret_cast<std::uintptr_t>(__builtin_return_address(0)) - 1 - shift;
}

[[gnu::always_inline]] inline std::uint64_t inlined() {
    return callersAddress();
}
constexpr int kInlinedLine = __LINE__ - 2;

[[gnu::always_inline, gnu::artificial]] inline std::uint64_t artificial() {
    return callersAddress();
}

}  // namespace

class CodeLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anInstructionHasItsLine() {
        verifyLine(callersAddress(), __LINE__);
        const auto inLambda = [] { return std::pair{callersAddress(), __LINE__}; };
        const auto [address, line] = inLambda();
        verifyLine(address, line);
    }

    void whatIsInlinedHasTheLineOfItsText() { verifyLine(inlined(), kInlinedLine); }

    void whatIsArtificialHasTheLineThatCallsIt() { verifyLine(artificial(), __LINE__); }

    void whatIsNoneHasNoLines_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"nothing", "a folder", "a pipe", "a text", "a beginning"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void whatIsNoneHasNoLines() {
        QFETCH(QString, kind);
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("program")).toStdString();
        if (kind == QLatin1String("a folder"))
            std::filesystem::create_directory(path);
        else if (kind == QLatin1String("a pipe"))
            QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        else if (kind == QLatin1String("a text"))
            std::ofstream{path} << "#!/bin/sh\n";
        else if (kind == QLatin1String("a beginning")) {
            std::filesystem::copy_file("/proc/self/exe", path);
            std::filesystem::resize_file(path, std::filesystem::file_size(path) / 3);
        }
        QVERIFY(!codeLineAt(path, markOf(path), callersAddress()));
    }

    void aProgramThatWasBuiltAgainIsAnotherOne() {
        const std::string path = self();
        QVERIFY(codeLineAt(path, markOf(path), callersAddress()));
        QVERIFY(!codeLineAt(path, markOf(path) + 1, callersAddress()));
    }

    void anAddressOutsideHasNone() {
        QVERIFY(!codeLineAt(self(), markOf(self()), 0));
        QVERIFY(!codeLineAt(self(), markOf(self()), ~std::uint64_t{0}));
    }

    // Through a process.
    void aProcessKnowsTheSame() {
        const auto found = lookUp(self(), markOf(self()), callersAddress());
        QVERIFY(found);
        QCOMPARE(int(found->number), __LINE__ - 2);
        QCOMPARE(std::filesystem::path{found->file}.filename().string(), std::string{"tst_code_line.cpp"});
        QVERIFY(!lookUp(self(), markOf(self()), 0));
    }

    void aProcessThatDoesNotAnswerKnowsNothing_data() {
        QTest::addColumn<QByteArray>("does");
        QTest::newRow("crashes") << QByteArray{"kill -SEGV $$"};
        QTest::newRow("fails") << QByteArray{"exit 3"};
        QTest::newRow("says nothing that counts") << QByteArray{"echo hello"};
        QTest::newRow("says no file") << QByteArray{"printf '12 '"};
        QTest::newRow("says too much") << QByteArray{"printf '12 '; yes"};
        QTest::newRow("is not there") << QByteArray{};
    }
    void aProcessThatDoesNotAnswerKnowsNothing() {
        QFETCH(QByteArray, does);
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("lines")).toStdString();
        if (!does.isEmpty()) {
            std::ofstream{path} << "#!/bin/sh\n" << does.toStdString() << '\n';
            std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        }
        qputenv("HEDDLE_LINES", path.c_str());
        QVERIFY(!lookUp(self(), markOf(self()), callersAddress()));
        qunsetenv("HEDDLE_LINES");
    }

    // libdw may crash over it: nobody else does.
    void aDamagedProgramHarmsNobody() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("program")).toStdString();
        std::filesystem::copy_file("/proc/self/exe", path);
        const auto size = static_cast<std::streamoff>(std::filesystem::file_size(path));
        std::mt19937 random{1};
        for (int round = 0; round < 30; ++round) {
            std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
            for (int i = 0; i < 200; ++i)
                file.seekp(std::uniform_int_distribution<std::streamoff>{0, size - 1}(random))
                    .put(static_cast<char>(random()));
            file.close();
            const auto found = lookUp(path, markOf(path), callersAddress());
            QVERIFY(!found || found->number > 0);
        }
    }

private:
    static std::string self() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

    static std::uint32_t markOf(const std::string& path) {
        struct stat file {};
        return ::stat(path.c_str(), &file) == 0 ? heddle::wire::markOf(file) : 0;
    }

    void verifyLine(std::uint64_t address, int line) {
        const auto found = codeLineAt(self(), markOf(self()), address);
        QVERIFY(found);
        QCOMPARE(std::filesystem::path{found->file}.filename().string(), std::string{"tst_code_line.cpp"});
        QCOMPARE(int(found->number), line);
    }
};

QTEST_GUILESS_MAIN(CodeLineTest)
#include "tst_code_line.moc"
