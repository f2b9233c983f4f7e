// What the verbs say and how they end: results on stdout, errors as one line on stderr, progress on a
// terminal only.
#pragma once

#include <string>

#include "engine/base/result.h"

namespace heddle::app {

// Exit statuses of cli.md.
enum Status : int {
    kDone = 0,           // done and as expected
    kNotAsExpected = 1,  // the expectation did not hold, or a deadlock that was not promised
    kWrongUsage = 2,
    kUnusableInput = 3,
    kNotPermitted = 4,
};

[[nodiscard]] Status statusOf(Fault fault);

// "heddle: WHAT: WHY; WHAT TO DO" on stderr; returns the status of its fault.
Status complain(const Error& error);

// Writes a result to stdout. What cannot be written (a full disk behind a redirection) is an error.
Result<void> printResult(const std::string& text);

// A line on stderr that the next one overwrites; nothing where stderr is no terminal.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    [[nodiscard]] bool isVisible() const { return m_isTerminal; }
    void show(const std::string& text);
    void clear();

private:
    bool m_isTerminal;
    bool m_isShown = false;
};

}  // namespace heddle::app
