// Errors are values that become one sentence; owners own once; a bug stops the process.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include <QTest>

#include "engine/base/file_descriptor.h"
#include "engine/base/mapping.h"
#include "engine/base/result.h"
#include "engine/base/strong_id.h"

using namespace heddle;

namespace {

bool isOpen(int fd) {
    return ::fcntl(fd, F_GETFD) >= 0;
}

int signalOf(void (*body)()) {
    const pid_t child = ::fork();
    if (child == 0) {
        const int null = ::open("/dev/null", O_WRONLY);
        ::dup2(null, STDERR_FILENO);
        ::signal(SIGABRT, SIG_DFL);
        body();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

class ResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anErrorIsOneSentence() {
        QCOMPARE((Error{Fault::BadInput, "open 'a'", "it is empty", {}}.sentence()),
                 std::string{"open 'a': it is empty"});
        QCOMPARE((Error{Fault::Usage, "open 'a'", "it is empty", "record it again"}.sentence()),
                 std::string{"open 'a': it is empty; record it again"});
        QCOMPARE(errnoText(ENOENT), std::string{"No such file or directory"});
    }

    void aResultHoldsAValueOrAnError() {
        Result<std::string> good{std::string{"x"}};
        QVERIFY(good && good.ok());
        QCOMPARE(*good.operator->(), std::string{"x"});
        QCOMPARE(std::move(good).value(), std::string{"x"});
        const Result<std::string> bad{Error{Fault::NotPermitted, "a", "b", {}}};
        QVERIFY(!bad);
        QCOMPARE(bad.error().fault, Fault::NotPermitted);
        QVERIFY(Result<void>{});
        QVERIFY(!Result<void>{Error{}});
    }

    void whoTakesWhatIsNotThereIsStopped() {
        QCOMPARE(signalOf([] { (void)Result<int>{Error{}}.value(); }), SIGABRT);
        QCOMPARE(signalOf([] { (void)Result<int>{1}.error(); }), SIGABRT);
        QCOMPARE(signalOf([] { HEDDLE_CHECK(1 + 1 == 3); }), SIGABRT);
        QCOMPARE(signalOf([] { HEDDLE_CHECK(1 + 1 == 2); }), 0);
    }

    void aDescriptorIsClosedOnceByItsLastOwner() {
        int fd = -1;
        {
            FileDescriptor first{::open("/dev/null", O_RDONLY)};
            fd = first.get();
            FileDescriptor second{std::move(first)};
            QVERIFY(!first.isOpen());
            QVERIFY(isOpen(fd));
            FileDescriptor third;
            third = std::move(second);
            QCOMPARE(third.get(), fd);
            FileDescriptor other{::open("/dev/null", O_RDONLY)};
            const int closed = other.get();
            other = std::move(third);
            QVERIFY(!isOpen(closed));
            QVERIFY(isOpen(fd));
        }
        QVERIFY(!isOpen(fd));
        FileDescriptor given{::open("/dev/null", O_RDONLY)};
        fd = given.release();
        given.reset();
        QVERIFY(isOpen(fd));
        ::close(fd);
    }

    void aMappingIsWhatItsFileHolds() {
        const FileDescriptor file{::memfd_create("m", MFD_CLOEXEC)};
        QCOMPARE(::ftruncate(file.get(), 4096), 0);
        auto writable = Mapping::shared(file.get(), 4096);
        QVERIFY(writable.ok());
        writable->data()[17] = std::byte{42};
        const auto readable = Mapping::readOnly(file.get(), 4096);
        QCOMPARE(readable.value().data()[17], std::byte{42});
        Mapping moved = std::move(writable).value();
        moved.reset();
        QVERIFY(!moved);
        const auto none = Mapping::readOnly(-1, 4096);
        QVERIFY(!none.ok());
        QVERIFY(
            QString::fromStdString(none.error().sentence()).contains(QStringLiteral("Bad file descriptor")));
    }

    void idsOfDifferentKindsAreDifferentTypes() {
        static_assert(!std::is_convertible_v<TaskId, ObjectId> && !std::is_convertible_v<TaskId, TaskRef>);
        static_assert(!std::is_convertible_v<std::uint32_t, TaskId>);
        QVERIFY(TaskId{}.isNone());
        QVERIFY(TaskId{2} > TaskId{1});
        QVERIFY(TaskId{1});
    }
};

QTEST_GUILESS_MAIN(ResultTest)
#include "tst_result.moc"
