#include "engine/capture/tracefs.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <sstream>

#include "engine/base/phrase.h"

namespace heddle::capture {
namespace {

// Since Linux 5.2; the names are not in every libc.
constexpr unsigned kFsopenCloexec = 1, kFsmountCloexec = 1;
constexpr int kCreateFilesystem = 6;  // FSCONFIG_CMD_CREATE

FileDescriptor ownMount() {
    const FileDescriptor context{static_cast<int>(::syscall(SYS_fsopen, "tracefs", kFsopenCloexec))};
    if (!context || ::syscall(SYS_fsconfig, context.get(), kCreateFilesystem, nullptr, nullptr, 0) != 0)
        return {};
    return FileDescriptor{static_cast<int>(::syscall(SYS_fsmount, context.get(), kFsmountCloexec, 0))};
}

bool hasEvents(const FileDescriptor& root) {
    return root && ::faccessat(root.get(), "events/sched", R_OK, 0) == 0;
}

}  // namespace

Result<TracepointFormat> TracepointFormat::parse(const std::string& text) {
    TracepointFormat format;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        unsigned offset = 0, size = 0;
        if (std::sscanf(line.c_str(), "ID: %u", &format.id) == 1)
            continue;
        const auto end = line.find(';');
        if (line.find("field:") == std::string::npos || end == std::string::npos ||
            std::sscanf(line.c_str() + end, "; offset:%u; size:%u;", &offset, &size) != 2)
            continue;
        std::string name = line.substr(0, end);
        // Those of "char comm[16]"; in "__data_loc char[] name" they belong to the type.
        if (const auto bracket = name.rfind('['); name.ends_with(']') && bracket != std::string::npos)
            name.erase(bracket);
        name.erase(0, name.find_last_of(" \t*") + 1);
        format.fields[name] = {offset, size};
    }
    if (format.id == 0 || format.fields.empty())
        return Error{Fault::BadInput, "read the format of a tracepoint", "it has no number or no fields", {}};
    return format;
}

Result<std::uint32_t> TracepointFormat::offsetOf(const std::string& field, std::uint32_t size) const {
    const auto found = fields.find(field);
    if (found == fields.end() || found->second.size != size)
        return Error{Fault::BadInput,
                     "read the format of a tracepoint",
                     Phrase{"this kernel has no field '%1' of %2 bytes", field, size},
                     {}};
    return found->second.offset;
}

Result<Tracefs> Tracefs::open() {
    for (const char* path : {"/sys/kernel/tracing", "/sys/kernel/debug/tracing"}) {
        FileDescriptor mounted{::open(path, O_PATH | O_DIRECTORY | O_CLOEXEC)};
        if (hasEvents(mounted))
            return Tracefs{std::move(mounted)};
    }
    FileDescriptor own = ownMount();
    if (hasEvents(own))
        return Tracefs{std::move(own)};
    return Error{Fault::NotPermitted, "open tracefs", "it is not readable here",
                 "run as root, or give CAP_PERFMON and read access to /sys/kernel/tracing"};
}

Result<TracepointFormat> Tracefs::format(const std::string& name) const {
    const std::string path = "events/" + name + "/format";
    const FileDescriptor file{::openat(m_root.get(), path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file)
        return Error{Fault::NotPermitted, Phrase{"read the tracepoint %1", name}, errnoText(errno), {}};
    std::string text;
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(file.get(), buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(n));
    return TracepointFormat::parse(text);
}

}  // namespace heddle::capture
