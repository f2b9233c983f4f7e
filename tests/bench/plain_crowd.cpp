// What anybody would write without Heddle: so many threads, or processes, that sleep, and are waited for.
//   plain_crowd threads|processes TASKS SLEEP-MS
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

namespace {

timespec g_length{};

void* sleepOnce(void*) {
    ::nanosleep(&g_length, nullptr);
    return nullptr;
}

bool startThreads(std::size_t count) {
    std::vector<pthread_t> threads(count);
    for (pthread_t& thread : threads)
        if (::pthread_create(&thread, nullptr, sleepOnce, nullptr) != 0)
            return false;
    for (const pthread_t thread : threads) ::pthread_join(thread, nullptr);
    return true;
}

bool startProcesses(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const pid_t child = ::fork();
        if (child < 0)
            return false;
        if (child == 0) {
            sleepOnce(nullptr);
            ::_exit(0);
        }
    }
    while (::wait(nullptr) > 0) {
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    const auto tasks = static_cast<std::size_t>(std::atol(argv[2]));
    const long ms = std::atol(argv[3]);
    g_length = {ms / 1000, ms % 1000 * 1'000'000};
    return (std::strcmp(argv[1], "threads") == 0 ? startThreads(tasks) : startProcesses(tasks)) ? 0 : 1;
}
