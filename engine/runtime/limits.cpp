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
