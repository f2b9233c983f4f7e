// heddle-host: started by the observer (see host_client.h) with its end of the channel as descriptor 3.
#include <fcntl.h>

#include <cstdio>

#include "engine/host/host.h"

int main() {
    using namespace heddle;
    if (::fcntl(host::kChannelFd, F_SETFD, FD_CLOEXEC) != 0) {
        std::fputs("heddle-host: it is started by heddle, not by hand\n", stderr);
        return 2;
    }
    return host::Host{FileDescriptor{host::kChannelFd}}.run();
}
