#include "engine/runtime/stack_root.h"

namespace heddle::runtime {

void runAtStackRoot(void (*run)(void*), void* argument) {
    run(argument);
    asm volatile("");  // so that this frame stays while `run` lasts
}

}  // namespace heddle::runtime
