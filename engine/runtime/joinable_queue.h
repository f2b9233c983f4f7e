// A queue that knows how many of its items are still being worked on: whoever takes one says taskDone() when
// it has done with it, and join() waits until that was said of all.
#pragma once

#include "engine/runtime/condition.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/shared_variable.h"

namespace heddle::runtime {

template <class T>
class JoinableQueue : public Queue<T> {
public:
    explicit JoinableQueue(std::uint32_t capacity, const std::string& name = "queue",
                           CallSite at = CallSite::here())
        : Queue<T>(capacity, name, at),
          m_lock(name + " lock", at),
          m_allDone(name + " all done", at),
          m_unfinished(0, name + " unfinished", at) {}

    void put(const T& item, CallSite at = CallSite::here()) {
        count(at);
        Queue<T>::put(item, at);
    }
    // False: it is full. (The item counts while it is tried: a join() may have waited for that.)
    [[nodiscard]] bool tryPut(const T& item, CallSite at = CallSite::here()) {
        count(at);
        return isCounted(Queue<T>::tryPut(item, at), at);
    }
    // False: it was full for as long as `limit`.
    [[nodiscard]] bool putFor(const T& item, Duration limit, CallSite at = CallSite::here()) {
        count(at);
        return isCounted(Queue<T>::putFor(item, limit, at), at);
    }
    void taskDone(CallSite at = CallSite::here()) {
        m_lock.lock(at);
        const std::int32_t left = m_unfinished.get(at) - 1;
        if (left < 0)
            misuse("a task is done with more items of a queue than were put into it");
        m_unfinished.set(left, at);
        if (left == 0)
            m_allDone.notifyAll(at);
        m_lock.unlock(at);
    }
    void join(CallSite at = CallSite::here()) {
        m_lock.lock(at);
        while (m_unfinished.get(at) != 0) m_allDone.wait(m_lock, at);
        m_lock.unlock(at);
    }

    // Whether there was a moment within `limit` at which all was done.
    [[nodiscard]] bool joinFor(Duration limit, CallSite at = CallSite::here()) {
        m_lock.lock(at);
        const bool isDone =
            m_unfinished.get(at) == 0 || m_allDone.waitFor(m_lock, limit, at) || m_unfinished.get(at) == 0;
        m_lock.unlock(at);
        return isDone;
    }

private:
    // Before it is put: whoever takes it may be done with it at once.
    void count(CallSite at) {
        m_lock.lock(at);
        m_unfinished.set(m_unfinished.get(at) + 1, at);
        m_lock.unlock(at);
    }
    bool isCounted(bool isPut, CallSite at) {
        if (!isPut)
            taskDone(at);
        return isPut;
    }

    Mutex m_lock;
    Condition m_allDone;
    SharedVariable m_unfinished;
};

}  // namespace heddle::runtime
