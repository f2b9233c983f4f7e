// A user-level stack that one task after the other runs on: two switches a step, no system call.
//
// Unlike a Boost fiber it is never unwound by its destructor: what stands on it and cannot go on is
// forgotten, with what it holds. Exceptions that are thrown or caught on it stay its own: what the C++
// runtime keeps of them for a thread is switched along. Thread rule: one thread. enter() from the thread's
// own stack, leave() from this one.
#pragma once

#include <boost/context/fiber.hpp>

#include "engine/base/mapping.h"
#include "engine/runtime/stack_watch.h"

namespace heddle::runtime {

class CarriedStack {
public:
    static constexpr std::size_t kBytes = 256 * 1024;  // only what is touched costs memory

    CarriedStack();
    ~CarriedStack() { forget(); }
    CarriedStack(const CarriedStack&) = delete;
    CarriedStack& operator=(const CarriedStack&) = delete;

    // The next enter() begins run(argument), which must not throw. The stack is empty.
    void prepare(void (*run)(void*), void* argument);
    // Runs on this stack until it calls leave() or has come to its end.
    void enter();
    void leave();
    // Whether nothing stands on it: nothing was begun, or what was begun has returned.
    [[nodiscard]] bool isEmpty() const { return !m_inside; }
    // What stands on it never goes on, and nothing of it is destroyed.
    void forget();

private:
    // What __cxa_get_globals() keeps of a thread (Itanium C++ ABI).
    struct Exceptions {
        void* caught = nullptr;
        unsigned int uncaught = 0;
    };
    static Exceptions& ofThread();

    Mapping m_memory;
    StackWatch m_watch;
    boost::context::fiber m_inside;
    boost::context::fiber m_outside;
    Exceptions m_exceptions;
};

}  // namespace heddle::runtime
