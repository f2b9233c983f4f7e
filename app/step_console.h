// A controlled run, told what to do line by line: from a file of choices, a pipe or a terminal.
//
// Thread rule: the main thread. Prints one line for each step as it is made, on stdout unless it is quiet.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string_view>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::app {

enum class Say : std::uint8_t {
    Steps,    // one line for each
    Nothing,  // the result is told at the end
};

class StepConsole {
public:
    StepConsole(session::ControlledSession& run, Say say);
    ~StepConsole();
    StepConsole(const StepConsole&) = delete;
    StepConsole& operator=(const StepConsole&) = delete;

    // A task's name or number, alone or with "timed-out": it makes its step.
    Result<void> choose(std::string_view line);
    // The same, or a command; see help(). Empty lines and comments do nothing.
    Result<void> obey(std::string_view line);
    [[nodiscard]] bool isOver() const { return m_isOver; }  // "quit"
    [[nodiscard]] static const char* help();
    // The lines of the steps that were made and not printed yet.
    Result<void> tellSteps();
    // To a recording if the name ends in .heddle, else the schedule.
    Result<void> save(const std::string& path);

private:
    // Waits until what was posted is done. A signal that asks us to stop gives it up.
    template <class Post>
    Result<void> doIt(Post post);
    Result<void> drive(std::string_view word, std::string_view rest);
    Result<void> goTo(std::string_view number);
    Result<void> takeBack(std::string_view name);

    session::ControlledSession& m_run;
    Say m_say;
    bool m_isOver = false;
    session::NodeId m_told = session::NodeId::Start;  // the last step that was printed
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_published = 0;
};

}  // namespace heddle::app
