#include "engine/host/protocol.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace heddle::host {
namespace {

constexpr std::size_t kMostDescriptors = 4;

void copyText(const std::string& text, char* to, std::size_t room) {
    const std::size_t count = std::min(text.size(), room - 1);
    std::memcpy(to, text.data(), count);
    to[count] = '\0';
}

}  // namespace

std::string joinTexts(const std::vector<std::string>& texts) {
    std::string block;
    for (const std::string& text : texts) block.append(text.c_str(), text.size() + 1);
    return block;
}

std::vector<std::string> splitTexts(std::string_view block) {
    std::vector<std::string> texts;
    while (!block.empty()) {
        const std::size_t end = std::min(block.find('\0'), block.size());
        texts.emplace_back(block.substr(0, end));
        block.remove_prefix(std::min(end + 1, block.size()));
    }
    return texts;
}

bool sendMessage(int channel, const void* message, std::size_t bytes, const std::vector<int>& descriptors) {
    iovec part{const_cast<void*>(message), bytes};
    alignas(cmsghdr) char control[CMSG_SPACE(kMostDescriptors * sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!descriptors.empty()) {
        HEDDLE_CHECK(descriptors.size() <= kMostDescriptors);
        header.msg_control = control;
        header.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
        std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size() * sizeof(int));
    }
    for (;;) {
        const ssize_t sent = ::sendmsg(channel, &header, MSG_NOSIGNAL);
        if (sent >= 0)
            return true;
        if (errno != EINTR)
            return false;
    }
}

long receiveMessage(int channel, void* message, std::size_t bytes, std::vector<FileDescriptor>& descriptors,
                    bool wait) {
    iovec part{message, bytes};
    alignas(cmsghdr) char control[CMSG_SPACE(kMostDescriptors * sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    ssize_t received = 0;
    do {
        received = ::recvmsg(channel, &header, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    } while (received < 0 && errno == EINTR);
    if (received < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK ? -1 : 0;
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof fd);
            descriptors.emplace_back(fd);
        }
    }
    return received;
}

Reply refusal(const Error& error) {
    Reply reply{.kind = ReplyKind::Refused, .fault = static_cast<std::uint32_t>(error.fault)};
    copyText(error.what, reply.what, sizeof reply.what);
    copyText(error.why, reply.why, sizeof reply.why);
    copyText(error.wayOut, reply.wayOut, sizeof reply.wayOut);
    return reply;
}

Error errorOf(const Reply& reply) {
    return {static_cast<Fault>(reply.fault), reply.what, reply.why, reply.wayOut};
}

}  // namespace heddle::host
