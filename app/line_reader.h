// Lines, one by one: of a text, or of a descriptor as they come. A signal that asks us to stop ends them.
#pragma once

#include <optional>
#include <string>

namespace heddle::app {

class LineReader {
public:
    explicit LineReader(int fd) : m_fd(fd) {}
    explicit LineReader(std::string text) : m_buffer(std::move(text)) {}
    // Without the line's end; nothing at the end of all.
    [[nodiscard]] std::optional<std::string> next();

private:
    bool fill();

    int m_fd = -1;  // -1: all is in the buffer
    std::string m_buffer;
    std::size_t m_at = 0;
};

}  // namespace heddle::app
