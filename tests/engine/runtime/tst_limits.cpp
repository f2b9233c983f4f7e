// Who asks for more than the machine gives hears which limit stands in the way, its value, and how to raise
// it.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "engine/runtime/listener.h"
#include "engine/runtime/message_file.h"
#include "engine/runtime/message_queue.h"
#include "engine/runtime/pipe.h"
#include "engine/runtime/signal_line.h"
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

    // Whatever takes a descriptor says the same.
    void onDescriptorsOfAnyKind_data() {
        QTest::addColumn<int>("kind");
        int kind = 0;
        for (const char* name : {"sockets", "files", "signals", "message queues", "listeners"})
            QTest::newRow(name) << kind++;
    }
    void onDescriptorsOfAnyKind() {
        QFETCH(int, kind);
        const End end = endOf([kind] {
            const rlimit few{40, 40};
            ::setrlimit(RLIMIT_NOFILE, &few);
            while (::dup(2) >= 0) continue;
            if (kind == 0)
                Socket{};
            else if (kind == 1)
                MessageFile{};
            else if (kind == 2)
                SignalLine{};
            else if (kind == 3)
                MessageQueue{1};
            else
                Listener{};
        });
        QCOMPARE(end.code, std::optional{3});
        QVERIFY2(end.why.find(": a process may have ") != std::string::npos &&
                     end.why.ends_with(" descriptors; raise that with 'ulimit -n'"),
                 end.why.c_str());
    }

    void onMessagesInAQueue() {
        std::string most;
        std::ifstream{"/proc/sys/fs/mqueue/msg_max"} >> most;
        const End end = endOf([&most] {
            constexpr uid_t kNobody = 65534;
            if (::getuid() == 0 && ::setuid(kNobody) != 0)  // root may have longer queues
                ::_exit(1);
            MessageQueue{static_cast<std::uint32_t>(std::stoul(most)) + 1};
        });
        if (end.code == std::optional{1})
            QSKIP("no process of another user may be made here");
        QCOMPARE(end.code, std::optional{3});
        QCOMPARE(end.why, "could not make a message queue of " + std::to_string(std::stoul(most) + 1) +
                              ": the limit on messages in a queue is " + most +
                              "; raise that with 'sysctl -w fs.mqueue.msg_max=" +
                              std::to_string(2 * std::stoul(most)) + "'");
    }

    void onBytesInMessageQueues() {
        const End end = endOf([] {
            const rlimit few{10'000, 10'000};
            ::setrlimit(RLIMIT_MSGQUEUE, &few);
            std::vector<std::unique_ptr<MessageQueue>> queues;
            for (int i = 0; i < 10; ++i) queues.push_back(std::make_unique<MessageQueue>(1));
        });
        QCOMPARE(end.code, std::optional{3});
        QCOMPARE(end.why, std::string{"could not make a message queue of 1: the limit on bytes in your "
                                      "message queues is 10000; raise that with 'ulimit -q'"});
    }

    void onMemoryOfATask() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("a sanitizer has an operator new of its own");
        const End end = endOf([] {
            limitAddresses(std::size_t{50} << 20);
            std::vector<std::unique_ptr<std::vector<char>>> much;
            try {
                for (;;) much.push_back(std::make_unique<std::vector<char>>(100'000));
            } catch (const std::bad_alloc& error) {
                const std::string why = error.what();
                much.clear();
                exitProcess(3, why);
            }
        });
        QCOMPARE(end.code, std::optional{3});
        QVERIFY2(
            end.why.starts_with("there is no more memory to be had; the limit on a process's addresses, in "
                                "KiB, is ") &&
                end.why.ends_with(", to raise it: ulimit -v with a larger number"),
            end.why.c_str());
    }

    // Nobody catches it: its words are the reason that the process gives.
    void onMemoryOfATaskThatCatchesNothing() {
        if (kIsAddressSanitizer || kIsThreadSanitizer)
            QSKIP("a sanitizer has an operator new of its own");
        CollectedEvents& events = newEvents();
        Process hungry{"hungry", [] {
                           const rlimit noCore{0, 0};
                           ::setrlimit(RLIMIT_CORE, &noCore);
                           ::signal(SIGABRT, SIG_DFL);
                           limitAddresses(std::size_t{50} << 20);
                           std::vector<std::unique_ptr<std::vector<char>>> much;
                           for (;;) much.push_back(std::make_unique<std::vector<char>>(100'000));
                       }};
        hungry.join();
        QCOMPARE(hungry.exitCode(), std::optional{-SIGABRT});
        events.drain();
        const auto endings = events.of(wire::EventKind::TaskEnding);
        QVERIFY(!endings.empty());
        const std::string why = events.text(TextId{endings.front().object});
        QVERIFY2(why.find("the limit on a process's addresses, in KiB, is ") != std::string::npos,
                 why.c_str());
    }

    void onTasksOfAUser_data() {
        QTest::addColumn<bool>("ofProcesses");
        QTest::newRow("threads") << false;
        QTest::newRow("processes") << true;
    }
    void onTasksOfAUser() {
        QFETCH(bool, ofProcesses);
        if (kIsThreadSanitizer)
            QSKIP("ThreadSanitizer makes threads of its own, and ends with its own words where it may not");
        const End end = endOf([ofProcesses] {
            constexpr uid_t kNobody = 65534;
            const rlimit few{20, 20};
            // Not root's: the kernel lets it pass the limit.
            if (::setrlimit(RLIMIT_NPROC, &few) != 0 || (::getuid() == 0 && ::setuid(kNobody) != 0))
                ::_exit(1);
            if (!ofProcesses)
                makeThreads();
            std::vector<Process> processes;
            for (int i = 0; i < 1000; ++i)
                processes.emplace_back("process", sleepForEver, TaskOptions{.isDaemon = true});
            ::_exit(kNoLimit);
        });
        if (end.code == std::optional{1})
            QSKIP("no process of another user may be made here");
        QCOMPARE(end.code, std::optional{3});
        QVERIFY2(end.why.find("the limit on your tasks is 20, to raise it: ulimit -u with a larger number") !=
                     std::string::npos,
                 end.why.c_str());
    }

    // Every other page of much memory is another map.
    void onMemoryMaps() {
        std::size_t most = 0;
        std::ifstream{"/proc/sys/vm/max_map_count"} >> most;
        if (kIsAddressSanitizer || kIsThreadSanitizer || most == 0 || most > 300'000)
            QSKIP("too many maps would have to be made here");
        const End end = endOf([most] {
            const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
            auto* all = static_cast<std::byte*>(
                ::mmap(nullptr, most * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
            for (std::size_t i = 0; i < most; i += 2)
                if (::mprotect(all + i * page, page, PROT_READ) != 0)
                    break;
            makeThreads();
        });
        QCOMPARE(end.code, std::optional{3});
        const std::string wanted = "; vm.max_map_count is " + std::to_string(most) +
                                   ", to raise it: sysctl -w vm.max_map_count=" + std::to_string(2 * most);
        QVERIFY2(end.why.find(wanted) != std::string::npos, end.why.c_str());
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
