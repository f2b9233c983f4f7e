// What an object does not allow ends the program with a sentence that says so.
#include <fcntl.h>
#include <unistd.h>

#include "engine/runtime/barrier.h"
#include "engine/runtime/joinable_queue.h"
#include "engine/runtime/pool.h"
#include "engine/runtime/process_pool.h"
#include "engine/runtime/semaphore.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;

using Misdeed = void (*)();
Q_DECLARE_METATYPE(Misdeed)

class MisuseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void aMisuseIsTold_data() {
        QTest::addColumn<Misdeed>("does");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, Misdeed does, const char* words) {
            QTest::newRow(name) << does << QByteArray{words};
        };
        row("no units", [] { Semaphore{1}.acquire(0); }, "no units of a semaphore");
        row("a barrier for nobody", [] { Barrier{0}; }, "a barrier is made for nobody");
        row("a queue without room", [] { Queue<int>{0}; }, "a queue is made without room");
        row("a pool without workers", [] { ThreadPool{0}; }, "a pool is made without workers");
        row("the same of processes", [] { ProcessPool{0}; }, "a pool is made without workers");
        row(
            "done too often",
            [] {
                JoinableQueue<int> queue{2};
                queue.taskDone();
            },
            "is done with more items");
    }
    void aMisuseIsTold() {
        QFETCH(Misdeed, does);
        QFETCH(QByteArray, words);
        CollectedEvents& events = newEvents();
        Process process{"process", [does] {
                            ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
                            does();
                        }};
        process.join();
        QVERIFY(process.exitCode().value_or(0) > 0);
        events.drain();
        const auto endings = events.of(wire::EventKind::TaskEnding);
        QCOMPARE(endings.size(), std::size_t{1});
        const std::string why = events.text(TextId{endings.front().object});
        QVERIFY2(why.find(words.constData()) != std::string::npos, why.c_str());
    }
};

QTEST_GUILESS_MAIN(MisuseTest)
#include "tst_misuse.moc"
