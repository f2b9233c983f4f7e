// Owner of one memory mapping: move-only, unmaps on destruction.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "engine/base/result.h"

namespace heddle {

class Mapping {
public:
    Mapping() = default;
    Mapping(Mapping&& other) noexcept
        : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}
    Mapping& operator=(Mapping&& other) noexcept;
    ~Mapping() { reset(); }

    // A shared, writable mapping of `size` bytes of `fd`. Errors: what mmap says.
    static Result<Mapping> shared(int fd, std::size_t size);
    // A private mapping that belongs to no file, for a runtime that nobody observes.
    static Result<Mapping> anonymous(std::size_t size);
    // Memory of the process's own: a child made by fork() has a copy. Only what is touched costs any.
    static Result<Mapping> ownMemory(std::size_t size);
    // A read-only mapping of a file's first `size` bytes.
    static Result<Mapping> readOnly(int fd, std::size_t size);

    [[nodiscard]] std::byte* data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::span<std::byte> bytes() const { return {m_data, m_size}; }
    explicit operator bool() const { return m_data != nullptr; }
    void reset();

private:
    Mapping(std::byte* data, std::size_t size) : m_data(data), m_size(size) {}
    static Result<Mapping> map(int fd, std::size_t size, int protection, int flags);

    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

}  // namespace heddle
