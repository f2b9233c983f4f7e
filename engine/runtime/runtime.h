// The traced process's place in a run: the segment that it shares with the other processes and with the
// observer.
//
// Attached once a process, on first use: to the segment that the host has given (use()), or that
// HEDDLE_SEGMENT names (a descriptor's number, or a path); else to a private one, without events: all works,
// nothing is written. A child made by Process shares its parent's. Thread rule: all members from any thread;
// use() before the first other call of the process.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

#include "engine/runtime/call_site.h"
#include "engine/runtime/gate.h"
#include "engine/runtime/relatives.h"
#include "engine/wire/segment.h"

namespace heddle::wire {
class EventWriter;
}

namespace heddle::runtime {

class CarriedGate;

class Runtime {
public:
    // The process's own; attaches if that has not happened.
    static Runtime& instance();
    // Attaches to `segment`, before anything else of the runtime is used.
    static void use(std::unique_ptr<wire::Segment> segment);
    // The same, for a process that searches: the calling thread carries all tasks (CarriedGate), and no
    // events are written.
    static CarriedGate& useCarried(std::unique_ptr<wire::Segment> segment);

    [[nodiscard]] const wire::Segment& segment() const { return *m_segment; }
    [[nodiscard]] bool isObserved() const { return m_observed; }
    [[nodiscard]] Gate* gate() const { return m_gate.get(); }  // null: a free run

    [[nodiscard]] bool hasRelatives() const { return m_relatives.exist(); }
    [[nodiscard]] Relatives& relatives() { return m_relatives; }

    // The id of a source line, none for one of the library's; announces it through `writer` when no process
    // of the run has done so.
    [[nodiscard]] SiteId siteOf(CallSite at, wire::EventWriter& writer);
    // As if the process had met no source line yet: the segment was reset.
    void forgetSites();
    // A new task. Ends the process with a sentence when the run has as many as it can hold.
    [[nodiscard]] TaskRef newTask() const;
    [[nodiscard]] ObjectId newObject() const;

    // Around fork(): no other thread is inside siteOf() when the process is copied, and all know of relatives.
    void lockForFork() {
        m_relatives.lockForFork();
        m_sitesLock.lock();
    }
    void unlockAfterFork() {
        m_sitesLock.unlock();
        m_relatives.unlockAfterFork();
    }

private:
    Runtime(std::unique_ptr<wire::Segment> segment, bool observed);
    [[nodiscard]] SiteId announceSite(CallSite at, wire::EventWriter& writer);
    static Runtime* attachFromEnvironment();

    std::unique_ptr<wire::Segment> m_segment;
    bool m_observed;
    std::uint64_t
        m_program;  // a number of this program's own: addresses mean the same in it and its children
    std::unique_ptr<Gate> m_gate;
    Relatives m_relatives;
    std::mutex m_sitesLock;
    std::map<std::string_view, TextId> m_files;
    std::map<std::pair<std::string_view, std::uint32_t>, SiteId> m_sites;
};

// Ends the process with one sentence on stderr: what a traced program can neither do nor go on without.
inline constexpr int kGivenUp = 3;  // the exit code
[[noreturn]] void giveUp(const std::string& what, const std::string& why);

}  // namespace heddle::runtime
