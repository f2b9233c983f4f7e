#include "engine/runtime/residence.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "engine/base/file_descriptor.h"
#include "engine/base/phrase.h"
#include "engine/runtime/limits.h"
#include "engine/runtime/runtime.h"

namespace heddle::runtime {
namespace {

std::size_t pageBytes() {
    return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

// What the process may read, without what the kernel itself lends it.
std::vector<iovec> rangesOf(pid_t process) {
    std::vector<iovec> ranges;
    std::ifstream maps{"/proc/" + std::to_string(process) + "/maps"};
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0, end = 0;
        char mayRead = '-';
        if (std::sscanf(line.c_str(), "%lx-%lx %c", &begin, &end, &mayRead) == 3 && mayRead == 'r' &&
            line.find("[v") == line.npos)
            ranges.push_back({reinterpret_cast<void*>(begin), end - begin});
    }
    return ranges;
}

}  // namespace

std::size_t residentBytes(pid_t process) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/statm"};
    std::size_t all = 0, resident = 0;
    return file >> all >> resident ? resident * pageBytes() : 0;
}

Result<void> pageOut(pid_t process) {
    const std::string what = Phrase{"take the pages of process %1 out of memory", process};
    const FileDescriptor target{static_cast<int>(::syscall(SYS_pidfd_open, process, 0))};
    if (!target)
        return Error{Fault::BadInput, what, errnoText(errno), "choose one that is alive"};
    for (iovec& range : rangesOf(process)) {
        // One at a time: some cannot go (locked ones, those of devices), and that is no reason to keep the
        // others.
        if (::syscall(SYS_process_madvise, target.get(), &range, 1, MADV_PAGEOUT, 0) < 0 && errno == EPERM)
            return Error{Fault::NotPermitted, what, errnoText(errno),
                         "run it with CAP_SYS_NICE, as the owner of the process"};
    }
    return {};
}

FilePages::FilePages(std::size_t bytes) : m_bytes(bytes), m_pages(nullptr) {
    char path[] = "/var/tmp/heddle-pages-XXXXXX";
    const FileDescriptor file{::mkostemp(path, O_CLOEXEC)};
    if (!file)
        giveUp("make a temporary file", whyNoDescriptor(errno));
    ::unlink(path);
    const std::vector<char> some(1024 * 1024, 'x');
    for (std::size_t written = 0; written < bytes;) {
        const ssize_t more = ::write(file.get(), some.data(), std::min(some.size(), bytes - written));
        if (more <= 0)
            giveUp("write a temporary file", errnoText(errno));
        written += static_cast<std::size_t>(more);
    }
    ::fsync(file.get());  // a page that is not on disk yet cannot leave memory
    void* pages = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file.get(), 0);
    if (pages == MAP_FAILED)
        giveUp("map a temporary file", errnoText(errno));
    m_pages = static_cast<const volatile char*>(pages);
    use();
}

FilePages::~FilePages() {
    ::munmap(const_cast<char*>(m_pages), m_bytes);
}

void FilePages::use() const {
    for (std::size_t at = 0; at < m_bytes; at += pageBytes()) static_cast<void>(m_pages[at]);
}

Result<void> FilePages::pageOut() const {
    if (::madvise(const_cast<char*>(m_pages), m_bytes, MADV_PAGEOUT) == 0)
        return {};
    return Error{Fault::NotPermitted, "take its pages out of memory", errnoText(errno), {}};
}

}  // namespace heddle::runtime
