#include "engine/lines/look_up.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/clock.h"
#include "engine/base/file_descriptor.h"
#include "engine/base/own_program.h"

extern char** environ;

namespace heddle::lines {
namespace {

constexpr std::size_t kLongestAnswer = 4096;

pid_t startLookUp(const std::string& path, std::uint32_t mark, std::uint64_t address, int answer) {
    const auto program = findOwnProgram({"heddle-lines", "HEDDLE_LINES", HEDDLE_LINES_IN_BUILD_TREE});
    if (!program)
        return -1;
    std::array<std::string, 4> words{program.value(), path, std::to_string(mark), std::to_string(address)};
    char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files, answer, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, argv[0], &files, nullptr, argv, environ);
    ::posix_spawn_file_actions_destroy(&files);
    return error == 0 ? pid : -1;
}

// All that comes until it is closed; what comes later than `deadline` is not waited for.
std::string readUntil(Instant deadline, int fd) {
    std::string text;
    std::array<char, 512> piece{};
    while (text.size() <= kLongestAnswer) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - MonotonicClock::now()).count();
        pollfd comes{fd, POLLIN, 0};
        const int ready = ::poll(&comes, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
        if (ready < 0 && errno == EINTR)
            continue;
        const ssize_t count = ready > 0 ? ::read(fd, piece.data(), piece.size()) : 0;
        if (count <= 0)
            break;
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
    return text;
}

bool hasEndedWell(pid_t pid) {
    ::kill(pid, SIGKILL);  // it has said all, or has not much to say any more
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return !WIFSIGNALED(status) || WTERMSIG(status) == SIGKILL;
}

std::optional<CodeLine> parsed(const std::string& text) {
    CodeLine line;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), line.number);
    const std::size_t used = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || line.number == 0 || text.size() > kLongestAnswer || used + 1 >= text.size() ||
        text[used] != ' ')
        return std::nullopt;
    line.file = text.substr(used + 1);
    return line;
}

}  // namespace

std::optional<CodeLine> lookUp(const std::string& path, std::uint32_t mark, std::uint64_t address) {
    constexpr auto kPatience = std::chrono::seconds{5};
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return std::nullopt;
    const FileDescriptor mine{ends[0]};
    FileDescriptor its{ends[1]};
    const pid_t pid = startLookUp(path, mark, address, its.get());
    if (pid < 0)
        return std::nullopt;
    its.reset();
    const std::string answer = readUntil(MonotonicClock::now() + kPatience, mine.get());
    return hasEndedWell(pid) ? parsed(answer) : std::nullopt;
}

}  // namespace heddle::lines
