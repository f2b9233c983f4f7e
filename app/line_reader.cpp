#include "app/line_reader.h"

#include <poll.h>
#include <unistd.h>

#include "app/signals.h"

namespace heddle::app {

std::optional<std::string> LineReader::next() {
    for (;;) {
        if (const std::size_t end = m_buffer.find('\n', m_at); end != m_buffer.npos) {
            std::string line = m_buffer.substr(m_at, end - m_at);
            m_at = end + 1;
            return line;
        }
        if (!fill())
            break;
    }
    if (m_at == m_buffer.size())
        return std::nullopt;
    std::string last = m_buffer.substr(m_at);
    m_at = m_buffer.size();
    return last;
}

// More of the descriptor's bytes. False at its end.
bool LineReader::fill() {
    constexpr int kLookEvery = 100;  // ms: a signal may come between the look at it and the wait
    m_buffer.erase(0, m_at);
    m_at = 0;
    pollfd source{m_fd, POLLIN, 0};
    while (m_fd >= 0 && caughtSignal() == 0) {
        if (::poll(&source, 1, kLookEvery) <= 0)
            continue;
        char bytes[4096];
        const ssize_t count = ::read(m_fd, bytes, sizeof bytes);
        if (count > 0)
            m_buffer.append(bytes, static_cast<std::size_t>(count));
        return count > 0;
    }
    return false;
}

}  // namespace heddle::app
