#include "engine/control/operation.h"

#include <array>

namespace heddle::control {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(OperationKind::Count)> kWords{
    "none",          "begin",      "spawn",       "join",        "exit",
    "exit-process",  "terminate",  "kill",        "suspend",     "activate",
    "lock",          "try-lock",   "unlock",      "lock-shared", "try-lock-shared",
    "unlock-shared", "acquire",    "try-acquire", "release",     "set",
    "clear",         "wait-event", "wait",        "wake",        "notify",
    "notify-all",    "arrive",     "pass",        "put",         "try-put",
    "get",           "try-get",    "read",        "write",       "update",
    "sleep",         "yield",      "spin"};

}  // namespace

std::string_view wordOf(Intervention intervention) {
    switch (intervention) {
        case Intervention::None:
            return {};
        case Intervention::Kill:
            return "killed";
        case Intervention::TakeBack:
            return "loses";
    }
    return {};
}

std::optional<Intervention> interventionOf(std::string_view word) {
    for (const Intervention intervention : {Intervention::Kill, Intervention::TakeBack}) {
        if (wordOf(intervention) == word)
            return intervention;
    }
    return std::nullopt;
}

std::string_view wordOf(OperationKind kind) {
    return kWords[static_cast<std::size_t>(kind)];
}

std::optional<OperationKind> operationOf(std::string_view word) {
    for (std::size_t i = 1; i < kWords.size(); ++i) {
        if (kWords[i] == word)
            return static_cast<OperationKind>(i);
    }
    return std::nullopt;
}

}  // namespace heddle::control
