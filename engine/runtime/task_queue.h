// The work that a pool still has to do: a queue of any length between threads and fibers of one process.
//
// Made for a great many small pieces: whoever puts wakes at most one worker and never a second one while the
// first is on its way; a worker that comes back to a queue that still holds work sends the next one. So under
// load work is handed on without a system call.
// Closing adds one item for each worker behind all others: the word to end.
#pragma once

#include <span>

#include "engine/runtime/future_state.h"

namespace heddle::runtime {

class TaskQueue : public SyncObject {
public:
    using Item = std::shared_ptr<FutureState>;

    TaskQueue(std::string_view name, CallSite at);
    ~TaskQueue();

    // False: it is closed.
    [[nodiscard]] bool put(std::span<const Item> items, CallSite at);
    // Waits for an item; null is the word to end.
    [[nodiscard]] Item get(CallSite at);
    // Null: there is no work.
    [[nodiscard]] Item tryGet(CallSite at);
    void close(std::uint32_t workers, CallSite at);

private:
    // All with the guard held.
    [[nodiscard]] std::uint32_t depth() const;
    std::uint32_t numberEvent(std::uint32_t depth);
    void writePut(const Step& by, std::uint32_t count);
    [[nodiscard]] Item take(const Step& by);
    // Whom to wake: a worker that waits, if there is work and none is on its way.
    [[nodiscard]] TaskRef callNext(const Step& by);

    Item m_first;
    FutureState* m_last = nullptr;
    bool m_isClosed = false;
    bool m_someoneComes = false;  // a worker was woken and has not come back yet
};

}  // namespace heddle::runtime
