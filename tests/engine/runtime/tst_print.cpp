// What a program prints is told with the task that said it, and read in the model.
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "engine/runtime/print.h"
#include "engine/runtime/priority.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;

namespace {

std::vector<std::string> linesOf(const CollectedEvents& events) {
    std::vector<std::string> lines;
    for (const wire::Event& event : events.of(Printed)) lines.push_back(events.text(TextId{event.object}));
    return lines;
}

}  // namespace

class PrintTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void eachPairOfBracesIsTheNextValue() {
        CollectedEvents& events = newEvents();
        print("{}: {} of {}", "A", 1, 2.5);
        print(std::string{"no {} here"});
        print("too few {} {}", 'x' == 'x');
        print("too many", 7);
        events.drain();
        const std::vector<std::string> expected{"A: 1 of 2.5", "no {} here", "too few 1 {}", "too many7"};
        QCOMPARE(linesOf(events), expected);
    }

    void anEmptyLineIsALineToo() {
        CollectedEvents& events = newEvents();
        print("");
        events.drain();
        QCOMPARE(events.count(Printed), std::size_t{1});
    }

    void aLineIsToldWithItsTaskAndItsSourceLine_data() { crewRows(); }
    void aLineIsToldWithItsTaskAndItsSourceLine() {
        QFETCH(Crew, crew);
        CollectedEvents& events = newEvents();
        constexpr std::uint32_t kLine = __LINE__ + 1;
        runCrew(crew, 8, [](int i) { print("I am task {}", i); });
        events.drain();
        QCOMPARE(events.count(Printed), std::size_t{8});
        for (const wire::Event& line : events.of(Printed)) {
            QCOMPARE(events.text(TextId{line.object}), "I am " + events.nameOfTask(line.task));
            const auto sites = events.of(SiteDefined);
            QVERIFY(std::any_of(sites.begin(), sites.end(), [&](const wire::Event& site) {
                return site.site == line.site && site.value == kLine;
            }));
        }
    }

    void aTaskThatIsKilledHasSaidWhatItSaid() {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const int before = ::dup(STDOUT_FILENO);
        ::dup2(ends[1], STDOUT_FILENO);
        Process doomed{"doomed", [] {
                           print("a last word");
                           ::_exit(1);
                       }};
        doomed.join();
        ::dup2(before, STDOUT_FILENO);
        ::close(before), ::close(ends[1]);
        char bytes[64];
        const ssize_t count = ::read(ends[0], bytes, sizeof bytes);
        ::close(ends[0]);
        QCOMPARE(std::string(bytes, static_cast<std::size_t>(std::max<ssize_t>(count, 0))), "a last word\n");
    }

    void ofAnEndlessLineTheBeginningIsTold() {
        CollectedEvents& events = newEvents();
        print(std::string(wire::kLongestText + 1, 'x'));
        events.drain();
        QCOMPARE(linesOf(events), std::vector<std::string>{std::string(wire::kLongestText, 'x')});
    }

    // On its standard error nobody may see it: it stands among what the run's tasks say, once.
    void aPriorityThatIsRefusedIsTold() {
        CollectedEvents& events = newEvents();
        Process ordinary{"ordinary", [] {
                             constexpr rlimit kNone{};
                             ::setrlimit(RLIMIT_NICE, &kNone);
                             if (::geteuid() == 0)
                                 HEDDLE_CHECK(::setuid(65534) == 0);
                             setNice(-5);
                             setNice(-5);
                         }};
        ordinary.join();
        events.drain();
        const auto said = events.of(wire::EventKind::Printed);
        QCOMPARE(said.size(), std::size_t{1});
        QVERIFY(events.text(TextId{said[0].object}).find("CAP_SYS_NICE") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(PrintTest)
#include "tst_print.moc"
