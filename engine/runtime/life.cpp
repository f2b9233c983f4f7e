#include "engine/runtime/life.h"

#include <pthread.h>

#include <cerrno>

namespace heddle::runtime {

void showLife(wire::LifeRecord& life) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    if (pthread_mutex_init(&life.held, &kind) == 0 && pthread_mutex_lock(&life.held) == 0)
        life.isHeld.store(1, std::memory_order_release);
    pthread_mutexattr_destroy(&kind);
}

bool isSeenToLive(wire::LifeRecord& life) {
    if (life.isHeld.load(std::memory_order_acquire) == 0)
        return false;
    const int tried = pthread_mutex_trylock(&life.held);
    // By the thread itself; or by somebody else who looks just now. In a line nobody looks at the same time.
    if (tried == EBUSY)
        return true;
    life.isHeld.store(0, std::memory_order_release);
    if (tried == EOWNERDEAD)
        pthread_mutex_consistent(&life.held);
    if (tried == EOWNERDEAD || tried == 0)
        pthread_mutex_unlock(&life.held);
    return false;
}

}  // namespace heddle::runtime
