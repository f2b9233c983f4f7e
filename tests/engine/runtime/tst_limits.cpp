// Who asks for more than the machine gives hears which limit stands in the way, its value, and how to raise
// it.
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "engine/runtime/pipe.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;

namespace {

// The end of a process that does `body`: with code 3, if it gave up, and these words.
struct End {
    std::optional<int> code;
    std::string why;
};
template <class Body>
End endOf(const Body& body) {
    CollectedEvents& events = newEvents();
    Process process{"asks for much", body};
    process.join();
    events.drain();
    const auto endings = events.of(wire::EventKind::TaskEnding);
    return {process.exitCode(), endings.empty() ? "" : events.text(TextId{endings.front().object})};
}

// The calling process may have no more than that beside what it has.
void limitAddresses(std::size_t more) {
    long pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    const rlim_t most = static_cast<rlim_t>(pages * ::sysconf(_SC_PAGESIZE)) + more;
    const rlimit few{most, most};
    ::setrlimit(RLIMIT_AS, &few);
}

void sleepForEver() {
    sleepFor(std::chrono::hours{1});
}

// Of a process that was stopped by no limit: it would wait for its tasks for ever.
constexpr int kNoLimit = 4;

void makeThreads() {
    std::vector<Thread> threads;
    for (int i = 0; i < 1000; ++i) threads.emplace_back("thread", sleepForEver);
    ::_exit(kNoLimit);
}

// A control group of its own that may hold so many tasks.
class FewTasks {
public:
    explicit FewTasks(int most) {
        if (::mkdir(m_folder.c_str(), 0755) != 0)
            return;
        std::ofstream limit{m_folder + "/pids.max"};  // there is none where the controller is not at work
        limit << most << std::flush;
        m_isMade = limit.good();
        if (!m_isMade)
            ::rmdir(m_folder.c_str());
    }
    ~FewTasks() {
        if (m_isMade)
            ::rmdir(m_folder.c_str());
    }
    // Whether the calling process, and all that it makes, is in it now.
    [[nodiscard]] bool enter() const {
        std::ofstream members{m_folder + "/cgroup.procs"};
        members << ::getpid() << std::flush;
        return m_isMade && members.good();
    }
    [[nodiscard]] bool isMade() const { return m_isMade; }
    [[nodiscard]] const std::string& folder() const { return m_folder; }

private:
    static std::string root() {
        const std::string own = "/sys/fs/cgroup/pids";
        return ::access(own.c_str(), F_OK) == 0 ? own : "/sys/fs/cgroup";
    }
    std::string m_folder = root() + "/heddle-test-" + std::to_string(::getpid());
    bool m_isMade = false;
};

}  // namespace

class LimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void onDescriptors() {
        const End end = endOf([] {
            const rlimit few{40, 40};
            ::setrlimit(RLIMIT_NOFILE, &few);
            std::vector<std::unique_ptr<Pipe>> pipes;
            for (int i = 0; i < 40; ++i) pipes.push_back(std::make_unique<Pipe>());
        });
        QCOMPARE(end.code, std::optional{3});
        QCOMPARE(end.why, std::string{"could not make a pipe: a process may have 40 descriptors; raise that "
                                      "with 'ulimit -n'"});
    }

    void onAddresses_data() {
        QTest::addColumn<bool>("ofFibers");
        QTest::newRow("threads") << false;
        QTest::newRow("fibers") << true;
    }
    void onAddresses() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("a sanitizer needs more addresses than that");
        QFETCH(bool, ofFibers);
        const End end = endOf([ofFibers] {
            limitAddresses(std::size_t{100} << 20);
            if (!ofFibers)
                makeThreads();
            std::vector<Fiber> fibers;
            for (int i = 0; i < 10'000; ++i) fibers.emplace_back("fiber", sleepForEver);
        });
        QCOMPARE(end.code, std::optional{3});
        const std::string what = ofFibers ? "could not start a fiber" : "could not start a thread";
        QVERIFY2(end.why.starts_with(what), end.why.c_str());
        QVERIFY2(end.why.find("; the limit on a process's addresses, in KiB, is ") != std::string::npos &&
                     end.why.ends_with("to raise it: ulimit -v with a larger number"),
                 end.why.c_str());
    }

    void onTasksOfAControlGroup_data() {
        QTest::addColumn<bool>("ofProcesses");
        QTest::newRow("threads") << false;
        QTest::newRow("processes") << true;
    }
    void onTasksOfAControlGroup() {
        QFETCH(bool, ofProcesses);
        constexpr int kMost = 20;
        const FewTasks group{kMost};
        if (!group.isMade())
            QSKIP("no control group that limits tasks may be made here");
        if (test::kIsThreadSanitizer)
            QSKIP("ThreadSanitizer makes threads of its own, and ends with its own words where it may not");
        const End end = endOf([&] {
            if (!group.enter())
                ::_exit(1);
            if (!ofProcesses)
                makeThreads();
            std::vector<Process> processes;
            for (int i = 0; i < 1000; ++i)
                processes.emplace_back("process", sleepForEver, TaskOptions{.isDaemon = true});
            ::_exit(kNoLimit);
        });
        QCOMPARE(end.code, std::optional{3});
        const std::string wanted = "the limit on tasks of its control group is " + std::to_string(kMost) +
                                   ", to raise it: write a larger number to " + group.folder() + "/pids.max";
        QVERIFY2(end.why.find(wanted) != std::string::npos, end.why.c_str());
        QTRY_VERIFY(std::ifstream{group.folder() + "/cgroup.procs"}.peek() == EOF);  // all are gone with it
    }
};

QTEST_GUILESS_MAIN(LimitsTest)
#include "tst_limits.moc"
