#include "engine/base/mapping.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <cerrno>

#include "engine/base/phrase.h"

namespace heddle {
namespace {

std::string wayOutOf(int error) {
    rlimit addresses{};
    ::getrlimit(RLIMIT_AS, &addresses);
    if (error != ENOMEM || addresses.rlim_cur == RLIM_INFINITY)
        return {};
    return Phrase{"raise the limit on a process's addresses, which is %1 KiB, with 'ulimit -v'",
                  addresses.rlim_cur / 1024};
}

}  // namespace

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    if (this != &other) {
        reset();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Result<Mapping> Mapping::map(int fd, std::size_t size, int protection, int flags) {
    void* data = ::mmap(nullptr, size, protection, flags, fd, 0);
    if (data == MAP_FAILED)
        return Error{Fault::NotPermitted, Phrase{"map %1 bytes", size}, errnoText(errno), wayOutOf(errno)};
    return Mapping{static_cast<std::byte*>(data), size};
}

Result<Mapping> Mapping::shared(int fd, std::size_t size) {
    return map(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE);
}

Result<Mapping> Mapping::anonymous(std::size_t size) {
    // Shared all the same: a child made by fork() goes on using the same objects.
    return map(-1, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE);
}

Result<Mapping> Mapping::ownMemory(std::size_t size) {
    return map(-1, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
}

Result<Mapping> Mapping::readOnly(int fd, std::size_t size) {
    return map(fd, size, PROT_READ, MAP_PRIVATE);
}

void Mapping::reset() {
    if (m_data)
        ::munmap(std::exchange(m_data, nullptr), std::exchange(m_size, 0));
}

}  // namespace heddle
