// What a program says: a line on its standard output, told to the observer with the task that said it, the
// time and the source line.
//
//     print("{}: round {}", name, round);
//
// Each {} is the next of the values. A line is written whole and at once: lines of several tasks never mix,
// and none is lost with a task that is killed. No control point. Thread rule: any task. Loss: of a line
// longer than wire::kLongestText bytes the observer is told the beginning.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/runtime/call_site.h"

namespace heddle::runtime {

// The words of a line, and where it is said.
struct Words {
    template <std::convertible_to<std::string_view> Text>
    Words(const Text& words, CallSite site = CallSite::here()) : text(words), at(site) {}

    std::string_view text;
    CallSite at;
};

// How print() writes a value.
[[nodiscard]] std::string inPrint(double value);
[[nodiscard]] inline std::string inPrint(std::integral auto value) {
    return std::to_string(value);
}
[[nodiscard]] inline std::string inPrint(std::string_view value) {
    return std::string{value};
}

void printValues(const Words& words, std::initializer_list<std::string> values);

template <class... Values>
void print(const Words& words, const Values&... values) {
    printValues(words, {inPrint(values)...});
}

class ThreadContext;
// What the runtime has to say of what the program wanted and cannot have: on standard error, and told as a
// line of the task that runs, which begins with "heddle: ".
void complain(ThreadContext& by, const Error& error);

}  // namespace heddle::runtime
