#include "engine/finder/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "engine/finder/searcher.h"
#include "engine/runtime/runtime.h"

namespace heddle::finder {
namespace {

// A scenario that eats memory finds none left, before the machine does.
void limitMemory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    constexpr rlim_t kMost = rlim_t{1} << 30;
    const rlimit limit{kMost, kMost};
    ::setrlimit(RLIMIT_DATA, &limit);
#endif
}

int refuse(const char* why) {
    std::fprintf(stderr, "heddle-finder: %s\n", why);
    return 2;
}

}  // namespace

int searchAsProcess(int argc, char** argv,
                    Result<const scenarios::Scenario*> (*scenarioCalled)(std::string_view)) {
    const auto order = orderOf({argv + 1, argv + argc});
    const char* segmentFd = std::getenv("HEDDLE_SEGMENT");
    if (!order || !segmentFd)
        return refuse("it is started by heddle, not by hand");
    const auto scenario = scenarioCalled(order->scenario);
    if (!scenario)
        return refuse(scenario.error().sentence().c_str());
    auto parameters = scenarios::Parameters::parse(scenario.value()->parameters, order->parameters);
    if (!parameters)
        return refuse(parameters.error().sentence().c_str());
    auto segment = wire::Segment::open(FileDescriptor{std::atoi(segmentFd)});
    if (!segment)
        return refuse(segment.error().sentence().c_str());
    // What the scenario prints, it would print with every schedule.
    FileDescriptor news{::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)};
    const FileDescriptor nowhere{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
    ::dup2(nowhere.get(), STDOUT_FILENO);
    ::signal(SIGPIPE, SIG_IGN);
    limitMemory();
    Searcher{runtime::Runtime::useCarried(std::move(segment).value()), *scenario.value(),
             std::move(parameters).value(), std::move(news)}
        .search(*order);
    std::fflush(nullptr);
    return 0;
}

}  // namespace heddle::finder
