// What comes out of work that somebody else does, and who waits for it: a Future without its type.
//
//     Pending --begin()--> Running --finish()--> Done | Failed
//        \-----cancel()--> Cancelled
//
// It becomes an object of the run, with an id and a history that the views show, when it is named, when
// somebody first has to wait for it, and at once in a controlled run. So a million futures that nobody waits
// for take no ids and write no events.
// Thread rule: any thread of the process; begin() and finish() by who does the work.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

using wire::FutureStatus;
[[nodiscard]] constexpr bool isOver(FutureStatus status) {
    return status >= FutureStatus::Done;
}

class FutureState {
public:
    explicit FutureState(CallSite at);
    FutureState(const FutureState&) = delete;
    FutureState& operator=(const FutureState&) = delete;
    virtual ~FutureState();

    [[nodiscard]] FutureStatus status(CallSite at) const;
    // Waits until it is over. False: `limit` has passed before.
    bool wait(std::optional<Duration> limit, CallSite at);
    // False: the work has begun, or is over.
    bool cancel(CallSite at);
    // `callback` is called once, when it is over: by who ends it, or here if it is.
    void whenOver(std::function<void()> callback);
    // Makes it an object of the run.
    void name(std::string_view name, CallSite at);
    // The exception of failed work; null for all other.
    [[nodiscard]] std::exception_ptr error() const { return m_error; }

    // Does the work here and now, unless it was cancelled. Exceptions of the work end in error().
    void perform();
    // `runner` begins the work. False: it was cancelled.
    bool begin(TaskRef runner);
    // The result stands, or `error` says why there is none.
    void finish(std::exception_ptr error = nullptr);

private:
    friend class TaskQueue;
    struct Watch;
    static constexpr std::uint32_t kStatus = 7;
    static constexpr std::uint32_t kWatched = 8;  // m_watch is there: whoever changes the status tells it

    virtual void run() = 0;
    // False: it is too late to cancel it, for whoever does the work has begun already.
    virtual bool mayStillCancel() { return true; }
    [[nodiscard]] FutureStatus now() const {
        return FutureStatus{m_word.load(std::memory_order_acquire) & kStatus};
    }
    Step beginOperation(CallSite at, wire::NextOperation next) const;
    // False: it was not `from`.
    bool move(const Step& step, FutureStatus from, FutureStatus to);
    void tell(const Step& step, FutureStatus status);
    // These with the guard held. From watch() on whoever changes the status comes and waits for the guard;
    // returns what the status was at that moment.
    FutureStatus watch();
    void becomeObject(std::string_view name, CallSite at);

    std::atomic<std::uint32_t> m_word{0};
    std::atomic<std::uint32_t> m_guard{0};
    std::atomic<std::uint32_t> m_runner{0};  // TaskRef of who does the work
    std::unique_ptr<Watch> m_watch;
    std::shared_ptr<FutureState> m_next;  // behind it in the queue that it stands in
    std::exception_ptr m_error;
};

}  // namespace heddle::runtime
