// Capture of real programs, held against what the kernel's own books say about them.
#include <QTest>

#include "tests/engine/capture/traced_run.h"

using namespace heddle;
using namespace heddle::wire;
using heddle::test::trace;

namespace {

const std::string kPuppet = HEDDLE_PUPPET;

// What the stream says about one task.
struct Told {
    int tid = 0;
    std::uint64_t created = 0, exited = 0;
    std::int64_t runningNs = 0, readyNs = 0, blockedNs = 0;
    std::int64_t voluntary = 0, involuntary = 0;
    std::uint64_t since = 0;  // of the present state
    char state = 'N';
};

std::map<std::uint32_t, Told> account(const std::vector<Event>& stream) {
    std::map<std::uint32_t, Told> tasks;
    const auto enter = [](Told& task, char state, std::uint64_t time) {
        const auto span = static_cast<std::int64_t>(time - task.since);
        (task.state == 'R' ? task.runningNs : task.state == 'Q' ? task.readyNs : task.blockedNs) += span;
        task.state = state;
        task.since = time;
    };
    for (const Event& e : stream) {
        Told& task = tasks[e.task];
        switch (e.kind) {
            case EventKind::TaskCreated:
                task.tid = tidOf(e).value();
                task.created = task.since = e.time;
                break;
            case EventKind::TaskAdmitted:
            case EventKind::Woken:
                enter(task, 'Q', e.time);
                break;
            case EventKind::SwitchedIn:
                enter(task, 'R', e.time);
                break;
            case EventKind::SwitchedOut:
                if (e.value == static_cast<std::uint64_t>(SwitchReason::Preempted))
                    ++task.involuntary;
                else
                    ++task.voluntary;
                enter(task, e.value == static_cast<std::uint64_t>(SwitchReason::Preempted) ? 'Q' : 'B',
                      e.time);
                break;
            case EventKind::TaskExited:
                enter(task, 'X', e.time);
                task.exited = e.time;
                break;
            default:
                break;
        }
    }
    return tasks;
}

}  // namespace

class CaptureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void switchesAndRunningTimeAreThoseOfTheKernelsBooks_data() {
        QTest::addColumn<int>("source");
        QTest::addColumn<QStringList>("command");
        for (const auto& [name, source] : {std::pair{"tracepoints", KernelSource::Tracepoints},
                                           std::pair{"switches", KernelSource::Switches}}) {
            for (const QStringList& command :
                 {QStringList{"burn", "0.2"}, QStringList{"share", "0.1", "3"}, QStringList{"sleep", "100"},
                  QStringList{"pingpong", "5000"}, QStringList{"pingpong-processes", "5000"},
                  QStringList{"threads", "8"}, QStringList{"fork", "20"}, QStringList{"churn", "20"}})
                QTest::addRow("%s, %s", qPrintable(command.first()), name)
                    << static_cast<int>(source) << command;
        }
    }
    void switchesAndRunningTimeAreThoseOfTheKernelsBooks() {
        QFETCH(int, source);
        QFETCH(QStringList, command);
        std::vector<std::string> words{kPuppet};
        for (const QString& word : command) words.push_back(word.toStdString());
        const auto run = trace({.command = words, .source = static_cast<KernelSource>(source)});
        if (!run.failure.empty())
            QSKIP(run.failure.c_str());
        QCOMPARE(run.status, 0);
        QVERIFY(!run.testimonies.empty());
        const auto told = account(run.stream);
        for (const auto& [tid, witness] : run.testimonies) {
            const auto found =
                std::find_if(told.begin(), told.end(), [&](const auto& t) { return t.second.tid == tid; });
            QVERIFY2(found != told.end(), qPrintable(QString::number(tid)));
            const Told& task = found->second;
            QVERIFY(std::abs(task.voluntary - witness.voluntary) <= 3);
            if (qEnvironmentVariableIsSet("SHOW"))
                qInfo("%d running %ld / %ld  switches %ld+%ld / %ld+%ld  ready %ld / %ld", tid, task.runningNs, witness.cpuNs, task.voluntary, task.involuntary, witness.voluntary, witness.involuntary, task.readyNs, witness.runDelayNs);
            QVERIFY(std::abs(task.involuntary - witness.involuntary) <= 3);
        }
    }
};

QTEST_GUILESS_MAIN(CaptureTest)
#include "tst_capture.moc"
