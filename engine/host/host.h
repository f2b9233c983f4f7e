// The host process: a small, clean, single-threaded process from which everything that is observed is forked.
// It adopts all orphans among its descendants (PR_SET_CHILD_SUBREAPER), reaps them and tells the observer;
// when the observer asks for it, or is gone (its end of the channel closes, or its pidfd says so), it ends
// every descendant and then itself. When the first process has ended, and all who are left were stopped by
// each other, nobody is there to activate them: they are ended too.
//
//     waiting for Prepare -> held -> running -> ended -> waiting for Prepare
//                               \______ stop ____/     SIGTERM, grace, then SIGSTOP + SIGKILL until nothing
//                                \_____ kill ____/     is left; SIGKILL to the run's process group, and then
//                                                      the same for who has left that
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/base/clock.h"
#include "engine/base/file_descriptor.h"
#include "engine/base/strong_id.h"
#include "engine/host/launcher.h"
#include "engine/host/protocol.h"
#include "engine/host/task_limit.h"

namespace heddle::host {

class Host {
public:
    explicit Host(FileDescriptor channel);
    // Serves the observer until nothing is left to do.
    int run();

private:
    void hearObserver();
    void prepare(const Request& request, std::vector<FileDescriptor> descriptors);
    void letGo();
    void signalProcess(Pid pid, int signal);
    void hearSignals();
    void reapChildren();
    void hearExecStatus();
    void beginStop();
    void endWhoStaysStopped();
    void killGroup();
    void killAll();
    void tell(const Reply& reply);

    FileDescriptor m_channel;
    FileDescriptor m_observer;  // pidfd
    FileDescriptor m_signals;   // signalfd
    Pid m_first;
    FileDescriptor m_gate;
    FileDescriptor m_execStatus;
    std::unique_ptr<TaskLimit> m_limit;
    std::optional<Instant> m_killAt;  // stopping: when patience ends
    bool m_ownGroup = false;          // the first process leads a group of its own
    bool m_ended = false;             // the run is over
    std::optional<Instant> m_lookAt;  // for who stays stopped; once the first process has ended
    std::vector<Pid> m_stayed;        // who was left at the last look, if all of them were stopped
    std::set<Pid> m_suspended;        // by the observer, who may activate them again
    bool m_observerGone = false;
};

}  // namespace heddle::host
