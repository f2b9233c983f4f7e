// Searches the schedules of one scenario in this process, which is made for it: the scenario may crash it,
// and may print. All tasks are carried by the calling thread.
//
// Thread rule: one thread, which has not used the runtime yet. Loss: a scenario that crashes, or does not
// come to its next step, ends or keeps the process; whoever started it reads the choices made in the segment.
#pragma once

#include <memory>

#include "engine/base/file_descriptor.h"
#include "engine/control/carried/carried_executor.h"
#include "engine/control/search/search.h"
#include "engine/finder/news.h"
#include "engine/scenarios/scenario.h"

namespace heddle::finder {

class Searcher {
public:
    // Tells its news on `news`.
    Searcher(runtime::CarriedGate& gate, const scenarios::Scenario& scenario,
             scenarios::Parameters parameters, FileDescriptor news);

    void search(const Order& order);

private:
    // False: nothing more is to be done.
    bool searchBy(StrategyKind kind, const Order& order, std::uint64_t schedules, Duration time);
    void tellFound(const control::Failure& failure, std::span<const control::Step> steps, News news);
    void tell(News news, const std::vector<std::string>& texts = {});
    void refuse(const Error& error);

    scenarios::Parameters m_parameters;
    control::CarriedExecutor m_executor;
    FileDescriptor m_news;
};

// "deadlock: P1 waits in lock on B, held by P2; P2 waits in lock on A, held by P1". The executor stands where
// the failure is.
[[nodiscard]] std::string inWords(const control::Executor& executor, const control::Failure& failure);

}  // namespace heddle::finder
