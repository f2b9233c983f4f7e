#include "app/signals.h"

#include <csignal>
#include <initializer_list>

namespace heddle::app {
namespace {

volatile std::sig_atomic_t g_caught = 0;

void note(int signal) {
    if (g_caught == 0)
        g_caught = signal;
}

void survive(int) {}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
}

}  // namespace

void catchSignals() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) handle(signal, note);
    for (const int signal : {SIGPIPE, SIGXFSZ}) handle(signal, survive);
}

int caughtSignal() {
    return g_caught;
}

}  // namespace heddle::app
