// A descriptor of the program's own (a socket, a pipe, a terminal, what another library opened) that tasks
// wait for: a fiber that does lets the others of its thread go on, and the wait is seen, with its line. What
// is read and written then is the program's business; it should not block (O_NONBLOCK), for a descriptor may
// be ready for one and be empty again for the next.
//
// The descriptor stays the caller's. It may be closed at any time while nobody waits for it. Thread rule: any
// task may wait. Who waits for the world outside cannot be stepped: in a controlled run that is a misuse.
#pragma once

#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

class WatchedDescriptor : public SyncObject {
public:
    explicit WatchedDescriptor(int fd, std::string_view name = {}, CallSite at = CallSite::here());

    [[nodiscard]] int fd() const { return m_fd; }
    // Until there is something to read, or its end, or an error; until there is room to write, or an error.
    void awaitReadable(CallSite at = CallSite::here());
    void awaitWritable(CallSite at = CallSite::here());
    // False: not within `limit`.
    [[nodiscard]] bool awaitReadableFor(Duration limit, CallSite at = CallSite::here());
    [[nodiscard]] bool awaitWritableFor(Duration limit, CallSite at = CallSite::here());

private:
    bool await(short events, wire::Operation operation, const Duration* limit, CallSite at);

    int m_fd;
};

}  // namespace heddle::runtime
