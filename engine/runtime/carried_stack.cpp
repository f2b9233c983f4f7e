#include "engine/runtime/carried_stack.h"

#include <cxxabi.h>
#include <sys/mman.h>

#include <memory>

#include "engine/base/check.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/stack_root.h"

namespace heddle::runtime {
namespace {

constexpr std::size_t kGuard = 4096;  // below the stack: who goes too deep dies there

// Boost asks for a stack and gives it back; it is always this one.
struct TheSame {
    std::byte* top;
    boost::context::stack_context allocate() const {
        boost::context::stack_context context;
        context.size = CarriedStack::kBytes;
        context.sp = top;
        return context;
    }
    void deallocate(boost::context::stack_context&) const {}
};

}  // namespace

CarriedStack::CarriedStack() {
    auto memory = Mapping::anonymous(kGuard + kBytes);
    if (!memory)
        giveUp("make a stack", memory.error().sentence());
    m_memory = std::move(memory).value();
    ::mprotect(m_memory.data(), kGuard, PROT_NONE);
}

CarriedStack::Exceptions& CarriedStack::ofThread() {
    return *reinterpret_cast<Exceptions*>(abi::__cxa_get_globals());
}

void CarriedStack::prepare(void (*run)(void*), void* argument) {
    HEDDLE_CHECK(isEmpty());
    m_exceptions = {};
    m_watch.begin(m_memory.data() + kGuard, kBytes);
    m_inside = boost::context::fiber{std::allocator_arg, TheSame{m_memory.data() + kGuard + kBytes},
                                     [this, run, argument](boost::context::fiber&& outside) {
                                         m_outside = std::move(outside);
                                         m_watch.arrived();
                                         runAtStackRoot(run, argument);
                                         m_watch.leave(true);
                                         return std::move(m_outside);
                                     }};
}

void CarriedStack::enter() {
    Exceptions& now = ofThread();
    const Exceptions ofOutside = std::exchange(now, m_exceptions);
    m_watch.enter();
    m_inside = std::move(m_inside).resume();
    m_watch.atReturn();
    m_exceptions = std::exchange(now, ofOutside);
}

void CarriedStack::leave() {
    m_watch.leave(false);
    m_outside = std::move(m_outside).resume();
    m_watch.arrived();
}

void CarriedStack::forget() {
    std::construct_at(&m_inside);  // its destructor would unwind the stack
    m_watch.end();
}

}  // namespace heddle::runtime
