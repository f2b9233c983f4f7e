// heddle-lines PATH MARK ADDRESS: prints the source line of an instruction as "NUMBER FILE". Exit status: 0,
// or 1 where nobody knows. Asked by the observer of a run (look_up.h); what it reads may be damaged, so it
// has little of the machine.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "engine/lines/code_line.h"

namespace {

void limitItself() {
    const auto limit = [](int what, rlim_t most) {
        const rlimit both{most, most};
        ::setrlimit(what, &both);
    };
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, 5);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    limit(RLIMIT_DATA, rlim_t{2} << 30);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("heddle-lines: it is started by heddle, not by hand\n", stderr);
        return 2;
    }
    limitItself();
    const auto line =
        heddle::lines::codeLineAt(argv[1], static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)),
                                  std::strtoull(argv[3], nullptr, 10));
    if (!line)
        return 1;
    std::printf("%u %s", line->number, line->file.c_str());
    return 0;
}
