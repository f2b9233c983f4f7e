#include "engine/runtime/limits.h"

#include <sys/resource.h>

#include <cerrno>

#include "engine/base/result.h"

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

}  // namespace heddle::runtime
