// Tells whoever waits for a controlled run that one of its processes has ended, by whatever cause: it marks
// the word that counts the moving tasks (wire::kProcessEnded) and wakes who waits on it.
//
// A thread of its own sleeps on the processes' pidfds; it costs nothing while nobody ends. Thread rule: all
// members from one thread.
#pragma once

#include <mutex>
#include <thread>
#include <vector>

#include "engine/base/file_descriptor.h"
#include "engine/base/strong_id.h"
#include "engine/wire/segment.h"

namespace heddle::control {

class ProcessWatch {
public:
    explicit ProcessWatch(const wire::Segment& segment);
    ~ProcessWatch();
    ProcessWatch(const ProcessWatch&) = delete;
    ProcessWatch& operator=(const ProcessWatch&) = delete;

    // One that has ended already is told of, too.
    void add(Pid pid);
    // Who has ended since the last call.
    [[nodiscard]] std::vector<Pid> takeEnded();
    // Nobody is told of while it is held, so that the segment can be reset.
    [[nodiscard]] std::unique_lock<std::mutex> hold() { return std::unique_lock{m_lock}; }

private:
    void run();
    void tell(Pid pid);

    const wire::Segment& m_segment;
    FileDescriptor m_epoll;
    FileDescriptor m_stop;  // eventfd
    std::mutex m_lock;      // of what follows
    std::vector<std::pair<Pid, FileDescriptor>> m_watched;
    std::vector<Pid> m_ended;
    std::thread m_thread;
};

}  // namespace heddle::control
