// The text of a source file as a run names it: of a built-in scenario from the library, else from disk.
#pragma once

#include <QString>

namespace heddle::ui {

// A null string where there is none, or where the file is unreasonably large for a source.
[[nodiscard]] QString sourceTextOf(const QString& file);

}  // namespace heddle::ui
