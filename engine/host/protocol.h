// What observer and host say to each other, over a SOCK_SEQPACKET pair: one struct a message, between two
// programs of one build. Texts and the segment's descriptor come along with Prepare.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"

namespace heddle::host {

inline constexpr int kChannelFd = 3;  // where the host finds its end

enum class RequestKind : std::uint32_t {
    Prepare = 1,  // make the first process, stopped before its first instruction; texts and descriptor follow
    Go,           // let it go
    Stop,         // end everything
    Kill,         // end everything at once
    Suspend,      // SIGSTOP to `pid`
    Resume,       // SIGCONT to `pid`
};

struct Request {
    RequestKind kind{};
    std::int32_t pid = 0;
    std::uint32_t textBytes = 0;   // Prepare: bytes of texts that follow in a shared file
    std::uint32_t taskLimit = 0;   // Prepare: 0 none
    std::uint32_t isScenario = 0;  // Prepare: whether the texts name a scenario or a command
    std::uint32_t ownGroup = 0;    // Prepare: 1: the run gets a process group of its own
};

enum class ReplyKind : std::uint32_t {
    Prepared = 1,  // pid; status: 1 if the kernel itself keeps the limit on tasks
    Refused,       // fault and sentence: nothing was started
    Reaped,        // pid, status as waitpid(2) gives it, time
    Stopped,       // pid, time
    Continued,     // pid, time
    ExecFailed,    // status: errno; the program could not be started after all
    KeptInMemory,  // pid was suspended, and this user may not have its pages taken out of memory
    AllEnded,      // nothing is left
};

struct Reply {
    ReplyKind kind{};
    std::int32_t pid = 0;
    std::int32_t status = 0;
    std::uint32_t fault = 0;
    std::int64_t timeNs = 0;
    char what[200] = {}, why[200] = {}, wayOut[100] = {};  // Refused; cut where they are too long
};

// Texts travel as one block of zero-terminated strings.
[[nodiscard]] std::string joinTexts(const std::vector<std::string>& texts);
[[nodiscard]] std::vector<std::string> splitTexts(std::string_view block);

// One message with descriptors; false when the other end is gone.
bool sendMessage(int channel, const void* message, std::size_t bytes,
                 const std::vector<int>& descriptors = {});
// The number of bytes received, 0 when the other end is gone, -1 when nothing is there (a non-blocking
// channel).
long receiveMessage(int channel, void* message, std::size_t bytes, std::vector<FileDescriptor>& descriptors,
                    bool wait);

[[nodiscard]] Reply refusal(const Error& error);
[[nodiscard]] Error errorOf(const Reply& reply);

}  // namespace heddle::host
