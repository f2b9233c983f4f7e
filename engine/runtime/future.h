// The result of work that somebody else does, now or later: handed out by the pools.
// Copies of a Future are the same future. Thread rule: any thread of the process.
#pragma once

#include <stdexcept>
#include <type_traits>
#include <utility>

#include "engine/runtime/future_state.h"

namespace heddle::runtime {

// Somebody asked for the result of work that was cancelled.
class FutureCancelled : public std::runtime_error {
public:
    FutureCancelled() : std::runtime_error("the future was cancelled") {}
};

// Where there is no result: that the work is done is all there is to know.
struct Nothing {};

template <class T>
class FutureResult : public FutureState {
public:
    using Value = std::conditional_t<std::is_void_v<T>, Nothing, T>;
    using FutureState::FutureState;

    std::optional<Value> value;  // written by who does the work, before it is over
};

// What `work` returns, called without arguments.
template <class Work>
class Errand final : public FutureResult<std::invoke_result_t<Work&>> {
public:
    Errand(Work work, CallSite at) : FutureResult<std::invoke_result_t<Work&>>(at), m_work(std::move(work)) {}

private:
    void run() override {
        if constexpr (std::is_void_v<std::invoke_result_t<Work&>>) {
            m_work();
            this->value.emplace();
        } else {
            this->value.emplace(m_work());
        }
    }
    Work m_work;
};

template <class T>
class Future {
public:
    using Value = typename FutureResult<T>::Value;

    Future() = default;
    explicit Future(std::shared_ptr<FutureResult<T>> state) : m_state(std::move(state)) {}

    // Waits for the result. Throws what the work threw, or FutureCancelled.
    T get(CallSite at = CallSite::here()) const {
        m_state->wait({}, at);
        if (m_state->error())
            std::rethrow_exception(m_state->error());
        if (!m_state->value)
            throw FutureCancelled{};
        if constexpr (!std::is_void_v<T>)
            return *m_state->value;
    }
    void wait(CallSite at = CallSite::here()) const { m_state->wait({}, at); }
    // False: `limit` has passed before it was over.
    [[nodiscard]] bool waitFor(Duration limit, CallSite at = CallSite::here()) const {
        return m_state->wait(limit, at);
    }
    [[nodiscard]] FutureStatus status(CallSite at = CallSite::here()) const { return m_state->status(at); }
    // False: too late, the work has begun.
    bool cancel(CallSite at = CallSite::here()) const { return m_state->cancel(at); }
    // Waits until it is over; null where the work did not throw.
    [[nodiscard]] std::exception_ptr exception(CallSite at = CallSite::here()) const {
        m_state->wait({}, at);
        return m_state->error();
    }
    // `callback(future)` is called once, when it is over: by who ends it, or here if it is.
    template <class Callback>
    void whenOver(Callback callback) const {
        // Not a copy of the future itself: it would keep itself alive.
        m_state->whenOver([state = std::weak_ptr{m_state}, callback = std::move(callback)]() mutable {
            if (auto alive = state.lock())
                callback(Future{std::move(alive)});
        });
    }
    // The same, with the result if there is one, or with the exception of the work.
    template <class Callback>
    void whenOver(Callback callback, std::function<void(std::exception_ptr)> failed) const {
        whenOver([callback = std::move(callback), failed = std::move(failed)](const Future& over) mutable {
            if (over.m_state->error()) {
                if (failed)
                    failed(over.m_state->error());
            } else if (over.m_state->value) {
                if constexpr (std::is_void_v<T>)
                    callback();
                else
                    callback(*over.m_state->value);
            }
        });
    }
    // Shows it under a name from now on.
    const Future& named(std::string_view name, CallSite at = CallSite::here()) const {
        m_state->name(name, at);
        return *this;
    }

private:
    std::shared_ptr<FutureResult<T>> m_state;
};

}  // namespace heddle::runtime
