#include "engine/base/mapping.h"

#include <sys/mman.h>

#include <cerrno>

namespace heddle {

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
        return Error{Fault::NotPermitted, "map " + std::to_string(size) + " bytes", errnoText(errno), {}};
    return Mapping{static_cast<std::byte*>(data), size};
}

Result<Mapping> Mapping::shared(int fd, std::size_t size) {
    return map(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE);
}

Result<Mapping> Mapping::anonymous(std::size_t size) {
    // Shared all the same: a child made by fork() goes on using the same objects.
    return map(-1, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE);
}

Result<Mapping> Mapping::readOnly(int fd, std::size_t size) {
    return map(fd, size, PROT_READ, MAP_PRIVATE);
}

void Mapping::reset() {
    if (m_data)
        ::munmap(std::exchange(m_data, nullptr), std::exchange(m_size, 0));
}

}  // namespace heddle
