// A pattern with something at its places %1 to %9.
#pragma once

#include <QString>
#include <functional>

namespace heddle::ui {

// `at(3)` says what stands at %3. Null: that is no place, and stays as it is.
[[nodiscard]] QString filledIn(const QString& pattern, const std::function<QString(std::size_t)>& at);

}  // namespace heddle::ui
