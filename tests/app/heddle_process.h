// Runs the real `heddle` as a user would, and looks at what is left of it.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <functional>
#include <memory>
#include <optional>

namespace heddle::test {

struct Finished {
    int status = -1;  // exit status; -1: killed by a signal, or did not end in time
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const;  // of `out`; empty if it is none
};

struct Environment {
    QString folder = {};          // working directory; empty: the present one
    bool asOrdinaryUser = false;  // uid and gid 65534, if we are root
    bool withoutDisplay = true;
    std::optional<unsigned> descriptors = {};  // that a process may have; none: as many as we
    std::optional<unsigned> tasks = {};        // that its user may have; likewise
    std::optional<QByteArray> input = {};      // on its standard input; none: nothing is there
    QString terminal = {};                     // whose name this is: its standard input instead
};

// For Environment::asOrdinaryUser: the build tree may lie where only root can go.
[[nodiscard]] bool canOrdinaryUserReachHeddle();
#define SKIP_WITHOUT_ORDINARY_USER()                                       \
    do {                                                                   \
        if (!heddle::test::canOrdinaryUserReachHeddle())                   \
            QSKIP("the build tree lies where an ordinary user cannot go"); \
    } while (false)

std::unique_ptr<QProcess> startHeddle(const QStringList& arguments, const Environment& environment = {});
Finished waitFor(QProcess& process);
Finished runHeddle(const QStringList& arguments, const Environment& environment = {});

// Processes begun by startHeddle() of this program, and theirs, whose command line contains `marker`.
QList<qint64> processesWith(const QByteArray& marker);

}  // namespace heddle::test
