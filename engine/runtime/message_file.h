// A file that tasks use to tell each other something: each message is written behind the ones before it, and
// read by whoever looks. A file does not wake anybody: who finds nothing new has to look again.
#pragma once

#include <optional>

#include "engine/base/file_descriptor.h"
#include "engine/runtime/channel.h"

namespace heddle::runtime {

class MessageFile : public Channel {
public:
    explicit MessageFile(std::string_view name = {}, CallSite at = CallSite::here());

    void write(std::string_view message, CallSite at = CallSite::here());
    // The first message that no task of this process has read through this object; nothing if there is none.
    [[nodiscard]] std::optional<std::string> read(CallSite at = CallSite::here());

private:
    FileDescriptor m_file;
    off_t m_readUpTo = 0;
};

}  // namespace heddle::runtime
