#include <heddle/runtime.h>

using namespace heddle::runtime;

int main() {
    Queue<int> jobs{2, "jobs"};
    Mutex lock{"sum's lock"};
    int sum = 0;
    Thread worker{"worker", [&] {
        for (const char* name : {"first fiber", "second fiber"})
            Fiber{name, [&] {
                lock.lock();
                sum += jobs.get();
                lock.unlock();
            }}.join();
    }};
    print("{} threads are alive", liveThreads().size());
    for (int job = 1; job <= 2; ++job) {
        sleepFor(std::chrono::milliseconds{100});
        jobs.put(job);
    }
    worker.join();
    return sum == 3 ? 0 : 1;
}
