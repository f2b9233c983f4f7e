// Whether there is, or was, another process of the run that this one made or was made by.
//
// Only another process can be killed alone. So only from the first fork on does who waits in a line look from
// time to time whether somebody died who was to let it go on (line_object.h). Until then a thread sleeps
// without a timer, which costs a seventh of a hand-over (docs/measured.md); the first fork wakes
// it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <unordered_set>

#include "engine/base/clock.h"

namespace heddle::runtime {

class Relatives {
public:
    [[nodiscard]] bool exist() const { return m_exist.load(std::memory_order_seq_cst); }

    // A thread's sleep while there are none; one for each thread.
    class Sleeper {
    public:
        Sleeper() = default;
        Sleeper(const Sleeper&) = delete;
        Sleeper& operator=(const Sleeper&) = delete;
        ~Sleeper();
        // Until `word` is no longer 0, until `deadline`, or until there are relatives.
        void sleep(Relatives& relatives, std::atomic<std::uint32_t>& word, Instant deadline);

    private:
        friend class Relatives;
        Relatives* m_knownTo = nullptr;                            // from its first sleep on
        std::atomic<std::atomic<std::uint32_t>*> m_word{nullptr};  // null: it does not sleep
    };

    // Around fork(). When the first returns, nobody sleeps unaware of relatives.
    void lockForFork();
    void unlockAfterFork() { m_lock.unlock(); }

private:
    std::atomic<bool> m_exist{false};
    std::mutex m_lock;
    std::unordered_set<Sleeper*> m_sleepers;
};

}  // namespace heddle::runtime
