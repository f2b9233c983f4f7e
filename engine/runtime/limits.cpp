#include "engine/runtime/limits.h"

#include <sys/resource.h>

#include <cerrno>

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

}  // namespace

std::string whyNoDescriptor(int error) {
    if (error == EMFILE)
        return "a process may have " + limitOf(RLIMIT_NOFILE) + " descriptors; raise that with 'ulimit -n'";
    if (error == ENFILE)
        return "the machine has no more descriptors; raise /proc/sys/fs/file-max";
    return errnoText(error);
}

std::string whyNoStack(std::size_t bytes, std::size_t fibers) {
    const std::string what = "there is no memory for one more stack of " + std::to_string(bytes / 1024) +
                             " KiB beside " + std::to_string(fibers) + " others; ";
    rlimit limit{};
    ::getrlimit(RLIMIT_AS, &limit);
    if (limit.rlim_cur != RLIM_INFINITY)
        return what + "a process may have " + std::to_string(limit.rlim_cur / 1024) +
               " KiB of addresses; raise that with 'ulimit -v'";
    return what + "/proc/sys/vm/overcommit_memory and max_map_count have the limits";
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
