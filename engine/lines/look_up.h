// codeLineAt() in a process of its own: one that crashes, or takes too long, knows no line.
#pragma once

#include "engine/lines/code_line.h"

namespace heddle::lines {

[[nodiscard]] std::optional<CodeLine> lookUp(const std::string& path, std::uint32_t mark,
                                             std::uint64_t address);

}  // namespace heddle::lines
