#include "engine/base/file_descriptor.h"

#include <unistd.h>

namespace heddle {

void FileDescriptor::reset() {
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

}  // namespace heddle
