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

    // Those who are let go on, and are not awake yet.
    struct LetGo {
        wire::WaiterList others;               // to be woken behind the guard, by wakeAll()
        std::optional<wire::WaitOutcome> own;  // the running task is let go on itself
    };

    // For who is Inside. Takes the first of `line`, who is noted as let go on, out of it and wakes it; where
    // nobody else may die alone it is left to the caller.
    void letGoOn(const Step& step, wire::WaiterList& line, const Change& noted, LetGo& letGo);
    // Once nobody stands in the record's own line, all may take again.
    void letPast();
    // Lets the first of the record's own line go on, whom nothing is handed over to; false: nobody stands
    // there. In a controlled run it goes on at its next control point. `isOneOfAll`: Change::concernsAll; it
    // is called until nobody is left.
    bool letFirstGo(const Step& step, bool isOneOfAll = false);
    // `waiter` goes on; it may be the running task.
    static void wakeUp(const Step& step, TaskRef waiter, wire::WaitOutcome outcome);

    // How a wait in a line is made: standInLine() Inside, then
    struct Waiting {
        wire::WaiterList& line;
        Instant deadline = Instant::max();
        bool looks = false;  // there were other processes when it came into line: asked Inside
        // What else it does when it looks (TimedOut: waits on), and when that is next.
        std::function<wire::WaitOutcome()> look{};
        std::function<Duration()> nextLook = [] { return kSeldom; };
        // TimedOut: it has left the line; this was done before anybody else came Inside.
        std::function<void()> giveUp{};
    };
    // Each look is seen in the history of who waits. A thread does not look before there are other processes,
    // which wake it (relatives.h); a fiber does.
    static constexpr Duration kSeldom = std::chrono::seconds{10};
    wire::WaitOutcome waitInLine(const Step& step, const Waiting& waiting);
    // The same in the record's own line, for who is let go on by letFirstGo(). In a controlled run it goes on
    // with `kind`. False: `limit` has passed.
    bool waitToGo(const Step& step, bool looks, wire::OperationKind kind, const Duration* limit, CallSite at,
                  const std::function<void()>& giveUp = {});

    // What a dead one had begun, once more, but for letting somebody go on...
    virtual void redo(const Step& step, const Change& change);
    // ...and what is to be done after that, whether anything was left or not.
    virtual void proceed(const Step&, const std::optional<Change>&) {}

private:
    void settle(const Step& step);
    // The end of a line is changed after the line itself.
    void findEnd(const Step& step, wire::WaiterList& line) const;
    wire::WaitOutcome parkAndLook(const Step& step, const Waiting& waiting);
    // Of a fiber that looks: whoever granted it may have died before its carrier was told.
    void tellCarrier(const Step& step);
};

}  // namespace heddle::runtime
