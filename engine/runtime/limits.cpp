#include "engine/runtime/limits.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>

#include "engine/base/file_descriptor.h"
#include "engine/base/phrase.h"
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

std::uint64_t numberOf(const char* setting) {
    return std::strtoull(valueOf(setting).c_str(), nullptr, 10);
}

}  // namespace

std::string whyNoDescriptor(int error) {
    if (error == EMFILE)
        return Phrase{"a process may have %1 descriptors; raise that with 'ulimit -n'",
                      limitOf(RLIMIT_NOFILE)};
    if (error == ENFILE)
        return Phrase{"the machine may have %1 descriptors; raise that with 'sysctl -w fs.file-max'",
                      valueOf("fs/file-max")};
    return errnoText(error);
}

std::string whyNoMessageQueue(int error, std::size_t messages, std::size_t bytes) {
    if (const std::uint64_t most = numberOf("fs/mqueue/msg_max"); error == EINVAL && messages > most)
        return Phrase{
            "the limit on messages in a queue is %1; raise that with 'sysctl -w fs.mqueue.msg_max=%2'", most,
            2 * most};
    if (const std::uint64_t most = numberOf("fs/mqueue/msgsize_max"); error == EINVAL)
        return Phrase{
            "of the %1 bytes of a message the limit is %2; raise that with 'sysctl -w "
            "fs.mqueue.msgsize_max=%3'",
            bytes, most, 2 * most};
    if (const std::uint64_t most = numberOf("fs/mqueue/queues_max"); error == ENOSPC)
        return Phrase{
            "the limit on the machine's message queues is %1; raise that with 'sysctl -w "
            "fs.mqueue.queues_max=%2'",
            most, 2 * most};
    // The kernel says the same of both limits: where there is a descriptor to be had, it is the other one.
    if (error == EMFILE && FileDescriptor{::fcntl(0, F_DUPFD_CLOEXEC, 0)})
        return Phrase{"the limit on bytes in your message queues is %1; raise that with 'ulimit -q'",
                      limitOf(RLIMIT_MSGQUEUE)};
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
        giveUp(Phrase{"open %1 connections", count},
               Phrase{"a process may have %1 descriptors; raise that with 'ulimit -Hn'", limit.rlim_max});
    limit.rlim_cur = wanted;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace heddle::runtime
