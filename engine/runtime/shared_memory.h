// A value in memory that several processes have at once: what one writes the others see. Each access is
// whole. Who reads receives the value from whoever wrote it last. Processes share what was made before them.
#pragma once

#include <cstring>
#include <type_traits>

#include "engine/base/mapping.h"
#include "engine/runtime/channel.h"

namespace heddle::runtime {

class SharedBytes : public Channel {
protected:
    SharedBytes(std::size_t bytes, std::string_view name, CallSite at);
    void writeBytes(const void* value, CallSite at);
    void readBytes(void* value, CallSite at) const;

private:
    std::size_t m_bytes;
    Mapping m_memory;  // the stamp of the last write, and the value
};

template <class T>
class SharedMemory : public SharedBytes {
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= kLargestMessage);

public:
    explicit SharedMemory(const T& initial = {}, std::string_view name = {}, CallSite at = CallSite::here())
        : SharedBytes(sizeof(T), name, at) {
        write(initial, at);
    }
    void write(const T& value, CallSite at = CallSite::here()) { writeBytes(&value, at); }
    [[nodiscard]] T read(CallSite at = CallSite::here()) const {
        T value;
        readBytes(&value, at);
        return value;
    }
};

}  // namespace heddle::runtime
