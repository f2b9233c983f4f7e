// Errors that a user can cause are values: what was tried, on which input, why it failed, and the way out.
// They reach the user as one sentence, "WHAT: WHY; WHAT TO DO". Bugs are no Results: see check.h.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/base/check.h"

namespace heddle {

// What kind of failure it was; the command line turns it into its exit status (2, 3, 4).
enum class Fault {
    Usage,         // the request itself makes no sense (unknown name, value out of bounds)
    BadInput,      // an input that cannot be used (a file, a program)
    NotPermitted,  // the machine does not permit it
};

struct Error {
    Fault fault = Fault::BadInput;
    std::string what;    // the operation and its input: "open recording 'a.heddle'"
    std::string why;     // "the file is cut short after 512 bytes"
    std::string wayOut;  // "record it again"; may be empty

    // "WHAT: WHY; WHAT TO DO"
    [[nodiscard]] std::string sentence() const;
};

// The system's own words, in English whatever the locale: "No such file or directory", "Segmentation fault".
[[nodiscard]] std::string errnoText(int error);
[[nodiscard]] std::string signalText(int signal);

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() & {
        HEDDLE_CHECK(ok());
        return std::get<0>(m_state);
    }
    [[nodiscard]] const T& value() const& {
        HEDDLE_CHECK(ok());
        return std::get<0>(m_state);
    }
    [[nodiscard]] T&& value() && {
        HEDDLE_CHECK(ok());
        return std::get<0>(std::move(m_state));
    }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    [[nodiscard]] const Error& error() const {
        HEDDLE_CHECK(!ok());
        return std::get<1>(m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const {
        HEDDLE_CHECK(!ok());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

}  // namespace heddle
