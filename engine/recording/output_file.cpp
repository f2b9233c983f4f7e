#include "engine/recording/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <vector>

#include "engine/base/phrase.h"

namespace heddle::recording {
namespace {

constexpr const char* kChooseAnother = "choose another file";

bool isSameFile(int fd, const std::string& path) {
    struct stat a {
    }, b{};
    return ::fstat(fd, &a) == 0 && ::stat(path.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

// True when all was written, else errno says why not.
bool writeAll(int fd, const std::byte* data, std::size_t size) {
    while (size > 0) {
        const ssize_t count = ::write(fd, data, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        data += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

}  // namespace

Error outputError(const std::string& path, Fault fault, std::string why, std::string wayOut) {
    return {fault, Phrase{"write recording '%1'", path}, std::move(why), std::move(wayOut)};
}

Result<FileDescriptor> openOutput(const std::string& path) {
    // Not blocking: a named pipe that nobody reads would hang here.
    FileDescriptor fd{::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666)};
    struct stat status {};
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return outputError(path, Fault::BadInput, errnoText(errno), kChooseAnother);
    if (!S_ISREG(status.st_mode) && !S_ISCHR(status.st_mode))
        return outputError(path, Fault::BadInput, "it is not a regular file", kChooseAnother);
    if (S_ISREG(status.st_mode) && ::ftruncate(fd.get(), 0) != 0)
        return outputError(path, Fault::BadInput, errnoText(errno), kChooseAnother);
    ::fcntl(fd.get(), F_SETFL, 0);
    return fd;
}

Result<void> copyRecording(int from, std::uint64_t bytes, const std::string& path) {
    if (isSameFile(from, path))
        return {};
    // A description of its own, which can be read wherever `from` can only be written.
    FileDescriptor source{::open(("/proc/self/fd/" + std::to_string(from)).c_str(), O_RDONLY | O_CLOEXEC)};
    if (!source)
        return outputError(path, Fault::BadInput,
                           Phrase{"the run's own file cannot be read: %1", errnoText(errno)}, {});
    auto target = openOutput(path);
    if (!target)
        return target.error();
    std::vector<std::byte> buffer(1024 * 1024);
    for (std::uint64_t done = 0; done < bytes;) {
        const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), bytes - done);
        const ssize_t got = ::pread(source.get(), buffer.data(), wanted, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return outputError(path, Fault::BadInput, "the run's own file is cut short", {});
        if (!writeAll(target.value().get(), buffer.data(), static_cast<std::size_t>(got)))
            return outputError(path, Fault::BadInput, errnoText(errno), kChooseAnother);
        done += static_cast<std::uint64_t>(got);
    }
    return {};
}

}  // namespace heddle::recording
