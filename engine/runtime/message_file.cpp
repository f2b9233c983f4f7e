#include "engine/runtime/message_file.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

struct Head {
    std::uint32_t sender, number;
    std::uint64_t bytes;
};

// A file without a name: it is gone when the last one closes it.
FileDescriptor newFile() {
    FileDescriptor file{::open(std::filesystem::temp_directory_path().c_str(),
                               O_TMPFILE | O_RDWR | O_APPEND | O_CLOEXEC, 0600)};
    if (!file)
        giveUp("make a temporary file", whyNoDescriptor(errno));
    return file;
}

}  // namespace

MessageFile::MessageFile(std::string_view name, CallSite at)
    : Channel(wire::ObjectKind::File, name, at), m_file(newFile()) {}

void MessageFile::write(std::string_view message, CallSite at) {
    const Step step = beginSend(at);
    const Stamp mark = stamp(step, message.size());
    Head head{mark.sender, mark.number, message.size()};
    std::array<iovec, 2> parts{iovec{&head, sizeof head},
                               iovec{const_cast<char*>(message.data()), message.size()}};
    const auto size = static_cast<ssize_t>(sizeof head + message.size());
    if (::writev(m_file.get(), parts.data(), parts.size()) != size)
        giveUp("write into a file", errnoText(errno));
}

std::optional<std::string> MessageFile::read(CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::TryGet, .object = id()});
    Head head;
    std::array<char, kLargestMessage> text;
    std::array<iovec, 2> parts{iovec{&head, sizeof head}, iovec{text.data(), text.size()}};
    const ssize_t got = ::preadv(m_file.get(), parts.data(), parts.size(), m_readUpTo);
    if (got < static_cast<ssize_t>(sizeof head))
        return std::nullopt;
    HEDDLE_CHECK(head.bytes <= static_cast<std::size_t>(got) - sizeof head);
    m_readUpTo += static_cast<off_t>(sizeof head + head.bytes);
    received(step, {head.sender, head.number});
    return std::string{text.data(), head.bytes};
}

}  // namespace heddle::runtime
