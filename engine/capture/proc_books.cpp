#include "engine/capture/proc_books.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "engine/base/file_descriptor.h"

namespace heddle::capture {
namespace {

// One small file, read in one go: the books of one moment.
class ProcFile {
public:
    // The kernel makes what a path goes through as it is looked up, so the books of a process's first thread
    // are read by the shorter one. (It adds up times over all threads; no time is taken from there.)
    ProcFile(Pid pid, Tid tid, const char* name) {
        char path[64];
        if (pid.value() == tid.value())
            std::snprintf(path, sizeof path, "/proc/%d/%s", pid.value(), name);
        else
            std::snprintf(path, sizeof path, "/proc/%d/task/%d/%s", pid.value(), tid.value(), name);
        read(path);
    }
    explicit ProcFile(const char* path) { read(path); }
    [[nodiscard]] bool ok() const { return m_size > 0; }
    [[nodiscard]] std::string_view text() const { return {m_bytes, static_cast<std::size_t>(m_size)}; }

private:
    void read(const char* path) {
        const FileDescriptor file{::open(path, O_RDONLY | O_CLOEXEC)};
        m_size = file ? ::read(file.get(), m_bytes, sizeof m_bytes) : -1;
    }
    char m_bytes[4096];
    ssize_t m_size;
};

// Takes the next word off `text`.
std::string_view nextWord(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n"), text.size()));
    const auto word = text.substr(0, text.find_first_of(" \t\n"));
    text.remove_prefix(word.size());
    return word;
}

template <class Number>
Number nextNumber(std::string_view& text, int base = 10) {
    auto word = nextWord(text);
    if (base == 16 && word.substr(0, 2) == "0x")
        word.remove_prefix(2);
    Number value{};
    std::from_chars(word.data(), word.data() + word.size(), value, base);
    return value;
}

std::uint64_t numberAfter(std::string_view text, std::string_view label) {
    const auto at = text.find(label);
    if (at == std::string_view::npos)
        return 0;
    text.remove_prefix(at + label.size());
    return nextNumber<std::uint64_t>(text);
}

}  // namespace

std::optional<StatBooks> parseStat(std::string_view text) {
    // The name may contain anything, also parentheses and spaces: it ends at the last one.
    const auto open = text.find('('), close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::nullopt;
    StatBooks books;
    books.name = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    const auto state = nextWord(text);  // field 3
    if (state.empty())
        return std::nullopt;
    books.state = state.front();
    books.parent = Pid{nextNumber<std::int32_t>(text)};  // 4
    const auto skip = [&](int fields) {
        for (int i = 0; i < fields; ++i) nextWord(text);
    };
    skip(18 - 5);
    books.priority = nextNumber<std::int64_t>(text);  // 18
    skip(24 - 19);
    books.residentPages = nextNumber<std::int64_t>(text);  // 24
    skip(41 - 25);
    books.policy = nextNumber<std::int64_t>(text);  // 41
    return books;
}

std::optional<StatBooks> readStat(Pid pid, Tid tid) {
    const ProcFile file{pid, tid, "stat"};
    return file.ok() ? parseStat(file.text()) : std::nullopt;
}

std::optional<RunBooks> readRun(Pid pid, Tid tid) {
    const ProcFile file{pid, tid, "schedstat"};
    if (!file.ok())
        return std::nullopt;
    auto text = file.text();
    RunBooks books;
    books.cpuNs = nextNumber<std::uint64_t>(text);
    books.delayNs = nextNumber<std::uint64_t>(text);
    books.arrivals = nextNumber<std::uint64_t>(text);
    return books;
}

std::optional<SwitchBooks> readSwitches(Pid pid, Tid tid) {
    const ProcFile file{pid, tid, "status"};
    if (!file.ok())
        return std::nullopt;
    return SwitchBooks{numberAfter(file.text(), "\nvoluntary_ctxt_switches:"),
                       numberAfter(file.text(), "\nnonvoluntary_ctxt_switches:")};
}

std::optional<CallBooks> parseCall(std::string_view text) {
    if (text.empty() || text.substr(0, 7) == "running")
        return std::nullopt;
    CallBooks books;
    books.number = nextNumber<std::int64_t>(text);
    std::string_view last, word;
    while (!(word = nextWord(text)).empty()) last = word;
    books.programCounter = nextNumber<std::uint64_t>(last, 16);
    return books;
}

std::optional<CallBooks> readCall(Pid pid, Tid tid) {
    const ProcFile file{pid, tid, "syscall"};
    return file.ok() ? parseCall(file.text()) : std::nullopt;
}

std::vector<Tid> threadsOf(Pid pid) {
    std::vector<Tid> threads;
    const std::string path = "/proc/" + std::to_string(pid.value()) + "/task";
    const std::unique_ptr<DIR, int (*)(DIR*)> folder{::opendir(path.c_str()), ::closedir};
    while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr)
        if (const int tid = std::atoi(entry->d_name); tid > 0)
            threads.emplace_back(tid);
    return threads;
}

std::vector<Pid> childrenOf(Pid pid, Tid tid) {
    std::vector<Pid> children;
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid.value(), tid.value());
    const ProcFile file{path};
    if (!file.ok())
        return children;
    for (auto text = file.text(); !text.empty();)
        if (const auto child = nextNumber<std::int32_t>(text); child > 0)
            children.emplace_back(child);
    return children;
}

bool exists(Pid pid, Tid tid) {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/task/%d", pid.value(), tid.value());
    return ::access(path, F_OK) == 0;
}

}  // namespace heddle::capture
