#include "engine/runtime/pool.h"

namespace heddle::runtime {

void Pool::close(CallSite at) {
    m_tasks.close(m_workers, at);
}

void Pool::terminate(CallSite at) {
    close(at);
    while (const TaskQueue::Item item = m_tasks.tryGet(at)) item->cancel(at);
}

void Pool::work(CallSite at) {
    while (const TaskQueue::Item item = m_tasks.get(at)) item->perform();
}

}  // namespace heddle::runtime
