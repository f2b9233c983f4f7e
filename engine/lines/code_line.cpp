#include "engine/lines/code_line.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <gelf.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "engine/base/file_descriptor.h"
#include "engine/wire/program_mark.h"

namespace heddle::lines {
namespace {

bool isSystems(const CodeLine& line) {
    return line.file.starts_with("/usr/");
}

struct Scopes {
    Dwarf_Die* dies = nullptr;
    int count = 0;

    Scopes() = default;
    Scopes(const Scopes&) = delete;
    Scopes& operator=(const Scopes&) = delete;
    ~Scopes() { std::free(dies); }
};

std::optional<CodeLine> tableLine(Dwarf_Die& unit, Dwarf_Addr address) {
    Dwarf_Line* found = dwarf_getsrc_die(&unit, address);
    int number = 0;
    const char* file = found ? dwarf_linesrc(found, nullptr, nullptr) : nullptr;
    if (!file || dwarf_lineno(found, &number) != 0 || number <= 0)
        return std::nullopt;
    return CodeLine{file, static_cast<std::uint32_t>(number)};
}

// Where an inlined function is called.
std::optional<CodeLine> callOf(Dwarf_Die& unit, Dwarf_Die& inlined) {
    Dwarf_Attribute attribute;
    Dwarf_Word file = 0, number = 0;
    Dwarf_Files* files = nullptr;
    if (dwarf_formudata(dwarf_attr(&inlined, DW_AT_call_file, &attribute), &file) != 0 ||
        dwarf_formudata(dwarf_attr(&inlined, DW_AT_call_line, &attribute), &number) != 0 ||
        dwarf_getsrcfiles(&unit, &files, nullptr) != 0)
        return std::nullopt;
    const char* name = dwarf_filesrc(files, file, nullptr, nullptr);
    if (!name)
        return std::nullopt;
    return CodeLine{name, static_cast<std::uint32_t>(number)};
}

// The body of a lambda is marked so too, but its function is declared nowhere.
bool isArtificial(Dwarf_Die& function) {
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(&function, DW_AT_artificial, &attribute) &&
           dwarf_attr_integrate(&function, DW_AT_decl_line, &attribute);
}

std::optional<CodeLine> lineIn(Dwarf_Die& unit, Dwarf_Addr address) {
    std::optional<CodeLine> line = tableLine(unit, address);
    Scopes innermost, around;
    innermost.count = dwarf_getscopes(&unit, address, &innermost.dies);
    if (innermost.count > 0)
        around.count = dwarf_getscopes_die(innermost.dies, &around.dies);
    for (int i = 0; line && i < around.count; ++i) {
        if (dwarf_tag(&around.dies[i]) != DW_TAG_inlined_subroutine)
            continue;
        if (!isSystems(*line) && !isArtificial(around.dies[i]))
            break;
        line = callOf(unit, around.dies[i]);
    }
    if (!line || isSystems(*line))
        return std::nullopt;
    line->file = std::filesystem::path{line->file}.lexically_normal().string();
    return line;
}

// The program's file, as far as it can be read.
class Program {
public:
    Program(const std::string& path, std::uint32_t mark)
        : m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {
        struct stat status {};
        if (!m_file || ::fstat(m_file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
            wire::markOf(status) != mark)
            return;
        // Read, not mapped: somebody may cut it short meanwhile.
        ::elf_version(EV_CURRENT);
        m_elf = ::elf_begin(m_file.get(), ELF_C_READ, nullptr);
        m_dwarf = dwarf_begin_elf(m_elf, DWARF_C_READ, nullptr);
    }
    ~Program() {
        dwarf_end(m_dwarf);
        ::elf_end(m_elf);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] Dwarf* dwarf() const { return m_dwarf; }  // null: it has none

    // Whether there are instructions at the address. What the linker has left out has its lines still, at 0.
    [[nodiscard]] bool hasCodeAt(std::uint64_t address) const {
        std::size_t count = 0;
        if (::elf_getphdrnum(m_elf, &count) != 0)
            return false;
        for (std::size_t i = 0; i < count; ++i) {
            GElf_Phdr part;
            if (::gelf_getphdr(m_elf, static_cast<int>(i), &part) && part.p_type == PT_LOAD &&
                (part.p_flags & PF_X) != 0 && address - part.p_vaddr < part.p_memsz)
                return true;
        }
        return false;
    }

private:
    FileDescriptor m_file;
    Elf* m_elf = nullptr;
    Dwarf* m_dwarf = nullptr;
};

}  // namespace

std::optional<CodeLine> codeLineAt(const std::string& path, std::uint32_t mark, std::uint64_t address) {
    const Program program{path, mark};
    if (!program.hasCodeAt(address))
        return std::nullopt;
    Dwarf_CU* unit = nullptr;
    Dwarf_Die die;
    while (program.dwarf() &&
           dwarf_get_units(program.dwarf(), unit, &unit, nullptr, nullptr, &die, nullptr) == 0)
        if (dwarf_haspc(&die, address) == 1)
            return lineIn(die, address);
    return std::nullopt;
}

}  // namespace heddle::lines
