// Two observers of one run: what perf says of the same tasks over the same time.
#include <QJsonArray>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "tests/app/heddle_process.h"

using namespace heddle::test;

namespace {

struct Account {
    double running = 0;  // ms
    int switches = 0;    // times switched in, or out
};

// By tid, from the table that `perf sched timehist --summary` prints: "comm[tid/pid] parent count run-time
// ...".
QMap<int, Account> accountsOfPerf(const QString& data) {
    QProcess perf;
    perf.start(QStringLiteral("perf"), {QStringLiteral("sched"), QStringLiteral("timehist"),
                                        QStringLiteral("-i"), data, QStringLiteral("--summary")});
    perf.waitForFinished(60'000);
    static const QRegularExpression kRow{QStringLiteral(R"(\[(\d+)(?:/\d+)?\]\s+-?\d+\s+(\d+)\s+([0-9.]+))")};
    QMap<int, Account> accounts;
    for (auto rows = kRow.globalMatch(QString::fromUtf8(perf.readAllStandardOutput())); rows.hasNext();) {
        const auto row = rows.next();
        accounts[row.captured(1).toInt()] = {row.captured(3).toDouble(), row.captured(2).toInt()};
    }
    return accounts;
}

QMap<int, Account> accountsOfHeddle(const QString& recording) {
    const Finished report = runHeddle({QStringLiteral("report"), recording, QStringLiteral("--json")});
    QMap<int, Account> accounts;
    for (const QJsonValue& value : report.json()[QStringLiteral("tasks")].toArray()) {
        const QJsonObject task = value.toObject();
        const QJsonObject switches = task[QStringLiteral("switches")].toObject();
        accounts[task[QStringLiteral("tid")].toInt()] = {
            task[QStringLiteral("state_ns")].toObject()[QStringLiteral("running")].toDouble() / 1e6,
            switches[QStringLiteral("voluntary")].toInt() + switches[QStringLiteral("involuntary")].toInt()};
    }
    return accounts;
}

}  // namespace

class PerfWitnessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("perf")).isEmpty())
            QSKIP("perf is not installed");
        QVERIFY(m_folder.isValid());
    }

    void perfAndHeddleTellTheSameOfTheSameRun_data() {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("threads that share the CPUs")
            << QStringList{QStringLiteral(HEDDLE_PUPPET), QStringLiteral("share"), QStringLiteral("0.1"),
                           QStringLiteral("3")};
        QTest::newRow("a shell and its children")
            << QStringList{QStringLiteral("sh"), QStringLiteral("-c"),
                           QStringLiteral("for i in 1 2 3; do seq 200000 | tail -n 1 >/dev/null; done")};
    }
    void perfAndHeddleTellTheSameOfTheSameRun() {
        QFETCH(QStringList, command);
        // Interrupts and a hypervisor may take some of a run from one of the two: they have to agree once in
        // four times.
        QString differs;
        for (int attempt = 0; attempt < 4; ++attempt) {
            differs = difference(command);
            if (!m_refusal.isEmpty())
                QSKIP(qPrintable(m_refusal));
            if (differs.isEmpty())
                return;
        }
        QFAIL(qPrintable(differs));
    }

private:
    QString difference(const QStringList& command) {
        const QString data = m_folder.filePath(QStringLiteral("perf.data"));
        const QString recording = m_folder.filePath(QStringLiteral("run.heddle"));
        const auto pages =
            QStringLiteral("4096");  // of perf's rings: the ordinary ones overflow on a busy machine
        QProcess perf;
        perf.start(
            QStringLiteral("perf"),
            QStringList{QStringLiteral("sched"), QStringLiteral("record"), QStringLiteral("-m"), pages,
                        QStringLiteral("-o"), data, QStringLiteral("--"), QStringLiteral(HEDDLE_BINARY),
                        QStringLiteral("record"), QStringLiteral("--source"), QStringLiteral("tracepoints"),
                        QStringLiteral("-o"), recording, QStringLiteral("--")} +
                command);
        perf.waitForFinished(60'000);
        const QMap<int, Account> theirs = accountsOfPerf(data), ours = accountsOfHeddle(recording);
        if (theirs.isEmpty() || ours.isEmpty()) {
            m_refusal = QStringLiteral("nothing to compare: ") +
                        QString::fromUtf8(perf.readAllStandardError()).trimmed();
            return {};
        }
        for (auto task = ours.cbegin(); task != ours.cend(); ++task) {
            if (!theirs.contains(task.key()))
                return QStringLiteral("perf knows nothing of %1").arg(task.key());
            const Account perfSays = theirs[task.key()];
            if (std::abs(perfSays.running - task->running) > std::max(0.03 * perfSays.running, 2.0))
                return QStringLiteral("%1 ran %2 ms, says perf %3 ms")
                    .arg(task.key())
                    .arg(task->running)
                    .arg(perfSays.running);
            constexpr int kApart = 3;
            if (std::abs(perfSays.switches - task->switches) > kApart)
                return QStringLiteral("%1 switched %2 times, says perf %3")
                    .arg(task.key())
                    .arg(task->switches)
                    .arg(perfSays.switches);
        }
        return {};
    }

    QTemporaryDir m_folder;
    QString m_refusal;  // why perf, or Heddle with tracepoints, is not permitted here
};

QTEST_GUILESS_MAIN(PerfWitnessTest)
#include "tst_perf_witness.moc"
