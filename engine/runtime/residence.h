// What of a process lies in memory, and taking it from there.
#pragma once

#include <sys/types.h>

#include <cstddef>

#include "engine/base/result.h"

namespace heddle::runtime {

// 0 where there is no such process.
[[nodiscard]] std::size_t residentBytes(pid_t process);
// The kernel writes the pages of `process` back where they came from, and takes them out of memory; they come
// again when they are used. (Pages of no file can only go where there is swap space.) Errors: what
// process_madvise(2) says; it takes CAP_SYS_NICE, and the right to trace the process.
Result<void> pageOut(pid_t process);

// The pages of a temporary file, all in memory at first.
class FilePages {
public:
    // Ends the process with a sentence where there is no room for the file.
    explicit FilePages(std::size_t bytes);
    ~FilePages();
    FilePages(const FilePages&) = delete;
    FilePages& operator=(const FilePages&) = delete;
    // Reads from each page, so that all are in memory.
    void use() const;
    // They leave memory until they are used; of one's own pages nobody needs a capability for that. Errors:
    // what madvise(2) says.
    [[nodiscard]] Result<void> pageOut() const;

private:
    std::size_t m_bytes;
    const volatile char* m_pages;
};

}  // namespace heddle::runtime
