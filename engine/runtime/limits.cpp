#include "engine/runtime/limits.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>

#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"
#include "engine/runtime/connection.h"
#include "engine/runtime/runtime.h"

namespace heddle::runtime {
namespace {

std::string limitOf(__rlimit_resource resource) {
    rlimit limit{};
    ::getrlimit(resource, &limit);
    return limit.rlim_cur == RLIM_INFINITY ? "unlimited" : std::to_string(limit.rlim_cur);
}

// Of a setting of the machine.
std::string valueOf(const char* setting) {
    std::string value;
    std::ifstream{std::string{"/proc/sys/"} + setting} >> value;
    return value;
}

}  // namespace

std::string whyNoDescriptor(int error) {
    if (error == EMFILE)
        return "a process may have " + limitOf(RLIMIT_NOFILE) + " descriptors; raise that with 'ulimit -n'";
    if (error == ENFILE)
        return "the machine may have " + valueOf("fs/file-max") +
               " descriptors; raise that with 'sysctl -w fs.file-max'";
    return errnoText(error);
}

std::string whyNoMessageQueue(int error, std::size_t messages, std::size_t bytes) {
    const auto limitedBy = [](const char* setting, const std::string& what) {
        const std::string most = valueOf(setting);
        std::string name = setting;
        std::replace(name.begin(), name.end(), '/', '.');
        return what + " is " + most + "; raise that with 'sysctl -w " + name + "=" +
               std::to_string(2 * std::strtoull(most.c_str(), nullptr, 10)) + "'";
    };
    if (error == EINVAL && messages > std::strtoull(valueOf("fs/mqueue/msg_max").c_str(), nullptr, 10))
        return limitedBy("fs/mqueue/msg_max", "the limit on messages in a queue");
    if (error == EINVAL)
        return limitedBy("fs/mqueue/msgsize_max",
                         "of the " + std::to_string(bytes) + " bytes of a message the limit");
    if (error == ENOSPC)
        return limitedBy("fs/mqueue/queues_max", "the limit on the machine's message queues");
    // The kernel says the same of both limits: where there is a descriptor to be had, it is the other one.
    if (error == EMFILE && FileDescriptor{::fcntl(0, F_DUPFD_CLOEXEC, 0)})
        return "the limit on bytes in your message queues is " + limitOf(RLIMIT_MSGQUEUE) +
               "; raise that with 'ulimit -q'";
    return whyNoDescriptor(error);
}

void needDescriptors(std::size_t count) {
    constexpr rlim_t kOthers = 64;  // what every process has open anyway
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const rlim_t wanted = count + kOthers;
    if (limit.rlim_cur >= wanted)
        return;
    if (limit.rlim_max < wanted)
        giveUp("open " + std::to_string(count) + " connections",
               "a process may have " + std::to_string(limit.rlim_max) +
                   " descriptors; raise that with 'ulimit -Hn'");
    limit.rlim_cur = wanted;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace heddle::runtime
