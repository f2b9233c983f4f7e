// The descriptors that the fibers of one carrier wait for, with epoll underneath.
//
// A descriptor is armed for one report (EPOLLONESHOT) each time that somebody waits for it, and never
// disarmed: so nobody has to say that it was closed, or that its number belongs to another file now. A report
// may therefore come too much; whoever waited tries again. Several may wait for one descriptor.
// Thread rule: the carrier.
#pragma once

#include <vector>

#include "engine/base/clock.h"
#include "engine/base/file_descriptor.h"
#include "engine/base/strong_id.h"

namespace heddle::runtime {

class IoWaits {
public:
    // One wait; it lives on the stack of its fiber.
    struct Wait {
        int fd;
        short events;  // POLLIN, POLLOUT
        TaskRef task;
        Wait* next = nullptr;  // in the line of its descriptor
    };

    // False: the descriptor is of a kind that is always ready (a file).
    [[nodiscard]] bool add(Wait& wait);
    // It has given up.
    void remove(Wait& wait);
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    // Takes out those whose descriptors are ready, and appends their tasks; waits for one until `deadline` or
    // kCarrierSignal.
    void collect(std::vector<TaskRef>& ready, Instant deadline);
    // In the child after fork(): nobody waits, and the epoll is the parent's.
    void forget();

private:
    void open();
    [[nodiscard]] bool arm(int fd);
    // Takes those out of the line whom `events` concern.
    void take(int fd, unsigned events, std::vector<TaskRef>& ready);

    FileDescriptor m_epoll;
    std::vector<Wait*> m_lines;  // by descriptor
    std::size_t m_count = 0;     // of waits
};

}  // namespace heddle::runtime
