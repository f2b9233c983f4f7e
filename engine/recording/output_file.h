// Opening and filling files that a user named as output.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"

namespace heddle::recording {

// "write recording 'path': why; wayOut"
[[nodiscard]] Error outputError(const std::string& path, Fault fault, std::string why, std::string wayOut);

// An empty file at `path`. Errors: cannot be written, a directory, a named pipe...
Result<FileDescriptor> openOutput(const std::string& path);

// Copies the first `bytes` bytes of the file behind `from` to `path`; does nothing if that is the same file.
Result<void> copyRecording(int from, std::uint64_t bytes, const std::string& path);

}  // namespace heddle::recording
