#include "app/console.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace heddle::app {

Status statusOf(Fault fault) {
    switch (fault) {
        case Fault::Usage:
            return kWrongUsage;
        case Fault::BadInput:
            return kUnusableInput;
        case Fault::NotPermitted:
            return kNotPermitted;
    }
    return kUnusableInput;
}

Status complain(const Error& error) {
    std::string line = "heddle: " + error.sentence();
    for (char& c : line)  // one line, also for a file name that has two
        c = c == '\n' || c == '\r' ? '?' : c;
    std::fprintf(stderr, "%s\n", line.c_str());
    return statusOf(error.fault);
}

Result<void> printResult(const std::string& text) {
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        return Error{Fault::BadInput, "write the result to standard output", errnoText(errno),
                     "redirect it elsewhere"};
    return {};
}

ProgressLine::ProgressLine() : m_isTerminal(::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(const std::string& text) {
    if (!m_isTerminal)
        return;
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    std::fflush(stderr);
    m_isShown = true;
}

void ProgressLine::clear() {
    if (!m_isShown)
        return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    m_isShown = false;
}

}  // namespace heddle::app
