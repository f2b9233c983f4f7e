// Tells the sanitizers of a switch between a thread's own stack and another one; nothing without them.
//
//     outside: begin(stack); enter(); ...switch...  atReturn();
//     inside:  arrived();  ...  leave(isLast); ...switch...  arrived();
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define HEDDLE_WATCHES_STACKS_FOR_ADDRESSES 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEDDLE_WATCHES_STACKS_FOR_ADDRESSES 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define HEDDLE_WATCHES_STACKS_FOR_THREADS 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HEDDLE_WATCHES_STACKS_FOR_THREADS 1
#endif
#endif

#if defined(HEDDLE_WATCHES_STACKS_FOR_ADDRESSES)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(HEDDLE_WATCHES_STACKS_FOR_THREADS)
#include <sanitizer/tsan_interface.h>
#endif

namespace heddle::runtime {

class StackWatch {
public:
#if defined(HEDDLE_WATCHES_STACKS_FOR_ADDRESSES)
    void begin(void* bottom, std::size_t size) {
        m_bottom = bottom, m_size = size, m_fakeInside = nullptr;
        forgetFrames(bottom, size);
    }
    // A new stack begins where another one was.
    static void forgetFrames(void* bottom, std::size_t size) {
        __asan_unpoison_memory_region(bottom, size);
    }
    void end() {}
    void enter() {
        __sanitizer_start_switch_fiber(&m_fakeOutside, m_bottom, m_size);
    }
    void atReturn() {
        __sanitizer_finish_switch_fiber(m_fakeOutside, nullptr, nullptr);
    }
    void arrived() {
        __sanitizer_finish_switch_fiber(m_fakeInside, &m_outsideBottom, &m_outsideSize);
    }
    void leave(bool isLast) {
        __sanitizer_start_switch_fiber(isLast ? nullptr : &m_fakeInside, m_outsideBottom, m_outsideSize);
    }

private:
    void* m_bottom = nullptr;
    std::size_t m_size = 0;
    const void* m_outsideBottom = nullptr;
    std::size_t m_outsideSize = 0;
    void* m_fakeInside = nullptr;
    void* m_fakeOutside = nullptr;
#elif defined(HEDDLE_WATCHES_STACKS_FOR_THREADS)
    void begin(void*, std::size_t) {
        end();
        m_inside = __tsan_create_fiber(0);
    }
    static void forgetFrames(void*, std::size_t) {}
    void end() {
        if (m_inside)
            __tsan_destroy_fiber(m_inside);
        m_inside = nullptr;
    }
    void enter() {
        m_outside = __tsan_get_current_fiber();
        __tsan_switch_to_fiber(m_inside, 0);
    }
    void atReturn() {}
    void arrived() {}
    void leave(bool) {
        __tsan_switch_to_fiber(m_outside, 0);
    }

private:
    void* m_inside = nullptr;
    void* m_outside = nullptr;
#else
    void begin(void*, std::size_t) {}
    static void forgetFrames(void*, std::size_t) {}
    void end() {}
    void enter() {}
    void atReturn() {}
    void arrived() {}
    void leave(bool) {}
#endif
};

}  // namespace heddle::runtime
