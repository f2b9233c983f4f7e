#include "engine/host/launcher.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "engine/base/phrase.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/task.h"
#include "engine/scenarios/library.h"

namespace heddle::host {
namespace {

// Where the program is that execvp() would take. Errors: nowhere, or not executable.
Result<std::string> findProgram(const std::string& name) {
    const auto refuse = [&](const char* why, const char* wayOut) {
        return Error{Fault::BadInput, Phrase{"run '%1'", name}, why, wayOut};
    };
    const auto isProgram = [](const std::string& path) {
        struct stat status {};
        return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
               ::access(path.c_str(), X_OK) == 0;
    };
    if (name.empty())
        return refuse("no program is named", "give a command");
    if (name.find('/') != name.npos) {
        struct stat status {};
        if (::stat(name.c_str(), &status) != 0)
            return Error{Fault::BadInput, Phrase{"run '%1'", name}, errnoText(errno), "check its path"};
        if (S_ISDIR(status.st_mode))
            return refuse("it is a directory", "name a program");
        if (!isProgram(name))
            return refuse("it is not executable", "make it so with chmod +x");
        return name;
    }
    bool isThere = false;
    const char* variable = std::getenv("PATH");
    std::string path = variable ? variable : "/usr/local/bin:/usr/bin:/bin";
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find(':', begin), path.size());
        const std::string folder = path.substr(begin, end - begin);
        const std::string candidate = (folder.empty() ? "." : folder) + "/" + name;
        if (isProgram(candidate))
            return candidate;
        isThere = isThere || ::access(candidate.c_str(), F_OK) == 0;
        begin = end + 1;
    }
    return isThere ? refuse("it is not executable", "make it so with chmod +x")
                   : refuse("there is no such program in PATH", "check its name, or give its path");
}

struct Work {
    const scenarios::Scenario* scenario = nullptr;
    scenarios::Parameters parameters;
    std::string program;
};

Result<Work> understand(const Order& order) {
    Work work;
    if (!order.isScenario) {
        auto program = findProgram(order.words.empty() ? std::string{} : order.words.front());
        if (!program)
            return program.error();
        work.program = std::move(program).value();
        return work;
    }
    HEDDLE_CHECK(!order.words.empty());
    auto scenario = scenarios::findScenario(order.words.front());
    if (!scenario)
        return scenario.error();
    std::map<std::string, std::string> values;
    for (std::size_t i = 1; i + 1 < order.words.size(); i += 2) values[order.words[i]] = order.words[i + 1];
    auto parameters = scenarios::Parameters::parse(scenario.value()->parameters, values);
    if (!parameters)
        return parameters.error();
    work.scenario = scenario.value();
    work.parameters = std::move(parameters).value();
    return work;
}

[[noreturn]] void runScenario(const Work& work, FileDescriptor segment) {
    if (segment) {
        auto opened = wire::Segment::open(std::move(segment));
        if (!opened)
            runtime::giveUp(Phrase{"run '%1'", work.scenario->id}, opened.error().sentence());
        runtime::Runtime::use(std::move(opened).value());
    }
    runtime::runProgram(work.scenario->id, [&work] { work.scenario->run(work.parameters); });
}

[[noreturn]] void runProgram(const Work& work, const Order& order, int execStatus) {
    if (order.segment) {
        ::fcntl(order.segment.get(), F_SETFD, 0);  // a program on the runtime finds it by its number
        ::setenv("HEDDLE_SEGMENT", std::to_string(order.segment.get()).c_str(), 1);
    }
    std::vector<char*> argv;
    for (const std::string& word : order.words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    ::execv(work.program.c_str(), argv.data());
    const int error = errno;
    static_cast<void>(!::write(execStatus, &error, sizeof error));
    ::_exit(127);
}

}  // namespace

Result<Held> launch(Order order) {
    if (::chdir(order.workingDirectory.c_str()) != 0)
        return Error{Fault::BadInput, Phrase{"run in '%1'", order.workingDirectory}, errnoText(errno),
                     "choose another directory"};
    auto work = understand(order);
    if (!work)
        return work.error();
    int gate[2], status[2];
    if (::pipe2(gate, O_CLOEXEC) != 0)
        return Error{Fault::NotPermitted, "start the run", errnoText(errno), {}};
    FileDescriptor gateIn{gate[0]}, gateOut{gate[1]};
    if (::pipe2(status, O_CLOEXEC) != 0)
        return Error{Fault::NotPermitted, "start the run", errnoText(errno), {}};
    FileDescriptor statusIn{status[0]}, statusOut{status[1]};

    const pid_t host = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0)
        return Error{Fault::NotPermitted, "start the run", errnoText(errno), "end other programs first"};
    if (pid > 0 && order.ownGroup)
        ::setpgid(pid, pid);
    if (pid > 0)
        return Held{Pid{pid}, std::move(gateOut), std::move(statusIn)};

    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != host)
        ::_exit(127);
    gateOut.reset();
    statusIn.reset();
    if (order.output)
        ::dup2(order.output.get(), STDOUT_FILENO);
    for (const int signal : {SIGINT, SIGQUIT, SIGHUP}) ::signal(signal, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    char go = 0;
    if (::read(gateIn.get(), &go, 1) != 1)
        ::_exit(127);
    gateIn.reset();
    if (!work->scenario)
        runProgram(work.value(), order, statusOut.get());
    statusOut.reset();
    runScenario(work.value(), std::move(order.segment));
}

}  // namespace heddle::host
