// A function that gives one value after the other to whoever asks, and stands where it is in between: a fiber
// that runs only while somebody waits in next().
//
//     Generator<int> squares{"squares", [](auto& out) {
//         for (int i = 0;; ++i) out.give(i * i);
//     }};
//     while (*squares.next() < 100) ...
//
// Thread rule: it belongs to the thread that made it; one at a time asks. An exception that leaves the
// function comes out of next(). A generator that goes before its function has come to an end unwinds it out
// of its give().
#pragma once

#include <exception>
#include <optional>

#include "engine/runtime/fiber.h"
#include "engine/runtime/semaphore.h"

namespace heddle::runtime {

template <class T>
class Generator {
public:
    // Where the function gives its values.
    class Out {
    public:
        // Returns when the next value is asked for.
        void give(T value, CallSite at = CallSite::here()) { m_generator.give(std::move(value), at); }

    private:
        friend class Generator;
        explicit Out(Generator& generator) : m_generator(generator) {}
        Generator& m_generator;
    };

    Generator(const std::string& name, std::function<void(Out&)> function, CallSite at = CallSite::here())
        : m_asked(0, name + " is asked", at),
          m_given(0, name + " has given", at),
          m_fiber(
              name, [this, run = std::move(function), at] { live(run, at); }, at) {}
    ~Generator() {
        if (!m_hasEnded) {
            m_isStopping = true;
            m_asked.release(1, CallSite{});
        }
        m_fiber.join(CallSite{});
    }
    Generator(const Generator&) = delete;
    Generator& operator=(const Generator&) = delete;

    // Nothing: the function has come to its end.
    [[nodiscard]] std::optional<T> next(CallSite at = CallSite::here()) {
        if (m_hasEnded)
            return std::nullopt;
        m_asked.release(1, at);
        m_given.acquire(1, at);
        if (m_failure)
            std::rethrow_exception(std::exchange(m_failure, nullptr));
        return std::exchange(m_value, std::nullopt);
    }

private:
    class Stopped {};  // unwinds the function

    void live(const std::function<void(Out&)>& function, CallSite at) {
        m_asked.acquire(1, at);
        if (!m_isStopping) {
            Out out{*this};
            try {
                function(out);
            } catch (const Stopped&) {
            } catch (...) {
                m_failure = std::current_exception();
            }
        }
        m_hasEnded = true;
        m_given.release(1, at);
    }
    void give(T value, CallSite at) {
        m_value = std::move(value);
        m_given.release(1, at);
        m_asked.acquire(1, at);
        if (m_isStopping)
            throw Stopped{};
    }

    Semaphore m_asked, m_given;
    std::optional<T> m_value;  // given, and not yet taken
    std::exception_ptr m_failure;
    bool m_isStopping = false;
    bool m_hasEnded = false;
    Fiber m_fiber;
};

}  // namespace heddle::runtime
