// What the kernel says about its tracepoints: their numbers and where their fields stand.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"

namespace heddle::capture {

struct TracepointFormat {
    struct Field {
        std::uint32_t offset = 0;
        std::uint32_t size = 0;
    };
    std::uint32_t id = 0;
    std::map<std::string, Field> fields;

    // Parses a `format` file. Errors: no id, no fields.
    static Result<TracepointFormat> parse(const std::string& text);
    // Errors: no such field, or of another size.
    [[nodiscard]] Result<std::uint32_t> offsetOf(const std::string& field, std::uint32_t size) const;
};

class Tracefs {
public:
    // The mounted one, or a mount of our own that no path leads to (it vanishes with this object).
    static Result<Tracefs> open();
    // `name` as in "sched/sched_switch".
    [[nodiscard]] Result<TracepointFormat> format(const std::string& name) const;

private:
    explicit Tracefs(FileDescriptor root) : m_root(std::move(root)) {}
    FileDescriptor m_root;
};

}  // namespace heddle::capture
