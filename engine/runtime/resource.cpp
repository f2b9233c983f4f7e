#include "engine/runtime/resource_members.h"

#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/semaphore.h"

namespace heddle::runtime {

template class Resource<MutexRule>;
template class Resource<RecursiveMutexRule>;
template class Resource<SemaphoreRule>;
template class Resource<EventRule>;

}  // namespace heddle::runtime
