// Which source line an instruction of a program belongs to, as the program's own debug information tells it
// (DWARF, read by libdw). A program without it has no lines.
//
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace heddle::capture {

class CodeLines {
public:
    struct Line {
        std::string file;
        std::uint32_t number = 0;
    };

    CodeLines();
    ~CodeLines();

    // `program`: the path of its file, and the mark that this has to have (wire/program_mark.h); `address`:
    // of the instruction, as the file was linked. What is inlined from a header of the system, or from a
    // function that debuggers are not to show (artificial), has the line that calls it. Nothing: the file is
    // none, or another one, or does not know.
    [[nodiscard]] std::optional<Line> lineOf(const std::string& program, std::uint32_t mark,
                                             std::uint64_t address);

private:
    class Program;

    std::map<std::pair<std::string, std::uint32_t>, std::unique_ptr<Program>> m_programs;
};

}  // namespace heddle::capture
