// An object in whose lines tasks wait: so that nobody waits for ever because somebody else was killed while
// it let others go on.
//
// That one may be killed at any instruction. So it notes what it is about to do (under_way.h), and, where
// processes share the object, keeps the guard until it has woken whom it lets go on. If it dies inside,
// whoever comes next inherits the guard, and settles what was left. Who waits comes from time to time, if
// there are other processes.
#pragma once

#include <functional>
#include <optional>

#include "engine/runtime/sync_object.h"
#include "engine/runtime/under_way.h"

namespace heddle::runtime {

class LineObject : public SyncObject {
public:
    virtual ~LineObject() = default;

protected:
    using SyncObject::SyncObject;

    // The guard, for who changes the object or its lines.
    class Inside {
    public:
        Inside(LineObject& object, const Step& step) : m_guard(object.record().guard, step.thread.tid()) {
            if (m_guard.isInherited())
                object.settle(step);
        }

    private:
        Guard m_guard;
    };

    // For who is Inside. `waiter` goes on; the running task may be the one.
    static void wakeUp(const Step& step, TaskRef waiter, wire::WaitOutcome outcome);
    // Takes the first of `line`, who is noted as let go on, out of it and wakes it; the
    // caller does not wake itself. Where nobody else may die alone it only comes into `letGo`, to be woken
    // behind the guard, by wakeAll().
    void letGoOn(const Step& step, wire::WaiterList& line, const Change& noted, wire::WaiterList& letGo);
    // Once nobody stands in the record's own line, all may take again.
    void letPast();
    // Lets the first of the record's own line go on, whom nothing is handed over to; false: nobody stands
    // there. In a controlled run it goes on at its next control point. `isOneOfAll`: Change::concernsAll.
    bool letFirstGo(const Step& step, bool isOneOfAll = false);

    // How a wait in a line is made: standInLine() Inside, then
    struct Waiting {
        wire::WaiterList& line;
        Instant deadline = Instant::max();
        bool looks = false;  // there were other processes when it came into line
        // What else it does when it looks (TimedOut: waits on), and when that is next.
        std::function<wire::WaitOutcome()> look{};
        std::function<Duration()> nextLook = [] { return kSeldom; };
        // TimedOut: it has left the line; this was done before anybody else came Inside.
        std::function<void()> giveUp{};
    };
    // Each look is seen in the history of who waits.
    static constexpr Duration kSeldom = std::chrono::seconds{10};
    wire::WaitOutcome waitInLine(const Step& step, const Waiting& waiting);
    // The same in the record's own line, for who is let go on by letFirstGo(). In a controlled run it goes on
    // with `kind`. False: `limit` has passed.
    bool waitToGo(const Step& step, wire::OperationKind kind, const Duration* limit, CallSite at,
                  const std::function<void()>& giveUp = {});

    // What a dead one had begun, once more, but for letting somebody go on...
    virtual void redo(const Step& step, const Change& change);
    // ...and what is to be done after that, whether anything was left or not.
    virtual void proceed(const Step&, const std::optional<Change>&) {}

private:
    void settle(const Step& step);
    wire::WaitOutcome parkAndLook(const Step& step, const Waiting& waiting);
    // Of a fiber that looks: whoever granted it may have died before its carrier was told.
    void tellCarrier(const Step& step);
    void leave(const Step& step, const Waiting& waiting);
};

}  // namespace heddle::runtime
