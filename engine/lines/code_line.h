// Which source line an instruction of a program belongs to, as the program's own debug information tells it
// (DWARF, read by libdw). A program without it has no lines.
//
// libdw believes what it reads: of a damaged file it may crash. So an observer asks a process (look_up.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace heddle::lines {

struct CodeLine {
    std::string file;
    std::uint32_t number = 0;
};

// `path`: of the program's file, and the mark that this has to have (wire/program_mark.h); `address`: of the
// instruction, as the file was linked. What is inlined from a header of the system, or from a function that
// debuggers are not to show (artificial), has the line that calls it. Nothing: the file is none, or another
// one, or does not know.
[[nodiscard]] std::optional<CodeLine> codeLineAt(const std::string& path, std::uint32_t mark,
                                                 std::uint64_t address);

}  // namespace heddle::lines
