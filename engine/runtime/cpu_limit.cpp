#include "engine/runtime/cpu_limit.h"

#include <csignal>
#include <ctime>

#include <cerrno>

#include "engine/base/result.h"
#include "engine/runtime/runtime.h"

namespace heddle::runtime {

void limitCpuTime(Duration length) {
    sigevent atTheEnd{};
    atTheEnd.sigev_notify = SIGEV_SIGNAL;
    atTheEnd.sigev_signo = SIGXCPU;
    timer_t timer{};
    itimerspec when{};
    when.it_value = {length.count() / 1'000'000'000, length.count() % 1'000'000'000};
    if (::timer_create(CLOCK_PROCESS_CPUTIME_ID, &atTheEnd, &timer) != 0 ||
        ::timer_settime(timer, 0, &when, nullptr) != 0)
        giveUp("limit CPU time", errnoText(errno));
}

}  // namespace heddle::runtime
